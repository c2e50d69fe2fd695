import type { Stop } from '../util/index.ts';
import type { AuthUser } from './auth.ts';

type Tell = (user: AuthUser | null) => void;

/**
 * Where the sign-in state comes from: the user (null: nobody), a promise of one, or a function that is told how to
 * report each change and may return its own end.
 */
export type AuthSource = AuthUser | null | Promise<AuthUser | null> | ((tell: Tell) => Stop | undefined);

export const followAuth = (source: AuthSource | undefined, tell: Tell): Stop => {
  let ended = false;
  const hear: Tell = (user) => {
    if (!ended) tell(user);
  };
  const end = typeof source === 'function' ? source(hear) : undefined;
  // A source that fails says nothing about anybody.
  if (source !== undefined && typeof source !== 'function') Promise.resolve(source).then(hear, () => {});
  return () => {
    ended = true;
    end?.();
  };
};
