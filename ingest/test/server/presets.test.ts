import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/commands/index.ts';
import { scratchDir } from '../with-engine.ts';
import { batchOf, send } from './batch.ts';
import { ask, startHere } from './harness.ts';

let dataDir: string;
let remove: () => void;
beforeEach(() => {
  ({ dir: dataDir, remove } = scratchDir());
});
afterEach(() => remove());

const keys = (name: string) => ({
  TRODDEN_PUBLIC_KEY: `pk_preset_${name}_0123456789`,
  TRODDEN_SECRET_KEY: `sk_preset_${name}_0123456789`,
});

describe('keys given by the environment', () => {
  it('become those of the default project at every start, beside the ones before', async () => {
    const one = await startHere(dataDir, keys('one'));
    expect(one.banner).toContain('pk_preset_one');
    expect(one.banner).not.toContain('Secret key');
    await one.stop();

    const two = await startHere(dataDir, keys('two'));
    for (const name of ['one', 'two']) {
      expect((await send(two.url, batchOf(keys(name).TRODDEN_PUBLIC_KEY, 1))).status, name).toBe(200);
      expect((await ask(two.url, '/api/events/count', keys(name).TRODDEN_SECRET_KEY)).status, name).toBe(200);
    }
    await two.stop();

    const three = await startHere(dataDir, keys('three'));
    expect((await send(three.url, batchOf(keys('one').TRODDEN_PUBLIC_KEY, 1))).status).toBe(401);
    expect((await send(three.url, batchOf(keys('two').TRODDEN_PUBLIC_KEY, 1))).status).toBe(200);
    await three.stop();
  });
});

describe('keys made by the first start', () => {
  it('that the command line ended while no server ran are refused by the next one', async () => {
    const unset = { TRODDEN_PUBLIC_KEY: '', TRODDEN_SECRET_KEY: '' };
    const one = await startHere(dataDir, unset);
    const [secret = ''] = /sk_[\w-]{24}/.exec(one.banner) ?? [];
    const [key = ''] = /pk_[\w-]{24}/.exec(one.banner) ?? [];
    expect((await ask(one.url, '/api/events/count', secret)).status).toBe(200);
    expect((await send(one.url, batchOf(key, 1))).status).toBe(200);
    await one.stop();

    const said: string[] = [];
    const args = ['project', 'rotate', 'default', '--secret', '--public', '--revoke-old', '--json'];
    const voice = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) };
    expect(await runCommand(args, { TRODDEN_DATA_DIR: dataDir }, voice)).toBe(0);
    const made = JSON.parse(said.join('')) as { public_key: string; secret_key: string };

    const two = await startHere(dataDir, unset);
    expect((await ask(two.url, '/api/events/count', made.secret_key)).status).toBe(200);
    expect((await send(two.url, batchOf(made.public_key, 1))).status).toBe(200);
    expect((await ask(two.url, '/api/events/count', secret)).status).toBe(401);
    expect((await send(two.url, batchOf(key, 1))).status).toBe(401);
    await two.stop();
  });
});
