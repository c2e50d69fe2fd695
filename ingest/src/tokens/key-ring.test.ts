import { chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openKeyRing, rotateKeys } from './key-ring.ts';
import { createMac } from './mac.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'trodden-keys-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Every look at the clock is two seconds later, so that each use looks at the file. */
function impatient() {
  let now = 0;
  return () => {
    now += 2_000;
    return now;
  };
}

test('one key is made, readable by its owner only, and is the same for the next start', () => {
  const first = openKeyRing(dir).keys();
  expect(first).toHaveLength(1);
  expect(openKeyRing(dir).keys()).toEqual(first);
  expect(statSync(join(dir, 'signing.key')).mode & 0o777).toBe(0o600);
});

test('a rotation reaches whoever has the ring open; what the old key signed holds until the next one', () => {
  const mac = createMac(openKeyRing(dir, impatient()), 'test');
  const old = mac.seal('old');
  expect(rotateKeys(dir)).toEqual({ active: 2 });
  const between = mac.seal('between');
  expect([mac.open(old), mac.open(between)]).toEqual(['old', 'between']);
  expect(old.split('.')[0]).not.toBe(between.split('.')[0]);
  rotateKeys(dir);
  expect([mac.open(old), mac.open(between)]).toEqual([undefined, 'between']);
});

test('a key that leaked is forgotten at once', () => {
  const mac = createMac(openKeyRing(dir, impatient()), 'test');
  const leaked = mac.seal('leaked');
  expect(rotateKeys(dir, { revokeOld: true })).toEqual({ active: 1 });
  expect(mac.open(leaked)).toBeUndefined();
});

test('a rotation by root leaves the key to whom the data belongs', () => {
  const nobody = 65_534;
  if (process.getuid?.() === 0) chownSync(dir, nobody, nobody);
  rotateKeys(dir);
  rotateKeys(dir, { revokeOld: true });
  const { uid, gid } = statSync(join(dir, 'signing.key'));
  expect([uid, gid]).toEqual([statSync(dir).uid, statSync(dir).gid]);
});

test('a key of before there were two is read, a damaged file is named', () => {
  writeFileSync(join(dir, 'signing.key'), 'ab'.repeat(32));
  expect(openKeyRing(dir).keys()[0].secret.toString('hex')).toBe('ab'.repeat(32));
  writeFileSync(join(dir, 'signing.key'), 'ab');
  expect(() => openKeyRing(dir)).toThrow('is damaged');
  expect(readFileSync(join(dir, 'signing.key'), 'utf8')).toBe('ab');
});

test('what was signed for one purpose is nothing for another, and no other spelling of a code passes', () => {
  const ring = openKeyRing(dir);
  const mac = createMac(ring, 'one');
  const sealed = mac.seal('text');
  expect(createMac(ring, 'two').open(sealed)).toBeUndefined();
  for (const other of [
    `${sealed}=`,
    `${sealed}.`,
    ` ${sealed}`,
    `${sealed}.x`,
    sealed.slice(0, -1),
    `${sealed}A`,
    '..',
    '',
    '.',
  ])
    expect(mac.open(other), JSON.stringify(other)).toBeUndefined();
  // The last digit of a code carries four bits: three other digits stand for the same bytes.
  const last = sealed.at(-1) ?? '';
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const twins = [...digits].filter(
    (digit) =>
      digit !== last &&
      Buffer.from(`${sealed.split('.')[2]?.slice(0, -1)}${digit}`, 'base64url').equals(
        Buffer.from(sealed.split('.')[2] ?? '', 'base64url'),
      ),
  );
  expect(twins).toHaveLength(3);
  for (const twin of twins) expect(mac.open(`${sealed.slice(0, -1)}${twin}`)).toBeUndefined();
});
