import type { Request, Response } from 'express';
import type { StaticFile } from './folder.ts';

/** An hour: a new release of the script reaches every page within it, and the edge answers in the meantime. */
const NAMED_CACHE = 'public, max-age=3600, stale-while-revalidate=86400';
const HASHED_CACHE = 'public, max-age=31536000, immutable';

function encoded(request: Request, response: Response, file: StaticFile): Buffer {
  const accepted = request.get('accept-encoding') ?? '';
  if (file.brotli !== undefined && /\bbr\b/.test(accepted)) {
    response.set('Content-Encoding', 'br');
    return file.brotli;
  }
  if (file.gzip !== undefined && /\bgzip\b/.test(accepted)) {
    response.set('Content-Encoding', 'gzip');
    return file.gzip;
  }
  return file.plain;
}

/** Answers with the smallest form the browser takes, or with 304 when it has the file. */
export function sendFile(request: Request, response: Response, file: StaticFile, cache?: string): void {
  response.set({
    'Content-Type': file.type,
    'Cache-Control': cache ?? (file.isHashed ? HASHED_CACHE : NAMED_CACHE),
    'X-Content-Type-Options': 'nosniff',
    ETag: file.etag,
    Vary: 'Accept-Encoding',
  });
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const body = encoded(request, response, file);
  response.set('Content-Length', String(body.length));
  response.end(request.method === 'HEAD' ? undefined : body);
}
