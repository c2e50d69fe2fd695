import type { Guard, Stop } from '../util/index.ts';
import type { AuthUser } from './auth.ts';

/** Somebody, nobody (null), or not known yet (undefined), which changes nothing. */
export type KnownUser = AuthUser | null | undefined;
export type AuthAnswer = KnownUser | PromiseLike<KnownUser>;

/**
 * Where the sign-in state comes from: the user (null: nobody), a promise of one, or a function. A function may answer
 * either of them, or report each change by calling what it is given, and answer how to end that.
 */
export type AuthSource = AuthAnswer | ((tell: (user: KnownUser) => void) => AuthAnswer | (() => void) | undefined);

export const followAuth = (
  source: AuthSource | undefined,
  guard: Guard,
  tell: (user: AuthUser | null, cause: string) => void,
): Stop | undefined => {
  let end: Stop | undefined;
  const heard = guard('auth', (user: AuthUser | null) => tell(user, 'auth'));
  guard('auth', () => {
    end = connect(source, heard);
  })();
  return () => end?.();
};

const connect = (source: AuthSource, tell: (user: AuthUser | null) => void): Stop | undefined => {
  const told = (user: KnownUser) => user !== undefined && tell(user);
  const answer = typeof source === 'function' ? source(told) : source;
  if (typeof answer === 'function') return answer;
  // A source that fails says nothing about anybody.
  Promise.resolve(answer).then(told, () => {});
  return undefined;
};
