import { setTimeout as delay } from 'node:timers/promises';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { BatchAuth } from '../contract/index.ts';
import type { Logger } from '../log.ts';
import type { Project } from '../store/index.ts';
import { fetchKeys } from './fetch-keys.ts';
import { createKeySet, type KeySet } from './key-set.ts';
import { type IdentitySettings, identityOf } from './settings.ts';
import { verifyOptions, verifyWithKeys } from './verify-token.ts';

/** The longest an ack waits for somebody else's server; the keys still arrive, for the batches after it. */
const LONGEST_WAIT_MS = 500;
/** Addresses of keys that are remembered: one for each project, and projects are few. */
const MAX_KEY_SETS = 1_000;

export type IdentityOutcome =
  | 'verified'
  | 'not_configured'
  | 'no_user'
  | 'expired'
  | 'wrong_user'
  | 'bad_token'
  | 'keys_unavailable'
  | 'late';

/** Checks the tokens with which host apps prove who their users are. Tokens are looked at and forgotten. */
export interface Identity {
  /** Never throws, and settles within half a second: a batch is taken whatever its token is worth. */
  check(project: Project, auth: BatchAuth & { token: string }): Promise<IdentityOutcome>;
}

export interface IdentityOptions {
  log: Logger;
  now: () => number;
}

export function createIdentity({ log, now }: IdentityOptions): Identity {
  const keySets = new Map<string, KeySet>();

  function keySetOf(url: string): KeySet {
    const known = keySets.get(url);
    if (known !== undefined) return known;
    const onFailure = (err: unknown) =>
      log.warn({ err, host: new URL(url).host }, 'Keys of an app could not be fetched');
    const keySet = createKeySet({ fetchKeys: () => fetchKeys(url), now, onFailure });
    const [oldest] = keySets.keys();
    if (oldest !== undefined && keySets.size >= MAX_KEY_SETS) keySets.delete(oldest);
    keySets.set(url, keySet);
    return keySet;
  }

  async function payloadOf(token: string, settings: IdentitySettings): Promise<JWTPayload | 'keys_unavailable'> {
    const options = verifyOptions(settings, now());
    if (settings.secret !== undefined)
      return (await jwtVerify(token, new TextEncoder().encode(settings.secret), options)).payload;
    const keySet = keySetOf(settings.jwks_url ?? '');
    const keys = await keySet.keys();
    if (keys === undefined) return 'keys_unavailable';
    try {
      return await verifyWithKeys(token, keys, options);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const renewed = await keySet.renewed();
      if (renewed === undefined) throw error;
      return verifyWithKeys(token, renewed, options);
    }
  }

  async function judge(settings: IdentitySettings, token: string, userId: string): Promise<IdentityOutcome> {
    try {
      const payload = await payloadOf(token, settings);
      if (payload === 'keys_unavailable') return payload;
      const subject = payload[settings.claim];
      const isSame = (typeof subject === 'string' || typeof subject === 'number') && String(subject) === userId;
      return isSame ? 'verified' : 'wrong_user';
    } catch (error) {
      // Whatever a stranger's token makes the library say is about the token, and may quote it.
      return error instanceof errors.JWTExpired ? 'expired' : 'bad_token';
    }
  }

  return {
    async check(project, { state, user_id, token }) {
      const settings = identityOf(project);
      if (settings === undefined) return 'not_configured';
      if (user_id === undefined || state === 'signed-out') return 'no_user';
      const enough = new AbortController();
      const late = delay(LONGEST_WAIT_MS, 'late' as const, { signal: enough.signal, ref: false }).catch(
        () => 'late' as const,
      );
      const outcome = await Promise.race([judge(settings, token, user_id), late]);
      enough.abort();
      return outcome;
    },
  };
}
