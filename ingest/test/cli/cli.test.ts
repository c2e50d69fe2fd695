import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/commands/index.ts';
import type { RunningServer } from '../../src/server.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { until } from '../embedded/process.ts';
import { batchOf, send, sendOk } from '../server/batch.ts';
import { ask, clientOf, PUBLIC_KEY, rowsOf, runCli, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

const { dir: dataDir, remove } = scratchDir();
const settings = { TRODDEN_DATA_DIR: dataDir };

/** The command line in this process: what takes seconds as a process of its own takes milliseconds here. */
async function run(...args: string[]) {
  const said = { stdout: '', stderr: '' };
  const code = await runCommand(args, settings, {
    out: (text) => {
      said.stdout += text;
    },
    err: (text) => {
      said.stderr += text;
    },
  });
  return { code, ...said };
}
afterAll(() => remove());

async function addProject(...args: string[]) {
  const { code, stdout, stderr } = await run('project', 'add', ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as { id: string; public_key: string; secret_key: string; origins: string[] };
}

describe('the command line beside a running server', () => {
  let server: RunningServer;
  let client: StoreClient;
  beforeAll(async () => {
    server = await startHere(dataDir);
    client = await clientOf(dataDir);
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it('adds a project whose keys work at once', async () => {
    const made = await addProject('Café Site 2', '--origin', 'https://cafe.example/menu');
    expect(made).toMatchObject({ id: 'cafe-site-2', origins: ['https://cafe.example'] });
    expect(made.public_key).toMatch(/^pk_[\w-]{24}$/);
    expect(made.secret_key).toMatch(/^sk_[\w-]{24}$/);
    await sendOk(server.url, batchOf(made.public_key, 1));
    expect((await ask(server.url, '/api/events/count', made.secret_key)).status).toBe(200);
    const [row] = await rowsOf<{ secret_key_hashes: string[] }>(
      client,
      "SELECT * FROM projects FINAL WHERE id = 'cafe-site-2'",
    );
    expect(row?.secret_key_hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('switches a project off and on', async () => {
    const { public_key } = await addProject('Switch');
    const status = async () => (await send(server.url, batchOf(public_key, 1))).status;
    expect(await status()).toBe(200);
    expect((await run('project', 'disable', 'switch')).code).toBe(0);
    await until(async () => (await status()) === 403, 20_000);
    expect((await run('project', 'enable', 'switch')).code).toBe(0);
    await until(async () => (await status()) === 200, 20_000);
  });

  it('retires a project: browsers hear that it is gone, its owner still reads', async () => {
    const { public_key, secret_key } = await addProject('Old');
    expect((await run('project', 'retire', 'old', '--yes')).code).toBe(0);
    await until(async () => (await send(server.url, batchOf(public_key, 1))).status === 410, 20_000);
    expect((await run('project', 'list')).stdout).toMatch(/^old +Old +retired /m);
    expect((await ask(server.url, '/api/events/count', secret_key)).status).toBe(200);
  });

  it('rotates keys, the old ones working on or not as asked', async () => {
    const { public_key: old } = await addProject('Turn');
    const soft = await run('project', 'rotate', 'turn', '--json');
    const fresh = JSON.parse(soft.stdout) as { public_key: string; secret_key?: string };
    expect(fresh.secret_key).toBeUndefined();
    for (const key of [old, fresh.public_key]) expect((await send(server.url, batchOf(key, 1))).status).toBe(200);
    const hard = await run('project', 'rotate', 'turn', '--public', '--secret', '--revoke-old');
    expect(hard.stdout).toMatch(/public key: +pk_[\w-]{24}\nsecret key: +sk_[\w-]{24}\n/);
    await until(async () => (await send(server.url, batchOf(fresh.public_key, 1))).status === 401, 20_000);
  });

  it('lists projects without a word about their secrets', async () => {
    const text = await run('project', 'list');
    expect(text.stdout).toMatch(/^id +name +state +public keys +origins\ndefault +Default +on +pk_test_/);
    const { projects } = JSON.parse((await run('project', 'list', '--json')).stdout) as { projects: object[] };
    expect(projects.length).toBe(5);
    expect(JSON.stringify(projects)).not.toMatch(/secret|[0-9a-f]{64}/);
  });

  it('lists dead letters and replays those that the store now takes', async () => {
    const batch = batchOf(PUBLIC_KEY, 1);
    const event_id = batch.events[0]?.event_id;
    const row = {
      block_id: 7,
      project: 'default',
      batch_id: batch.batch_id,
      event_type: 'revived',
      event_id,
      event_at: Date.now(),
      received_at: Date.now(),
    };
    const letter = {
      project: 'default',
      event_id,
      block_id: 7,
      died_at: Date.now(),
      target: 'events',
      error_code: 27,
      reason: 'as if',
      version: 1,
    };
    const hopeless = { ...letter, event_id: '00000000-0000-4000-8000-000000000000', row: '{"event_at":"never"}' };
    await client.insert({
      table: 'dead_letter',
      values: [{ ...letter, row: JSON.stringify(row) }, hopeless],
      format: 'JSONEachRow',
    });
    expect((await run('dead-letter')).stdout).toContain(`${event_id}  27  as if`);
    const replayed = await run('dead-letter', 'replay');
    expect([replayed.code, replayed.stdout]).toEqual([1, '1 replayed, 1 refused again.\n']);
    expect(replayed.stderr).toMatch(/^00000000-0000-4000-8000-000000000000: /);
    expect(await rowsOf(client, "SELECT block_id FROM events WHERE event_type = 'revived'")).toHaveLength(1);
    const left = (await run('dead-letter', 'list', '--json')).stdout.trim().split('\n');
    expect(left.map((line) => JSON.parse(line).event_id)).toEqual([hopeless.event_id]);
    // Marked as not replayed by a kill in between: the row is found and not stored twice.
    await client.insert({
      table: 'dead_letter',
      values: [{ ...letter, row: JSON.stringify(row), version: Date.now() + 1_000 }],
      format: 'JSONEachRow',
    });
    expect((await run('dead-letter', 'replay')).stdout).toBe('1 replayed, 1 refused again.\n');
    expect(await rowsOf(client, "SELECT block_id FROM events WHERE event_type = 'revived'")).toHaveLength(1);
  });

  it('finds the schema up to date', async () => {
    expect(await run('migrate')).toEqual({ code: 0, stdout: 'The schema is up to date.\n', stderr: '' });
  });
});

describe('the command line alone', () => {
  let started: RunningServer | undefined;
  afterEach(async () => {
    await started?.stop();
    started = undefined;
  });

  it('opens the store by itself, and what it did is there for the next server', async () => {
    const own = scratchDir();
    const here = { TRODDEN_DATA_DIR: own.dir };
    expect((await runCli(['migrate'], here)).stdout).toMatch(/^Applied 0001_events\b.*\.\n$/);
    const { stdout } = await runCli(['project', 'add', 'Early', '--json'], here);
    started = await startHere(own.dir);
    expect((await send(started.url, batchOf(JSON.parse(stdout).public_key, 1))).status).toBe(200);
    await started.stop();
    started = undefined;
    own.remove();
  });

  it.each([
    [['fly'], /There is no command "fly"/],
    [['constructor'], /There is no command "constructor"/],
    [['start', '--wrong'], /--wrong/],
    [['project'], /project add\|list\|rotate\|enable\|disable\|retire\|identity/],
    [['project', 'remove'], /project add\|list/],
    [['project', 'add'], /Give a name/],
    [['project', 'add', 'Two', 'words'], /put quotes/],
    [['project', 'add', 'X', '--origin', 'nonsense'], /not an origin/],
    [['project', 'add', '☃'], /Give an --id/],
    [['project', 'retire', 'default'], /Add --yes/],
    [['project', 'identity', 'x', '--jwks-url', 'http://id.example'], /jwks_url: must be https/],
    [['project', 'identity', 'x', '--secret-file', '/none'], /cannot be read/],
    [['project', 'identity', 'x', '--issuer', 'me'], /the address of the keys or a secret/],
    [['project', 'identity', 'x', '--off', '--claim', 'uid'], /--off goes alone/],
    [['project', 'rotate', 'nobody'], /There is no project "nobody"/],
    [['dead-letter', 'burn'], /dead-letter list\|replay/],
    [['dead-letter', '--limit', '-3'], /--limit/],
  ])('%j is a wrong command line', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/ {4}at /);
  });

  it('says which settings are wrong', async () => {
    const { code, stderr } = await runCli(['start'], { ...settings, PORT: 'http', TRODDEN_ORIGINS: 'example.com' });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^These settings cannot be used:\nPORT: must be a whole number\nTRODDEN_ORIGINS: every entry/,
    );
  });

  it('explains itself', async () => {
    for (const args of [['--help'], ['help'], ['project', '-h']]) {
      const { code, stdout } = await run(...args);
      expect(code).toBe(0);
      for (const word of ['start', 'project rotate', 'dead-letter', 'CLICKHOUSE_URL', 'TRODDEN_DATA_DIR']) {
        expect(stdout).toContain(word);
      }
    }
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
