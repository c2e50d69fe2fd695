import type { Shelf } from '../util/index.ts';
import type { BatchAuth } from '../wire.ts';
import { MAX_ID_LENGTH } from '../wire.ts';

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

/** Remembered, so that the next page knows before the app does. Half-written or foreign text says nothing. */
export const recallAuth = (shelf: Shelf): BatchAuth => {
  try {
    return { state: 'anonymous', ...JSON.parse(shelf(NAME) as string) };
  } catch {
    return { state: 'anonymous' };
  }
};

/** Numbers are ids too; a batch with one that the server refuses would be lost whole. */
const idOf = (id: unknown): string | undefined => (id ? `${id}`.slice(0, MAX_ID_LENGTH) : undefined);

/** Without the token: this is what may be stored. */
export const rememberAuth = (shelf: Shelf, user: AuthUser | null): BatchAuth => {
  const auth: BatchAuth = user
    ? {
        state: 'signed-in',
        user_id: idOf(user.id),
        team_id: idOf(user.team),
        is_anonymous: !!user.anonymous || undefined,
      }
    : { state: 'signed-out' };
  shelf(NAME, JSON.stringify(auth));
  return auth;
};
