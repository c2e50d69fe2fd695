import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ErrorAnswer, QueryAnswer } from '../../src/contract/index.ts';
import { FILE_SECRET, FOREIGN, type SqlWorld, startSqlWorld } from './world.ts';

const corpus = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const escapes: Record<string, string[]> = corpus('escapes.json');
const places: string[] = corpus('hidden-places.json');
const oracles: string[] = corpus('oracles.json');

const REFUSALS = new Set(['QUERY_REFUSED', 'QUERY_FAILED', 'QUERY_LIMIT', 'INVALID_QUERY']);
const MARKS = [FOREIGN, FILE_SECRET, '98765', 'secret_key', '/data/', 'DB::Exception'];

let world: SqlWorld;
beforeAll(async () => {
  world = await startSqlWorld();
});
afterAll(() => world.stop());

const written = (text: string) =>
  text
    .replaceAll('{db}', 'default')
    .replaceAll('{secret}', world.secret)
    .replaceAll('{side}', world.side)
    .replaceAll('{port}', String(world.trap.port))
    .replace('{deep}', `SELECT ${'('.repeat(3_000)}1${')'.repeat(3_000)}`)
    .replace('{wide}', `SELECT ${'1,'.repeat(8_000)}1`);

async function attempt(query: string): Promise<string> {
  const response = await world.query(query, { params: { t: 'default.projects', n: 'x' }, timeout_ms: 3_000 });
  const text = await response.text();
  // What was sent may come back as far as it is the answer's own; marks are about what it was not.
  const answer = query.includes(FILE_SECRET) ? '' : text;
  for (const mark of MARKS) expect(answer, `${query} → ${text.slice(0, 300)}`).not.toContain(mark);
  if (response.status !== 200) return (JSON.parse(text) as ErrorAnswer).error.code;
  return `answered ${JSON.stringify((JSON.parse(text) as QueryAnswer).rows).slice(0, 80)}`;
}

test.each(Object.entries(escapes))('%s: nothing gets out', { timeout: 180_000 }, async (_group, queries) => {
  const open: string[] = [];
  for (const query of queries) {
    const outcome = await attempt(written(query));
    if (!REFUSALS.has(outcome)) open.push(`${query} → ${outcome}`);
  }
  expect(open).toEqual([]);
});

test('a call is refused wherever it stands', { timeout: 180_000 }, async () => {
  const open: string[] = [];
  for (const place of places) {
    for (const call of ["dictGet('d', 'v', tuple('k'))", 'hostName()', '(SELECT any(id) FROM default.projects)']) {
      const query = place.replace('{call}', call);
      const outcome = await attempt(query);
      if (outcome !== 'QUERY_REFUSED' && outcome !== 'QUERY_FAILED') open.push(`${query} → ${outcome}`);
    }
  }
  expect(open).toEqual([]);
});

/** A condition that fails on a row of the other project must tell exactly what it tells when no such row exists anywhere. */
test('no error tells what the rows of another project hold', { timeout: 180_000 }, async () => {
  const told: string[] = [];
  for (const oracle of oracles) {
    const outcomes: string[] = [];
    for (const [text, number] of [
      [`/${FOREIGN}`, '987655'],
      ['/nowhere-at-all', '123455'],
    ] as const) {
      const response = await world.query(oracle.replaceAll('{text}', text).replaceAll('{number}', number));
      const answer = await response.json();
      outcomes.push(JSON.stringify([response.status, answer.error, answer.rows]));
    }
    if (outcomes[0] !== outcomes[1] || !outcomes[0]?.startsWith('[200'))
      told.push(`${oracle} → ${outcomes.join(' / ')}`);
  }
  expect(told).toEqual([]);
});

test('nothing was written, nobody was called, every row is still there', async () => {
  expect(readdirSync(world.side)).toEqual([]);
  expect(world.trap.calls()).toBe(0);
  const rows = await world.client.query({ query: 'SELECT count() AS n FROM events', format: 'JSONEachRow' });
  expect(Number((await rows.json<{ n: string }>())[0]?.n)).toBe(5_000 + 12 * 8);
  const made = await world.client.query({
    query: "SELECT name FROM system.tables WHERE database = 'trodden_nothing'",
    format: 'JSONEachRow',
  });
  expect(await made.json()).toEqual([]);
});
