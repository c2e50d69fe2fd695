import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { StoreClient } from '../store/index.ts';

/** A public link to one replay. */
export interface Share {
  project: string;
  shareId: string;
  sessionId: string;
  startsAtMs: number | null;
  expiresAtMs: number;
  isRevoked: boolean;
}

interface ShareRow {
  project: string;
  id: string;
  code_hash: string;
  session_id: string;
  starts_at_ms: string | null;
  expires_at_ms: string;
  is_revoked: boolean;
}

const CODE_BYTES = 24;
const COLUMNS = `project, toString(share_id) AS id, code_hash, session_id, starts_at_ms,
  toUnixTimestamp64Milli(expires_at) AS expires_at_ms, is_revoked`;

/** The store knows links by this only: whoever reads it cannot use one. */
const hashOf = (code: string) => createHash('sha256').update(code).digest('hex');

const write = (client: StoreClient, row: object): Promise<unknown> =>
  client.insert({
    table: 'replay_shares',
    values: [{ ...row, version: Date.now() }],
    format: 'JSONEachRow',
    clickhouse_settings: { async_insert: 0 },
  });

async function read(
  client: StoreClient,
  where: string,
  params: Record<string, unknown>,
): Promise<ShareRow | undefined> {
  const answer = await client.query({
    query: `SELECT ${COLUMNS} FROM replay_shares FINAL WHERE ${where}`,
    query_params: params,
    format: 'JSONEachRow',
  });
  return (await answer.json<ShareRow>())[0];
}

/** Makes a link; its code is told here and never again. */
export async function createShare(
  client: StoreClient,
  share: Pick<Share, 'project' | 'sessionId' | 'startsAtMs' | 'expiresAtMs'>,
): Promise<{ shareId: string; code: string }> {
  const code = randomBytes(CODE_BYTES).toString('base64url');
  const shareId = randomUUID();
  await write(client, {
    project: share.project,
    share_id: shareId,
    code_hash: hashOf(code),
    session_id: share.sessionId,
    starts_at_ms: share.startsAtMs,
    expires_at: share.expiresAtMs,
    is_revoked: false,
  });
  return { shareId, code };
}

/** The link of a code, also one that has ended; undefined when there never was one. */
export async function findShare(client: StoreClient, code: string): Promise<Share | undefined> {
  const row = await read(client, 'code_hash = {hash:String}', { hash: hashOf(code) });
  return (
    row && {
      project: row.project,
      shareId: row.id,
      sessionId: row.session_id,
      startsAtMs: row.starts_at_ms === null ? null : Number(row.starts_at_ms),
      expiresAtMs: Number(row.expires_at_ms),
      isRevoked: row.is_revoked,
    }
  );
}

/** Ends a link before its time; false when the project has none with this id. */
export async function revokeShare(client: StoreClient, project: string, shareId: string): Promise<boolean> {
  const where = 'project = {project:String} AND share_id = {share_id:UUID}';
  const row = await read(client, where, { project, share_id: shareId });
  if (row === undefined) return false;
  const { id, expires_at_ms, ...rest } = row;
  await write(client, { ...rest, share_id: id, expires_at: Number(expires_at_ms), is_revoked: true });
  return true;
}
