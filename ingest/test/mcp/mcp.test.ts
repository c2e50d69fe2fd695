import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../embedded/process.ts';
import { askOk, codeOf, SECRET_KEY } from '../server/harness.ts';
import { FOREIGN, type SqlWorld, startSqlWorld, VISITORS } from '../sql/world.ts';

let world: SqlWorld;
let client: Client;
beforeAll(async () => {
  world = await startSqlWorld();
  // Two answers are of one version only when nothing is left to fold.
  const overview = () => askOk<{ visitors: number }>(world.server.url, `/api/overview?${ADDRESS}`);
  await until(async () => (await overview()).visitors === VISITORS, 20_000);
  client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${SECRET_KEY}` } };
  const transport = new StreamableHTTPClientTransport(new URL(`${world.server.url}/mcp`), { requestInit });
  await client.connect(transport as Parameters<Client['connect']>[0]);
});
afterAll(async () => {
  await client?.close();
  await world?.stop();
});

async function call(name: string, given: Record<string, unknown>): Promise<{ isError: boolean; told: unknown }> {
  const answer = await client.callTool({ name, arguments: given });
  const [part] = answer.content as { text: string }[];
  return { isError: answer.isError === true, told: JSON.parse(part?.text ?? 'null') };
}

const RANGE = { from: '2026-01-01', to: '2026-12-31', tz: 'UTC' };
const ADDRESS = 'from=2026-01-01&to=2026-12-31&tz=UTC';

test('the tools are a closed list, and all of them only read', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['overview', 'breakdown', 'clickmap', 'replays', 'sql_schema', 'sql']);
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
});

test.each([
  ['overview', RANGE, `/api/overview?${ADDRESS}`],
  ['clickmap', RANGE, `/api/clickmap/pages?${ADDRESS}`],
  ['clickmap', { ...RANGE, path: '/pricing' }, `/api/clickmap?path=/pricing&${ADDRESS}`],
  ['replays', { limit: 5 }, '/api/replays?limit=5'],
  ['sql_schema', {}, '/api/query/schema'],
])('%s says what the HTTP API says', async (name, given, path) => {
  expect(await call(name, given)).toEqual({ isError: false, told: await askOk(world.server.url, path) });
});

test('a breakdown is one table of the overview', async () => {
  const overview = await askOk<Record<string, unknown>>(world.server.url, `/api/overview?${ADDRESS}`);
  expect((await call('breakdown', { table: 'top_pages', ...RANGE })).told).toEqual({ top_pages: overview.top_pages });
});

test('SQL goes through the same gate', async () => {
  const query =
    'SELECT event_type, count() AS n FROM events WHERE visitor_id != {v:String} GROUP BY event_type ORDER BY n';
  const params = { v: 'visitor-1' };
  const { rows } = await (await world.query(query, { params })).json();
  expect((await call('sql', { query, params })).told).toMatchObject({ rows });
  expect(rows).toHaveLength(2);
  expect(await call('sql', { query: 'SELECT * FROM default.projects' })).toMatchObject({
    isError: true,
    told: { error: { code: 'QUERY_REFUSED' } },
  });
});

test('nothing of another project comes out of any tool', async () => {
  for (const [name, given] of [
    ['overview', RANGE],
    ['clickmap', RANGE],
    ['replays', {}],
    ['sql', { query: 'SELECT * FROM events' }],
  ] as const) {
    expect(JSON.stringify((await call(name, given)).told)).not.toContain(FOREIGN);
  }
});

test('only the secret key opens it, and only POST', async () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${world.server.url}/mcp`, { method: 'POST', headers, body: '{}' });
  expect(await codeOf(await post({}))).toBe('UNAUTHORIZED');
  expect(await codeOf(await post({ cookie: 'trodden_session=x' }))).toBe('UNAUTHORIZED');
  expect(await codeOf(await post({ authorization: 'Bearer sk_wrong' }))).toBe('UNAUTHORIZED');
  const get = await fetch(`${world.server.url}/mcp`, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
  expect(await codeOf(get)).toBe('METHOD_NOT_ALLOWED');
});
