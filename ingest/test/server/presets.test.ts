import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
