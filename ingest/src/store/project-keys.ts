import { createHash, randomInt } from 'node:crypto';
import type { Project } from './project.ts';

/** Letters and digits only, so that a double click takes the whole key; 24 of them are 142 bits. */
const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const KEY_LENGTH = 24;
/** The new key and the one it replaces, so that pages in the wild keep working while they are redeployed. */
const ACTIVE_KEYS = 2;

const randomText = () =>
  Array.from({ length: KEY_LENGTH }, () => KEY_ALPHABET[randomInt(KEY_ALPHABET.length)]).join('');

export const newPublicKey = () => `pk_${randomText()}`;
export const newSecretKey = () => `sk_${randomText()}`;

/** Plain SHA-256 is enough: the key is random, there is nothing to guess faster. */
export function hashSecretKey(secretKey: string): string {
  return createHash('sha256').update(secretKey).digest('hex');
}

export interface Rotation {
  publicKey?: string | undefined;
  secretKey?: string | undefined;
  /** Forget the old key at once, for one that has leaked. */
  revokeOld?: boolean | undefined;
}

/** The project with new keys in front of its old ones. A key that is in front already changes nothing. */
export function rotated(project: Project, rotation: Rotation): Project {
  const keep = rotation.revokeOld === true ? 1 : ACTIVE_KEYS;
  const inFront = (keys: readonly string[], key: string | undefined) =>
    key === undefined ? keys : [key, ...keys.filter((other) => other !== key)].slice(0, keep);
  return {
    ...project,
    publicKeys: inFront(project.publicKeys, rotation.publicKey),
    secretKeyHashes: inFront(
      project.secretKeyHashes,
      rotation.secretKey === undefined ? undefined : hashSecretKey(rotation.secretKey),
    ),
  };
}
