import type { Request, Response } from 'express';
import { HttpError } from '../errors.ts';

const PREFLIGHT_MAX_AGE_SECONDS = 86_400;

/** The origin that a browser names; undefined for servers, scripts and curl. */
export function originOf(request: Request): string | undefined {
  return request.headers.origin;
}

/**
 * Lets the page read the answer. Set before anything is checked, or a browser could not read why it was refused;
 * no credentials are ever allowed, so the answer tells a foreign page nothing that a bare request would not.
 */
export function allowReading(response: Response, origin: string | undefined): void {
  response.setHeader('Vary', 'Origin');
  if (origin === undefined) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
}

/** Exact match of whole origins: no prefixes, no suffixes, no wildcards to get wrong. An empty list allows any. */
export function checkOrigin(origin: string | undefined, ...lists: readonly (readonly string[])[]): void {
  if (origin === undefined || lists.every((list) => list.length === 0)) return;
  const plain = plainOrigin(origin);
  if (plain === undefined || !lists.some((list) => list.includes(plain))) throw new HttpError('ORIGIN_NOT_ALLOWED');
}

/** As browsers send it: lower case, no default port, no path. Anything else is somebody pretending. */
function plainOrigin(origin: string): string | undefined {
  if (!URL.canParse(origin)) return undefined;
  const parsed = new URL(origin).origin;
  return parsed === origin ? parsed : undefined;
}

/** Answers a CORS preflight; the SDK avoids them, other clients may not. */
export function answerPreflight(request: Request, response: Response): void {
  allowReading(response, originOf(request));
  response.setHeader('Access-Control-Allow-Methods', 'POST');
  response.setHeader('Access-Control-Allow-Headers', 'Content-Type, Content-Encoding');
  response.setHeader('Access-Control-Max-Age', String(PREFLIGHT_MAX_AGE_SECONDS));
  response.status(204).end();
}
