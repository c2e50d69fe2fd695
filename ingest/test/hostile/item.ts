import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BodySpec } from './body.ts';

interface Request {
  /** `/v1/events` when not given. */
  path?: string;
  body?: BodySpec;
  headers?: Record<string, string>;
  query?: Record<string, unknown>;
  /** Bytes for a bare socket instead. */
  raw?: BodySpec[];
  /** Close our side after the last byte. */
  end?: boolean;
  /** The answer takes as long as the server's patience. */
  slow?: boolean;
}

export interface Expectation {
  status?: number;
  code?: string;
  accepted?: number;
  /** Codes of refused events, in order. */
  rejected?: string[];
  /** What the store has of this batch afterwards, in the order of the events; parts of rows. */
  rows?: Record<string, unknown>[];
  /** Of every answer on a bare socket. */
  statuses?: number[];
  /** Answered by Node itself, without a body. */
  bare?: boolean;
  /** So many answers on a bare socket, each with a status of 400 to 499. */
  refusals?: number;
}

export interface Step {
  request: Request;
  expect: Expectation;
}

export interface Item extends Step {
  name: string;
  what: string;
  /** Sent afterwards. */
  then?: Step[];
}

const folder = join(import.meta.dirname, '../corpus');

export const items: Item[] = readdirSync(folder)
  .sort()
  .map((file) => ({ name: file.replace('.json', ''), ...JSON.parse(readFileSync(join(folder, file), 'utf8')) }));
