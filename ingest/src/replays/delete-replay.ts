import { deleteRows, type StoreClient } from '../store/index.ts';

const LATEST_VERSION = '18446744073709551615';

/**
 * Takes a replay off the disk, not only out of sight. The tombstone comes first and stays: chunks of it that are still on their way
 * never bring it back into a list.
 */
export async function deleteReplay(client: StoreClient, project: string, id: string): Promise<void> {
  await client.insert({
    table: 'replays',
    values: [{ project, session_id: id, is_deleted: true, version: LATEST_VERSION }],
    format: 'JSONEachRow',
    clickhouse_settings: { async_insert: 0 },
  });
  for (const table of ['replay_chunks', 'replay_shares'])
    await deleteRows(client, {
      table,
      where: 'project = {project:String} AND session_id = {id:String}',
      params: { project, id },
    });
}
