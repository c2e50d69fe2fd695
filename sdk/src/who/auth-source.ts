import type { Stop } from '../util/index.ts';
import type { AuthUser } from './auth.ts';

type Tell = (user: AuthUser | null) => void;

/**
 * Where the sign-in state comes from: the user (null: nobody), a promise of one, or a function that is told how to
 * report each change and may return its own end.
 */
export type AuthSource = AuthUser | null | Promise<AuthUser | null> | ((tell: Tell) => Stop | undefined);

export const followAuth = (source: AuthSource, tell: Tell): Stop | undefined => {
  if (typeof source === 'function') return source(tell) ?? undefined;
  // A source that fails says nothing about anybody.
  Promise.resolve(source).then(tell, () => {});
  return undefined;
};
