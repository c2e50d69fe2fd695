import { request as ask } from 'node:http';

/** What browsers need, and nothing else: the dashboard and its API stay on their own name. */
const PUBLIC = /^\/u(\/t\.js|\/t\/.*|\/v1\/.*|\/share\/.*)$/;
/** A visitor's cookies are nobody's business there; and what they claim about their address is replaced below. */
const NOT_PASSED_ON = new Set(['cookie', 'host', 'x-forwarded-for', 'connection']);

/** The few lines that a proxy on your own site comes down to. @returns whether it answered */
export function answer(request, response, { host }) {
  const path = PUBLIC.exec(request.url ?? '')?.[1];
  if (path === undefined) return false;
  const passed = Object.entries(request.headers).filter(([name]) => !NOT_PASSED_ON.has(name));
  const headers = { ...Object.fromEntries(passed), 'x-forwarded-for': request.socket.remoteAddress };
  const onward = ask(new URL(path, host), { method: request.method, headers }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(response);
  });
  onward.on('error', () => response.writeHead(502).end());
  request.pipe(onward);
  return true;
}
