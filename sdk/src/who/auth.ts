import type { Shelf } from '../util/index.ts';
import type { BatchAuth } from '../wire.ts';

/** Somebody the host app knows. */
export interface AuthUser {
  id: string;
  /** A guest account: counted apart from people who signed up. */
  anonymous?: boolean | undefined;
  team?: string | undefined;
  /** The app's own signed token, to prove the identity to the server. Never stored. */
  token?: string | undefined;
}

const NAME = 'auth';

export interface Auth {
  /** Without the token: this is what may be stored. */
  now(): BatchAuth;
  token(): string | undefined;
  /** Answers the state before, if anything changed. */
  set(user: AuthUser | null): BatchAuth | undefined;
}

/** Who is signed in. Remembered, so that the next page knows before the app does. */
export const createAuth = (shelf: Shelf): Auth => {
  let now: BatchAuth = restore(shelf.get(NAME));
  let token: string | undefined;
  return {
    now: () => now,
    token: () => token,
    set(user) {
      token = user?.token;
      const next: BatchAuth = user
        ? { state: 'signed-in', user_id: user.id, team_id: user.team, is_anonymous: user.anonymous }
        : { state: 'signed-out' };
      const text = JSON.stringify(next);
      if (text === JSON.stringify(now)) return undefined;
      const before = now;
      now = next;
      shelf.set(NAME, text);
      return before;
    },
  };
};

const restore = (text: string | null): BatchAuth => {
  try {
    const stored: BatchAuth | null = text && JSON.parse(text);
    if (stored?.state) return stored;
  } catch {
    // Half-written or foreign text says nothing about anybody.
  }
  return { state: 'anonymous' };
};
