import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { discardBody } from './body.ts';
import { authenticate, type Role, type Users } from './caller.ts';
import { createCanceller } from './cancel.ts';
import type { Outcome } from './connection.ts';
import type { EngineCore } from './engine.ts';
import { exception } from './exception.ts';
import { createLane } from './lane.ts';
import { LANE_WIDTHS } from './limits.ts';
import { type Call, queryIdOf, readCall, statementInUrl } from './request.ts';
import { type Answer, respond, respondError } from './respond.ts';
import { createRunner } from './run.ts';
import { createSessions, type Turn } from './sessions.ts';
import type { Statement } from './statement.ts';

type Options = { engine: EngineCore; users: Users; memoryBytes: number; spillDirectory: string };

export type HttpInterface = {
  server: Server;
  /** Takes no more, stops reads, waits for writes, closes the engine. */
  stop(): Promise<void>;
};

/** A server's `http_max_uri_size`: typed parameters travel in the URL. */
const MAX_HEADER_BYTES = 2 ** 20;
const KEEP_ALIVE_MS = 30_000;
/** What the kernel holds for other sockets is read within this many turns of the event loop, a new connection included. */
const TURNS_UNTIL_ALL_IS_READ = 3;

/** The ClickHouse HTTP interface over the engine. */
export function createHttpInterface({ engine, users, memoryBytes, spillDirectory }: Options): HttpInterface {
  const canceller = createCanceller(engine);
  const runner = createRunner({ engine, canceller, memoryBytes });
  const sessions = createSessions(engine.connect);
  const lanes = {
    read: createLane(LANE_WIDTHS.read),
    write: createLane(LANE_WIDTHS.write),
    session: createLane(LANE_WIDTHS.session),
    untrusted: createLane(LANE_WIDTHS.untrusted),
  };
  const underWay = new Set<Promise<void>>();
  let stopping = false;

  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => {
      // Until its last byte is with the kernel an answer can still be lost by the end of the process.
      const done = handle(request, response)
        .then(() => finished(response))
        .catch(() => undefined)
        .finally(() => underWay.delete(done));
      underWay.add(done);
    },
  );

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [pathname = '/', search] = (request.url ?? '/').split('?', 2);
    const parameters = new URLSearchParams(search);
    const answer = { request, response, parameters, queryId: queryIdOf(parameters) };
    const isQuery = pathname === '/' && (request.method !== 'GET' || parameters.has('query'));
    try {
      if (pathname === '/alive') {
        authenticate(request, parameters, users);
        await showLife();
      } else if (pathname !== '/' && pathname !== '/ping') response.statusCode = 404;
      if (isQuery) await answerQuery(answer);
      else response.end(response.statusCode === 404 ? `There is no handle ${pathname}\n` : 'Ok.\n');
    } catch (error) {
      respondError(answer, error);
    }
  }

  /** Not of ClickHouse: whether the engine itself still works, past every queue. */
  async function showLife(): Promise<void> {
    const connection = engine.connect();
    await connection.query('SELECT 1', 'Null').finally(() => connection.close());
  }

  async function answerQuery(answer: Answer): Promise<void> {
    const { request, response, parameters } = answer;
    if (stopping) throw exception(236, 'ABORTED', 'The engine is shutting down');
    const role = authenticate(request, parameters, users);
    const declared = statementInUrl(parameters);
    if (request.method === 'GET' && declared?.kind !== 'read') {
      throw exception(164, 'READONLY', 'Cannot execute query in readonly mode: GET requests only read');
    }
    const { outcome, format } = await serve({ request, response, parameters, role, declared });
    await respond(answer, outcome, format);
  }

  async function serve(incoming: Incoming): Promise<{ outcome: Outcome; format: string }> {
    const { request, response, parameters, role, declared } = incoming;
    const sessionName = parameters.get('session_id');
    const sessionId = sessionName && `${role}:${sessionName}`;
    // A write takes its place in the session as soon as its head is seen, others when nothing older can be unread:
    // a question about rows must not pass the insert it asks about.
    let turn = sessionId && declared && declared.kind !== 'read' ? sessions.enter(sessionId) : undefined;
    let call: Call | undefined;
    try {
      call = await readCall(request, { role, parameters, declared, spillDirectory });
      if (sessionId && turn === undefined) {
        for (let turns = 0; turns < TURNS_UNTIL_ALL_IS_READ; turns += 1) await nextTurn();
        turn = sessions.enter(sessionId);
      }
      const format = call.statement.format ?? formatWanted(request, parameters);
      return { outcome: await run({ call, turn, response, format }), format };
    } finally {
      turn?.end();
      await discardBody(call?.body);
    }
  }

  async function run({ call, turn, response, format }: Run): Promise<Outcome> {
    await turn?.ready;
    const isRead = call.statement.kind === 'read';
    const lane = call.role === 'untrusted' ? 'untrusted' : turn ? 'session' : isRead ? 'read' : 'write';
    return lanes[lane](() => {
      if (isRead) canceller.assertWanted(response);
      return turn ? runner.inSession(turn, call, response, format) : runner.alone(call, response, format);
    });
  }

  return {
    server,
    async stop() {
      stopping = true;
      server.close();
      server.closeIdleConnections();
      canceller.stop();
      while (underWay.size > 0) await Promise.allSettled(underWay);
      await canceller.idle();
      sessions.closeAll();
      engine.close();
    },
  };
}

type Incoming = {
  request: IncomingMessage;
  response: ServerResponse;
  parameters: URLSearchParams;
  role: Role;
  declared: Statement | undefined;
};
type Run = { call: Call; turn: Turn | undefined; response: ServerResponse; format: string };

function formatWanted({ headers }: IncomingMessage, parameters: URLSearchParams): string {
  const header = headers['x-clickhouse-format'];
  return (typeof header === 'string' ? header : parameters.get('default_format')) || 'TabSeparated';
}
