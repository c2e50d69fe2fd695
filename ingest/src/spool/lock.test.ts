import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerSettled, askSettled } from './ask-settled.ts';
import { askHolder, DirectoryLockedError, lockDirectory } from './lock.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lock-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

test('one holder at a time, and no trace afterwards', async () => {
  const lock = await lockDirectory(dir);
  await expect(lockDirectory(dir)).rejects.toThrow(DirectoryLockedError);
  lock.release();
  const next = await lockDirectory(dir);
  next.release();
  expect(readdirSync(dir)).toEqual([]);
});

test('of many at once exactly one gets it, twenty times', async () => {
  for (let round = 0; round < 20; round++) {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(dir)));
    const held = tries.filter((each) => each.status === 'fulfilled');
    expect(held).toHaveLength(1);
    for (const { value } of held) value.release();
  }
});

test('a folder deeper than a socket path may be long', async () => {
  const deep = join(dir, 'x'.repeat(120), 'y'.repeat(120));
  mkdirSync(deep, { recursive: true });
  const lock = await lockDirectory(deep);
  await expect(lockDirectory(deep)).rejects.toThrow(DirectoryLockedError);
  lock.release();
});

test('a ticket that was never finished is stale', async () => {
  writeFileSync(join(dir, 'lock.4'), '{"soc');
  const lock = await lockDirectory(dir);
  expect(readdirSync(dir)).toContain('lock.5');
  lock.release();
});

test('a holder answers what it is asked, once it can', async () => {
  expect(await askHolder(dir, 'how are you')).toBeUndefined();
  const lock = await lockDirectory(dir);
  expect(await askHolder(dir, 'how are you')).toBeUndefined();
  lock.answerWith(async (question) => `${question}? well`);
  expect(await askHolder(dir, 'how are you')).toBe('how are you? well');
  await expect(lockDirectory(dir)).rejects.toThrow(DirectoryLockedError);
  lock.answerWith(async () => {
    throw new Error('I do not say');
  });
  expect(await askHolder(dir, 'how are you')).toBeUndefined();
  lock.release();
});

test('whether everything is in the store, and why not', async () => {
  const lock = await lockDirectory(dir);
  expect(await askSettled(dir)).toEqual({ isSettled: false, reason: 'it does not answer' });
  let isThere = (_value: undefined) => {};
  lock.answerWith(answerSettled(() => new Promise<undefined>((resolve) => (isThere = resolve)).then(() => {})));
  const asked = askSettled(dir);
  let isAnswered = false;
  void asked.then(() => (isAnswered = true));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isAnswered).toBe(false);
  isThere(undefined);
  expect(await asked).toEqual({ isSettled: true, reason: 'yes' });
  lock.answerWith(answerSettled(() => Promise.reject(new Error('the store is away'))));
  expect(await askSettled(dir)).toEqual({ isSettled: false, reason: 'the store is away' });
  lock.release();
});

const HOLDER = `
  import { lockDirectory } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
  try {
    await lockDirectory(process.argv[1]);
    console.log('held');
    setInterval(() => undefined, 1000);
  } catch (error) {
    console.log(error.name);
  }`;

function startHolder(): { said: Promise<string>; kill(): Promise<void> } {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', HOLDER, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    said: new Promise((resolve) => child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()))),
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

test('kill -9 of the holder frees it at once; processes that start together are one holder and the rest refused', async () => {
  for (let round = 0; round < 3; round++) {
    const rivals = Array.from({ length: 3 }, startHolder);
    const said = await Promise.all(rivals.map((rival) => rival.said));
    expect(said.toSorted()).toEqual(['DirectoryLockedError', 'DirectoryLockedError', 'held']);
    await expect(lockDirectory(dir)).rejects.toThrow(DirectoryLockedError);
    for (const rival of rivals) await rival.kill();
    const lock = await lockDirectory(dir);
    lock.release();
  }
}, 30_000);
