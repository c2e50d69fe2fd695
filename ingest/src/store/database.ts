import { ClickHouseError } from '@clickhouse/client';
import { createStoreClient, type StoreAddress } from './client.ts';

const UNKNOWN_DATABASE = '81';

/** Creates the database that the address names, when the server does not have it. */
export async function ensureDatabase(address: StoreAddress): Promise<void> {
  const urls = address.url.split(',').map((url) => new URL(url));
  const database = address.database ?? decodeURIComponent(urls[0]?.pathname.slice(1) ?? '');
  if (database === '' || database === 'default') return;
  const client = createStoreClient(address);
  try {
    await client.command({ query: 'SELECT 1' });
    return;
  } catch (error) {
    if (!(error instanceof ClickHouseError) || error.code !== UNKNOWN_DATABASE) throw error;
  } finally {
    await client.close();
  }
  for (const url of urls) url.pathname = '/default';
  const admin = createStoreClient({ ...address, url: urls.map(({ href }) => href).join(','), database: undefined });
  // The name comes from the configuration, which allows letters, digits, _ and - only; a parameter cannot stand here.
  const onCluster = address.cluster === undefined ? '' : ` ON CLUSTER '${address.cluster}'`;
  try {
    await admin.command({
      query: `CREATE DATABASE IF NOT EXISTS {database:Identifier}${onCluster}`,
      query_params: { database },
    });
  } finally {
    await admin.close();
  }
}
