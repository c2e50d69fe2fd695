import type { StoreClient } from './client.ts';

export interface Deletion {
  table: string;
  /** A condition; its values travel as parameters. */
  where: string;
  params: Record<string, unknown>;
}

/** `Distributed('main', …)`: the name of the cluster. */
const CLUSTER = /^Distributed\('?([\w-]+)'?,/;

/**
 * Where the rows of a table lie. On a cluster a sharded table is a door without rows of its own: they are in `<table>_local` of every
 * shard, and only a statement to all of them reaches them.
 */
export function rowsOf(table: string, engine: string): { table: string; onCluster: string } {
  const cluster = CLUSTER.exec(engine)?.[1];
  return cluster === undefined
    ? { table, onCluster: '' }
    : { table: `${table}_local`, onCluster: ` ON CLUSTER '${cluster}'` };
}

/** Takes rows off the disk: parts are rewritten, and the statement returns when that has happened. */
export async function deleteRows(client: StoreClient, { table, where, params }: Deletion): Promise<void> {
  const answer = await client.query({
    query: 'SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = {table:String}',
    query_params: { table },
    format: 'JSONEachRow',
  });
  const [found] = await answer.json<{ engine_full: string }>();
  const engine = found?.engine_full ?? '';
  const rows = rowsOf(table, engine);
  const isReplicated = rows.onCluster !== '' || engine.startsWith('Replicated');
  await client.command({
    query: `ALTER TABLE ${rows.table}${rows.onCluster} DELETE WHERE ${where}`,
    query_params: params,
    clickhouse_settings: {
      mutations_sync: '2',
      // A condition that asks other tables is the same on every replica here: what it asks for is what is to go.
      ...(isReplicated ? { allow_nondeterministic_mutations: 1, distributed_ddl_task_timeout: '-1' } : {}),
    },
  });
}
