import { createHash, randomBytes } from 'node:crypto';
import type { OverlayGrant } from './overlay-grant.ts';

const CODE_BYTES = 24;
/** From the press on "open" to the page that has loaded. */
const CODE_LIFE_MS = 60_000;
/** A minute of a large team; the oldest goes first, and whoever lost it presses again. */
const MAX_CODES = 10_000;

/**
 * Single-use codes for links. They live in memory: a restart ends them, which costs a press. With several nodes behind one address
 * the exchange has to reach the node that made the link, so the balancer needs an affinity of a minute.
 */
export interface OverlayCodes {
  issue(grant: OverlayGrant): { code: string; expiresAtMs: number };
  /** Burns the code and says what it was for, whoever asks; undefined when there was none, or too late. */
  redeem(code: string): OverlayGrant | undefined;
}

/** Found by its hash, so that the time of a lookup says nothing about codes there are. */
const nameOf = (code: string) => createHash('sha256').update(code).digest('base64url');

export function createOverlayCodes(now: () => number = Date.now): OverlayCodes {
  const codes = new Map<string, { grant: OverlayGrant; expiresAtMs: number }>();
  return {
    issue(grant) {
      const code = randomBytes(CODE_BYTES).toString('base64url');
      const expiresAtMs = now() + CODE_LIFE_MS;
      codes.set(nameOf(code), { grant, expiresAtMs });
      for (const [name, entry] of codes) {
        if (codes.size <= MAX_CODES && entry.expiresAtMs > now()) break;
        codes.delete(name);
      }
      return { code, expiresAtMs };
    },
    redeem(code) {
      const name = nameOf(code);
      const entry = codes.get(name);
      codes.delete(name);
      return entry !== undefined && entry.expiresAtMs > now() ? entry.grant : undefined;
    },
  };
}
