import type { Guard, Shelf, Stop } from '../util/index.ts';
import { newId } from '../util/index.ts';
import type { BatchAuth } from '../wire.ts';
import type { AuthUser } from './auth.ts';
import { recallAuth, rememberAuth } from './auth.ts';
import { createSession } from './session.ts';
import { createTab } from './tab.ts';
import { visitorOf } from './visitor.ts';

/** One page load inside a session. Outlives `stop()`, so that a second `init` in the same page load goes on with it. */
export interface Segment {
  id: string;
  session: string;
  /** Batches so far. */
  batches: number;
  /** Chunks of the replay so far. */
  chunks: number;
}

/** Who is there, in the words of the wire; `auth` last. */
export interface Identity {
  visitor_id: string;
  session_id: string;
  tab_id: string;
  session_replay_segment_id: string;
  auth: BatchAuth;
}

export interface Who {
  /** The identity of something that happens now. */
  now(): Identity;
  /** The same, without counting as something that happens. */
  look(): Identity;
  token(): string | undefined;
  /** Answers the auth state before, if anything changed. */
  become(user: AuthUser | null): BatchAuth | undefined;
  /** Somebody else uses this browser from now on. */
  renew(): void;
  stop: Stop;
}

/** `mark` precedes the ids of somebody whom the server, and not this browser, is to know again. */
export const createWho = (shelf: Shelf, segment: Segment, guard: Guard, mark = ''): Who => {
  let visitor_id = visitorOf(shelf);
  const session = createSession(shelf);
  const [tab_id, stop] = createTab(shelf, guard);
  let auth = recallAuth(shelf);
  let token: string | undefined;
  const look = () => ({
    visitor_id: mark + visitor_id,
    session_id: mark + segment.session,
    tab_id,
    session_replay_segment_id: segment.id,
    auth,
  });
  return {
    now() {
      const id = session();
      if (segment.session !== id) Object.assign(segment, { id: newId(), session: id, batches: 0, chunks: 0 });
      return look();
    },
    look,
    token: () => token,
    become(user) {
      const before = auth;
      token = user?.token;
      // Nobody cannot sign out again.
      if (!user && before.state !== 'signed-in') return undefined;
      auth = rememberAuth(shelf, user);
      return JSON.stringify(auth) === JSON.stringify(before) ? undefined : before;
    },
    renew() {
      visitor_id = visitorOf(shelf, true);
      session(true);
    },
    stop,
  };
};
