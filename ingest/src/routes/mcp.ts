import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { type Request, Router } from 'express';
import { HttpError } from '../errors.ts';
import { type Ask, createMcpServer } from '../mcp/index.ts';
import type { Metrics } from '../metrics.ts';
import { admin, countAnswers, createBodyReader, onlyMethods, parseJson } from '../middleware/index.ts';
import type { ProjectRegistry } from '../store/index.ts';
import type { SessionCookies } from '../tokens/index.ts';

export interface McpOptions {
  projects: ProjectRegistry;
  cookies: SessionCookies;
  metrics: Metrics;
}

const readBody = createBodyReader({ maxBytes: 131_072, timeoutMs: 5_000, budgetBytes: 2_097_152 });

/**
 * Tools are answered by this server's own HTTP API, over the address that the request came in by and with the key that it brought: there
 * is no second way to the numbers, and no right that the key does not have. Nothing the assistant says chooses the address.
 */
function ownApi(request: Request, signal: AbortSignal): Ask {
  const { localAddress = '127.0.0.1', localPort } = request.socket;
  const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
  const authorization = request.get('authorization') ?? '';
  return async (path, body) => {
    const response = await fetch(`http://${host}:${localPort}${path}`, {
      headers: { authorization, 'content-type': 'application/json' },
      signal,
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return { ok: response.ok, answer: (await response.json()) as Record<string, unknown> };
  };
}

/** `POST /mcp`: the Model Context Protocol over Streamable HTTP, without sessions. The secret key is the token; a cookie is none. */
export function mcpRoutes(options: McpOptions): Router {
  const router = Router();
  router.use('/mcp', countAnswers(options.metrics));
  router.use('/mcp', (request, _response, next) => {
    if (!/^Bearer /i.test(request.get('authorization') ?? '')) throw new HttpError('UNAUTHORIZED');
    next();
  });
  router.use('/mcp', admin(options));
  router
    .route('/mcp')
    .post(async (request, response) => {
      const message = parseJson(await readBody(request));
      const gone = new AbortController();
      const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
      const server = createMcpServer(ownApi(request, gone.signal));
      response.once('close', () => {
        gone.abort();
        void server.close();
      });
      await server.connect(transport);
      await transport.handleRequest(request, response, message);
    })
    .all(onlyMethods('POST'));
  return router;
}
