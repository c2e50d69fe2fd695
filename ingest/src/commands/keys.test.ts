import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCommand } from './index.ts';

const dir = mkdtempSync(join(tmpdir(), 'trodden-keys-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function run(...args: string[]) {
  let said = '';
  const note = (text: string) => {
    said += text;
  };
  const code = await runCommand(['keys', ...args], { TRODDEN_DATA_DIR: join(dir, 'data') }, { out: note, err: note });
  return { code, said };
}
const lines = () =>
  readFileSync(join(dir, 'data', 'signing.key'), 'utf8')
    .trim()
    .split('\n');

test('a rotation keeps the key before, revoking keeps none, and neither shows one', async () => {
  expect(await run('rotate')).toMatchObject({ code: 0, said: expect.stringContaining('until the next rotation') });
  const [newest, old] = lines();
  expect(await run('rotate', '--json')).toEqual({ code: 0, said: expect.stringMatching(/^\{"active":2,/) });
  expect(lines()).toHaveLength(2);
  expect(lines()[1]).toBe(newest);
  expect(lines()).not.toContain(old);
  const revoked = await run('rotate', '--revoke-old');
  expect(lines()).toHaveLength(1);
  expect(revoked.said).not.toContain(lines()[0]);
});

test.each([[[]], [['turn']], [['rotate', 'twice']], [['rotate', '--force']]])('%j is wrong use', async (args) => {
  expect((await run(...args)).code).toBe(2);
});
