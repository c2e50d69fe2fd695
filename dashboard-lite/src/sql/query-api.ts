import { ask, post } from '../api.ts';
import type { QueryAnswer, QueryRequest, QuerySchemaAnswer } from '../wire.ts';

export const readSchema = () => ask<QuerySchemaAnswer>('/api/query/schema');

/** Aborting ends the query on the server, too. */
export const runQuery = (request: QueryRequest, signal: AbortSignal) =>
  ask<QueryAnswer>('/api/query', { ...post(request), signal });
