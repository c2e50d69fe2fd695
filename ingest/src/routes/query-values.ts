import type { Request as AnyRequest } from 'express';
import { HttpError } from '../errors.ts';

/** What is read of a request here. */
export type Request = Pick<AnyRequest, 'query'>;

const MILLISECONDS = /^\d{1,15}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** One parameter of the query string; twice the same is a mistake, not a choice. Empty counts as not given. */
export function textParameter(request: Request, name: string, maxLength: number): string | undefined {
  const value: unknown = request.query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw invalid(name, 'is given more than once');
  if (value.length > maxLength) throw invalid(name, `is longer than ${maxLength} characters`);
  return value;
}

/** A time: integer milliseconds, `YYYY-MM-DD` (its first instant, UTC), or ISO 8601 with a zone. */
export function timeParameter(request: Request, name: string): number | undefined {
  const value = textParameter(request, name, 40);
  if (value === undefined) return undefined;
  if (MILLISECONDS.test(value)) return Number(value);
  const time = DAY.test(value) || INSTANT.test(value) ? Date.parse(value) : Number.NaN;
  // `Date.parse` moves 30 February to March; a day that does not exist is a mistake.
  const exists = !Number.isNaN(time) && (!DAY.test(value) || new Date(time).toISOString().startsWith(value));
  if (!exists) throw invalid(name, 'must be integer milliseconds, YYYY-MM-DD, or ISO 8601 with a zone');
  return time;
}

/** A half-open range; an end that is not given is open. */
export function rangeParameters(request: Request): { fromMs: number | undefined; toMs: number | undefined } {
  const fromMs = timeParameter(request, 'from');
  const toMs = timeParameter(request, 'to');
  if (fromMs !== undefined && toMs !== undefined && fromMs > toMs) throw invalid('from', 'must not be after to');
  return { fromMs, toMs };
}

/** A whole number within bounds. */
export function countParameter(request: Request, name: string, { min, max, fallback }: CountBounds): number {
  const value = textParameter(request, name, 20);
  if (value === undefined) return fallback;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) throw invalid(name, `must be a whole number from ${min} to ${max}`);
  return number;
}

export interface CountBounds {
  min: number;
  max: number;
  fallback: number;
}

/** Names the parameter, never its value. */
export function invalid(name: string, what: string): HttpError {
  return new HttpError('INVALID_QUERY', { message: `The parameter "${name}" ${what}.` });
}
