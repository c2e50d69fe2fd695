import type { Config } from '../config.ts';
import type { StoreClient } from '../store/index.ts';
import { type Finding, fault, note, ok } from './finding.ts';

/** Under the one that the embedded engine is of, statements may be unknown. */
const TRIED_MAJOR = 26;
const MAX_SKEW_MS = 2_000;

async function row<Row>(client: StoreClient, query: string): Promise<Row | undefined> {
  return (await (await client.query({ query, format: 'JSONEachRow' })).json<Row>())[0];
}

/** The store behind an open client: version, clock, what waits, what was refused. */
export async function checkStore(client: StoreClient, { clickhouseUrl, cluster }: Config): Promise<Finding[]> {
  const about = await row<{ version: string; at: string }>(
    client,
    'SELECT version() AS version, toString(toUnixTimestamp64Milli(now64(3))) AS at',
  );
  const version = about?.version ?? '';
  const skew = Math.abs(Date.now() - Number(about?.at));
  const where = clickhouseUrl === undefined ? 'The embedded store' : 'ClickHouse';
  const letters = Number(
    (await row<{ n: string }>(client, 'SELECT count() AS n FROM dead_letter FINAL WHERE NOT replayed'))?.n,
  );
  const folds = Number((await row<{ n: string }>(client, 'SELECT count() AS n FROM folds FINAL WHERE done = 0'))?.n);
  return [
    Number(version.split('.')[0]) < TRIED_MAJOR
      ? note(`${where} ${version} answers`, `Trodden is tried with ${TRIED_MAJOR} and newer.`)
      : ok(`${where} ${version} answers, and its tables are those of this release`),
    skew > MAX_SKEW_MS
      ? fault(`The store's clock differs by ${skew} ms`, 'Run NTP on both machines.')
      : ok("The store's clock agrees"),
    letters > 0
      ? fault(`${letters} rows were refused by the store`, 'See the reasons: trodden-ingest dead-letter list')
      : ok('No row was refused by the store'),
    ...(folds > 1
      ? [fault(`${folds} folds are unfinished`, 'Restart the server; then run trodden-ingest verify.')]
      : []),
    ...(cluster === undefined ? [] : await checkCluster(client, cluster)),
  ];
}

async function checkCluster(client: StoreClient, cluster: string): Promise<Finding[]> {
  const nodes = Number(
    (await row<{ n: string }>(client, `SELECT count() AS n FROM system.clusters WHERE cluster = '${cluster}'`))?.n,
  );
  return [
    nodes === 0
      ? fault(
          `ClickHouse knows no cluster "${cluster}"`,
          'Name it in <remote_servers> of every node, or correct TRODDEN_CLUSTER.',
        )
      : ok(`The cluster "${cluster}" has ${nodes} nodes`),
  ];
}
