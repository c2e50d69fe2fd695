import type { SyncedTeam, SyncedUser, SyncStatus } from '../contract/index.ts';
import type { StoreClient } from '../store/index.ts';

export type SyncKind = 'users' | 'teams';

export interface SyncBatch {
  project: string;
  kind: SyncKind;
  records: readonly (SyncedUser | SyncedTeam)[];
  nowMs: number;
}

/**
 * Appends a batch. Of each id the row with the highest sequence id counts, whichever came first: batches may be repeated, may
 * overlap and may arrive in any order. A deletion is a row as well, so that an older batch cannot bring anybody back.
 */
export async function writeSync(client: StoreClient, { project, kind, records, nowMs }: SyncBatch): Promise<void> {
  await client.insert({
    table: `synced_${kind}`,
    format: 'JSONEachRow',
    values: records.map((record) => ({
      project,
      id: record.id,
      sequence_id: String(record.sequence_id),
      is_deleted: record.deleted ?? false,
      display_name: record.display_name ?? '',
      data: record.data === undefined ? '' : JSON.stringify(record.data),
      synced_at: nowMs,
      ...('is_anonymous' in record ? { is_anonymous: record.is_anonymous ?? false } : {}),
      ...('signed_up_at_ms' in record ? { signed_up_at: record.signed_up_at_ms ?? null } : {}),
    })),
    clickhouse_settings: { async_insert: 0 },
  });
}

interface StatusRow {
  last: string;
  records: string;
  deleted: string;
  at_ms: string;
}

/** How far a project has synced. */
export async function readSync(
  client: StoreClient,
  { project, kind, nowMs }: Omit<SyncBatch, 'records'>,
): Promise<SyncStatus> {
  const answer = await client.query({
    query: `SELECT toString(max(sequence_id)) AS last, toUnixTimestamp64Milli(max(synced_at)) AS at_ms,
              countIf(NOT is_deleted) AS records, countIf(is_deleted) AS deleted
            FROM synced_${kind} FINAL WHERE project = {project:String}`,
    query_params: { project },
    format: 'JSONEachRow',
  });
  const row = (await answer.json<StatusRow>())[0];
  const [records, deleted, at] = [Number(row?.records ?? 0), Number(row?.deleted ?? 0), Number(row?.at_ms ?? 0)];
  const isEmpty = records + deleted === 0;
  return {
    last_sequence_id: isEmpty ? null : (row?.last ?? null),
    records,
    deleted,
    last_synced_at_ms: isEmpty ? null : at,
    lag_ms: isEmpty ? null : Math.max(0, nowMs - at),
  };
}
