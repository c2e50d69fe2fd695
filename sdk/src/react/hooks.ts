import { useContext, useEffect } from 'react';
import type { AuthUser, TroddenHandle } from '../index.ts';
import { Context } from './context.ts';

/** The handle of the provider above; one that does nothing where there is none. */
export const useTrodden = (): TroddenHandle => useContext(Context);

/**
 * The handle's `track`: the same function on every render.
 *
 * @example
 * const track = useTrack();
 * <button onClick={() => track('added to bag', { price: 489 })}>Add</button>
 */
export const useTrack = (): TroddenHandle['track'] => useTrodden().track;

/**
 * Says who is signed in, as the app's own hook tells it: the user, null for nobody, undefined while that is not known.
 *
 * @example
 * const { user, isLoaded } = useUser();
 * useAuth(isLoaded ? user && { id: user.id } : undefined);
 */
export const useAuth = (user: AuthUser | null | undefined): void => {
  const handle = useTrodden();
  const { id, anonymous, team, token } = user ?? {};
  const known = user !== undefined;
  useEffect(() => {
    if (id) handle.identify(id, { anonymous, team, token });
    else if (known) handle.signOut();
  }, [handle, known, id, anonymous, team, token]);
};
