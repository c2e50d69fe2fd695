import { createLocalJWKSet, type JSONWebKeySet } from 'jose';

type Keys = ReturnType<typeof createLocalJWKSet>;

/** After this long the keys are fetched again, behind the back of whoever asks. */
const FRESH_MS = 10 * 60_000;
/** When they cannot be fetched again, they still count for this long: apps rotate keys in days, not in hours. */
const USABLE_MS = 24 * 3_600_000;
/** A key nobody knows may be a new one, or somebody's invention: inventions must not make us ask more often than this. */
const ASK_AGAIN_AFTER_MS = 30_000;

/** The published keys behind one address. */
export interface KeySet {
  /** Undefined when there are none to be had. */
  keys(): Promise<Keys | undefined>;
  /** A token names a key that is not among them: what there is after asking again, undefined when it is too soon for that. */
  renewed(): Promise<Keys | undefined>;
}

export interface KeySetOptions {
  fetchKeys: () => Promise<JSONWebKeySet>;
  now: () => number;
  onFailure: (error: unknown) => void;
}

export function createKeySet({ fetchKeys, now, onFailure }: KeySetOptions): KeySet {
  let known: Keys | undefined;
  let knownAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  const ask = (): Promise<void> => {
    askedAt = now();
    asking ??= fetchKeys()
      .then((set) => {
        known = createLocalJWKSet(set);
        knownAt = now();
      })
      .catch(onFailure)
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  const mayAsk = () => asking !== undefined || now() - askedAt >= ASK_AGAIN_AFTER_MS;

  return {
    async keys() {
      const age = now() - knownAt;
      if (age < FRESH_MS) return known;
      const asked = mayAsk() ? ask() : undefined;
      if (age >= USABLE_MS) {
        known = undefined;
        await asked;
      }
      return known;
    },
    async renewed() {
      if (!mayAsk()) return undefined;
      await ask();
      return known;
    },
  };
}
