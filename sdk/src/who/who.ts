import type { Shelf, Stop } from '../util/index.ts';
import { newId } from '../util/index.ts';
import type { BatchAuth } from '../wire.ts';
import type { AuthUser } from './auth.ts';
import { createAuth } from './auth.ts';
import { createSession } from './session.ts';
import { createTab } from './tab.ts';
import { createVisitor } from './visitor.ts';

/** One page load inside a session. Outlives `stop()`, so that a second `init` in the same page load goes on with it. */
export interface Segment {
  id?: string;
  session?: string;
  /** Batches so far. */
  batches: number;
}

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
  token(): string | undefined;
  nextSeq(): number;
  /** Answers the state before, if anything changed. */
  setUser(user: AuthUser | null): BatchAuth | undefined;
  /** Somebody else uses this browser from now on. */
  renew(): void;
  stop: Stop;
}

interface WhoParts {
  local: Shelf;
  session: Shelf;
  segment: Segment;
}

export const createWho = ({ local, session: perTab, segment }: WhoParts): Who => {
  const visitor = createVisitor(local);
  const session = createSession(local);
  const tab = createTab(perTab);
  const auth = createAuth(local);
  return {
    now() {
      const session_id = session.touch();
      if (segment.session !== session_id) Object.assign(segment, { id: newId(), session: session_id, batches: 0 });
      return {
        visitor_id: visitor.id(),
        session_id,
        tab_id: tab.id,
        session_replay_segment_id: segment.id as string,
        auth: auth.now(),
      };
    },
    token: auth.token,
    nextSeq: () => segment.batches++,
    setUser: auth.set,
    renew() {
      visitor.renew();
      session.renew();
    },
    stop: tab.stop,
  };
};
