import type { Connection } from './connection.ts';

/** As a server's `default_session_timeout`. */
const IDLE_MS = 60_000;

type Session = {
  connection: Connection | undefined;
  tail: Promise<void>;
  waiting: number;
  idle: NodeJS.Timeout | undefined;
};

/** A place in a session's queue. */
export type Turn = {
  /** Resolves when every earlier request of the session has ended. */
  ready: Promise<void>;
  connection(): Connection;
  /** Closes the connection: something may stick to it. The next request of the session gets a new one. */
  discard(): void;
  end(): void;
};

export type Sessions = { enter(id: string): Turn; closeAll(): void };

/**
 * Requests with the same `session_id` share one connection and run in the order they came. That is the insert fence:
 * a SELECT sent after an insert whose answer got lost sees its rows, or it can be known that they will never be there.
 */
export function createSessions(connect: () => Connection): Sessions {
  const sessions = new Map<string, Session>();

  function drop(id: string, session: Session): void {
    clearTimeout(session.idle);
    session.connection?.close();
    sessions.delete(id);
  }

  return {
    enter(id) {
      const session = sessions.get(id) ?? {
        connection: undefined,
        tail: Promise.resolve(),
        waiting: 0,
        idle: undefined,
      };
      sessions.set(id, session);
      clearTimeout(session.idle);
      session.waiting += 1;
      const ready = session.tail;
      let release: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        release = resolve;
      });
      // One that gives up its place early (a broken upload) must not let the next one pass those before it.
      session.tail = Promise.all([ready, ended]).then(() => undefined);
      return {
        ready,
        connection() {
          session.connection ??= connect();
          return session.connection;
        },
        discard() {
          session.connection?.close();
          session.connection = undefined;
        },
        end() {
          session.waiting -= 1;
          if (session.waiting === 0) session.idle = setTimeout(() => drop(id, session), IDLE_MS).unref();
          release();
        },
      };
    },

    closeAll() {
      for (const [id, session] of sessions) drop(id, session);
    },
  };
}
