import { createHash } from 'node:crypto';
import { MAX_FONT_BYTES, MAX_SHEET_BYTES } from '../contract/limits.ts';
import { deleteRows, type StoreClient } from '../store/index.ts';

export type AssetKind = 'font' | 'sheet';

export interface AssetName {
  project: string;
  kind: AssetKind;
  /** SHA-256 of its bytes, hexadecimal. */
  hash: string;
}

/** Of one project; a site has dozens with each release. Whoever fills it with rubbish fills no disk. */
const MAX_ASSETS = 2_000;
/** `wOF2`, `wOFF`, `OTTO`, `true` and TrueType's version number. */
const FONT_BEGINS = new Set(['774f4632', '774f4646', '4f54544f', '74727565', '00010000']);
/** Browsers ask for what they still use once a day; a recording may go on for a day after that. */
const UNSEEN_DAYS = 2;
const OWN = 'project = {project:String} AND hash = {hash:String} AND kind = {kind:String}';

async function rows<Row>(client: StoreClient, query: string, params: Record<string, unknown>): Promise<Row[]> {
  return (await client.query({ query, query_params: params, format: 'JSONEachRow' })).json<Row>();
}

/** What is wrong with the bytes; undefined when they are what they are called. */
export function assetFault(kind: AssetKind, hash: string, bytes: Buffer): string | undefined {
  if (bytes.length > (kind === 'font' ? MAX_FONT_BYTES : MAX_SHEET_BYTES)) return 'larger than what is kept';
  if (createHash('sha256').update(bytes).digest('hex') !== hash) return 'not what the hash names';
  if (kind === 'font') return FONT_BEGINS.has(bytes.toString('hex', 0, 4)) ? undefined : 'no font';
  return Buffer.from(bytes.toString('utf8')).equals(bytes) && !bytes.includes(0) ? undefined : 'no text';
}

/** Whether it is there. One that is still asked for stays. */
export async function touchAsset(client: StoreClient, asset: AssetName): Promise<boolean> {
  const [found] = await rows<{ is_fresh: boolean }>(
    client,
    `SELECT max(seen_on) >= today() AS is_fresh FROM replay_assets WHERE ${OWN} HAVING count() > 0`,
    { ...asset },
  );
  if (found !== undefined && !found.is_fresh)
    await client.command({
      query: `INSERT INTO replay_assets SELECT project, hash, kind, today(), body FROM replay_assets WHERE ${OWN} LIMIT 1`,
      query_params: { ...asset },
      clickhouse_settings: { async_insert: 0 },
    });
  return found !== undefined;
}

/** Keeps it; false when the project has as many as it may. */
export async function keepAsset(client: StoreClient, asset: AssetName, bytes: Buffer): Promise<boolean> {
  const { project, kind, hash } = asset;
  const [has] = await rows<{ n: string }>(
    client,
    'SELECT uniqExact(hash) AS n FROM replay_assets WHERE project = {project:String}',
    { project },
  );
  if (Number(has?.n) >= MAX_ASSETS) return false;
  const body = bytes.toString(kind === 'font' ? 'base64' : 'utf8');
  await client.insert({
    table: 'replay_assets',
    values: [{ project, hash, kind, seen_on: new Date().toISOString().slice(0, 10), body }],
    format: 'JSONEachRow',
    clickhouse_settings: { async_insert: 0 },
  });
  return true;
}

/** The bytes as they were sent. */
export async function readAsset(client: StoreClient, project: string, hash: string): Promise<Buffer | undefined> {
  const [found] = await rows<{ kind: AssetKind; body: string }>(
    client,
    'SELECT kind, body FROM replay_assets WHERE project = {project:String} AND hash = {hash:String} LIMIT 1',
    { project, hash },
  );
  return found && Buffer.from(found.body, found.kind === 'font' ? 'base64' : 'utf8');
}

/** Takes away what no recording that is still there can refer to. */
export async function expireAssets(
  client: StoreClient,
  { project, endedBeforeMs }: { project: string; endedBeforeMs: number },
): Promise<void> {
  const where = `project = {project:String} AND seen_on < toDate(fromUnixTimestamp64Milli({before:Int64}), 'UTC') - ${UNSEEN_DAYS}`;
  const params = { project, before: endedBeforeMs };
  const [old] = await rows<{ n: string }>(client, `SELECT count() AS n FROM replay_assets WHERE ${where}`, params);
  if (Number(old?.n) > 0) await deleteRows(client, { table: 'replay_assets', where, params });
}
