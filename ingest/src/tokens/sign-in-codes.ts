import { randomBytes } from 'node:crypto';

const CODE_BYTES = 24;
/** Half a working day between starting the server and opening the link it printed. */
const CODE_LIFE_MS = 12 * 3_600_000;
/** Nobody needs more open links than this; the oldest goes first. */
const MAX_CODES = 100;

/** One-time codes in the dashboard links that the operator's terminal shows. They live in memory and die with the process. */
export interface SignInCodes {
  issue(projectId: string): string;
  /** The project's id, once. */
  redeem(code: string): string | undefined;
}

export function createSignInCodes(now: () => number = Date.now): SignInCodes {
  const codes = new Map<string, { projectId: string; expiresAt: number }>();
  return {
    issue(projectId) {
      const code = randomBytes(CODE_BYTES).toString('base64url');
      codes.set(code, { projectId, expiresAt: now() + CODE_LIFE_MS });
      const oldest = codes.keys().next().value;
      if (codes.size > MAX_CODES && oldest !== undefined) codes.delete(oldest);
      return code;
    },
    redeem(code) {
      const entry = codes.get(code);
      codes.delete(code);
      return entry !== undefined && entry.expiresAt > now() ? entry.projectId : undefined;
    },
  };
}
