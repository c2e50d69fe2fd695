import { HttpError } from '../errors.ts';

/** `text/plain` spares browsers the preflight; no type at all is what a bare `fetch` of bytes sends. */
const READ_TYPES = new Set(['text/plain', 'application/json']);

export function checkMediaType(header: string | undefined): void {
  if (header === undefined || header === '') return;
  const end = header.indexOf(';');
  const type = (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
  if (!READ_TYPES.has(type)) throw new HttpError('UNSUPPORTED_MEDIA_TYPE');
}
