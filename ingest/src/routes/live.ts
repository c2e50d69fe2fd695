import type { RequestHandler, Response } from 'express';
import type { LiveAnswer } from '../contract/index.ts';
import { HttpError } from '../errors.ts';
import { adminProject, adminStillGood } from '../middleware/index.ts';
import { live } from '../queries/index.ts';
import type { StoreClient } from '../store/index.ts';

export interface LiveOptions {
  store: () => StoreClient;
  now: () => number;
}

const TELL_EVERY_MS = 2_000;
/** Answers of one project are shared for this long: a wall of screens costs one query. */
const SHARED_MS = 1_000;
const MAX_STREAMS = 100;
const RETRY_AFTER_SECONDS = 30;
/** A laptop that sleeps this long asks again when it wakes. */
const UNREAD_FOR_MS = 120_000;

/** One query a second and project, however many ask. */
function createLiveSource({ store, now }: LiveOptions) {
  const shared = new Map<string, { answer: Promise<LiveAnswer>; at: number }>();
  return (project: string): Promise<LiveAnswer> => {
    const known = shared.get(project);
    if (known !== undefined && now() - known.at < SHARED_MS) return known.answer;
    const answer = (async () => live(store(), project, now()))();
    shared.set(project, { answer, at: now() });
    answer.catch(() => shared.delete(project));
    return answer;
  };
}

/**
 * Sends what changed, every two seconds, until the reader goes away or may not read any more. A comment keeps proxies from closing a
 * quiet stream. Who does not read is told nothing more, and then has no place here any more.
 */
function follow(response: Response, ask: () => Promise<LiveAnswer>, onEnd: () => void): void {
  let sent = '';
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  let unreadSince: number | undefined;
  const tell = async () => {
    if (!(await adminStillGood(response))) return void response.end();
    const text = await ask().then(JSON.stringify, () => undefined);
    if (isOver) return;
    if (!response.writableNeedDrain) {
      unreadSince = undefined;
      const isNews = text !== undefined && text !== sent;
      if (isNews) sent = text;
      response.write(isNews ? `data: ${text}\n\n` : ': still here\n\n');
    } else {
      unreadSince ??= performance.now();
      if (performance.now() - unreadSince > UNREAD_FOR_MS) return void response.destroy();
    }
    timer = setTimeout(tell, TELL_EVERY_MS).unref();
  };
  response.on('close', () => {
    isOver = true;
    clearTimeout(timer);
    onEnd();
  });
  void tell();
}

/** `GET /api/live` once, and `GET /api/live/stream` as server-sent events. */
export function liveRoutes(options: LiveOptions): { once: RequestHandler; stream: RequestHandler } {
  const ask = createLiveSource(options);
  let streams = 0;
  return {
    async once(_request, response) {
      response.json(await ask(adminProject(response).id));
    },

    async stream(request, response) {
      const project = adminProject(response).id;
      await ask(project);
      // Whoever left meanwhile will not tell again: a stream begun now would never end.
      if (response.closed) return;
      // Counted here and not before the question, or all who come while it is asked would be let in.
      if (streams >= MAX_STREAMS) throw new HttpError('RATE_LIMITED', { retryAfterSeconds: RETRY_AFTER_SECONDS });
      streams += 1;
      // The server closes sockets that nobody uses; this one is used by being silent.
      request.socket.setTimeout(0);
      response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
      response.flushHeaders();
      follow(
        response,
        () => ask(project),
        () => {
          streams -= 1;
        },
      );
    },
  };
}
