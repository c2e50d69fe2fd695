import { createHash, randomBytes } from 'node:crypto';
import { chownSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const ID_BYTES = 6;
/** The new key and the one it replaces, so that what was signed before a rotation lives out its time. */
const ACTIVE_KEYS = 2;
/** A rotation by the command line reaches a running server within this time. */
const LOOK_AGAIN_MS = 1_000;

export interface SigningKey {
  /** Says which key signed something, and nothing about the key. */
  id: string;
  secret: Buffer;
}

/** The node's own signing keys, the newest first. Several nodes that are to take each other's tokens share the file. */
export interface KeyRing {
  keys(): readonly [SigningKey, ...SigningKey[]];
}

const keyPath = (dataDir: string) => join(dataDir, 'signing.key');
const newKey = () => randomBytes(KEY_BYTES).toString('hex');

function keyOf(line: string, path: string): SigningKey {
  const secret = Buffer.from(line, 'hex');
  if (secret.length !== KEY_BYTES) throw new Error(`${path} is damaged; delete it, people then sign in again.`);
  const id = createHash('sha256').update('trodden key id').update(secret).digest().subarray(0, ID_BYTES);
  return { id: id.toString('base64url'), secret };
}

function readKeys(path: string): readonly [SigningKey, ...SigningKey[]] {
  const [first = '', ...rest] = readFileSync(path, 'utf8').trim().split(/\s+/);
  return [keyOf(first, path), ...rest.slice(0, ACTIVE_KEYS - 1).map((line) => keyOf(line, path))];
}

/** Made once, readable by the server's user only. Deleting the file signs everybody out. */
export function openKeyRing(dataDir: string, now: () => number = Date.now): KeyRing {
  const path = keyPath(dataDir);
  try {
    writeFileSync(path, newKey(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  let known = readKeys(path);
  let readAt = now();
  return {
    keys() {
      if (now() - readAt < LOOK_AGAIN_MS) return known;
      readAt = now();
      // While the file is away or half written by hand, the keys of before are the keys.
      try {
        known = readKeys(path);
      } catch {}
      return known;
    },
  };
}

/** Puts a new key in front. The one before it still verifies, unless it is to be forgotten at once. */
export function rotateKeys(dataDir: string, { revokeOld = false } = {}): { active: number } {
  const path = keyPath(dataDir);
  openKeyRing(dataDir);
  const old = revokeOld ? [] : readKeys(path).slice(0, ACTIVE_KEYS - 1);
  const lines = [newKey(), ...old.map(({ secret }) => secret.toString('hex'))];
  writeFileSync(`${path}.new`, `${lines.join('\n')}\n`, { mode: 0o600 });
  // Whoever rotates as root does it for a server that is not: it would go on with the old keys, and could not start again.
  const { uid, gid } = statSync(dataDir);
  if (process.getuid?.() === 0) chownSync(`${path}.new`, uid, gid);
  renameSync(`${path}.new`, path);
  return { active: lines.length };
}
