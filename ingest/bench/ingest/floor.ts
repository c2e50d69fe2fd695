import { createServer } from 'node:http';
import express from 'express';
import { batchSchema, clickEventSchema, flatEventSchema, pageViewEventSchema } from '../../src/contract/index.ts';

/**
 * What a server costs that stores nothing: `bare` reads the body, `json` is Express and its JSON parser,
 * `zod` also validates with our own schemas. PORT and FLOOR come from the environment.
 */
const floor = process.env.FLOOR ?? 'bare';
const port = Number(process.env.PORT ?? 4401);

const server =
  floor === 'bare'
    ? createServer((request, response) => {
        request.resume().on('end', () => response.writeHead(204).end());
      })
    : createServer(expressFloor(floor === 'zod'));

server.keepAliveTimeout = 60_000;
server.listen(port, '127.0.0.1');

function expressFloor(validates: boolean) {
  const app = express().disable('x-powered-by').disable('etag');
  app.use(express.json({ type: () => true, limit: '1mb' }));
  app.post('/v1/events', (request, response) => {
    response.status(!validates || isValid(request.body) ? 204 : 400).end();
  });
  app.get('/readyz', (_request, response) => {
    response.end();
  });
  return app;
}

function isValid(body: unknown): boolean {
  const batch = batchSchema.safeParse(body);
  return batch.success && batch.data.events.every((event) => schemaOf(event).safeParse(event).success);
}

function schemaOf(event: unknown) {
  const { event_type: type } = event as { event_type?: unknown };
  if (type === '$click') return clickEventSchema;
  return type === '$page-view' ? pageViewEventSchema : flatEventSchema;
}
