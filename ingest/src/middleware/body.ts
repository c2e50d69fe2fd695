import type { IncomingMessage } from 'node:http';
import { HttpError } from '../errors.ts';

export interface BodyLimits {
  maxBytes: number;
  /** From the first byte of the request to the last; a slow sender must not hold memory for longer. */
  timeoutMs: number;
}

/** The whole body as it travelled. A declared length over the limit is refused before anything is read. */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length']) > limits.maxBytes) {
      reject(new HttpError('TOO_LARGE'));
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => settle(new HttpError('REQUEST_TIMEOUT')), limits.timeoutMs);

    function settle(fault: Error | undefined): void {
      clearTimeout(timer);
      request.off('data', take).off('end', end).off('error', settle).off('close', close);
      if (fault !== undefined) reject(fault);
      else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, bytes));
    }
    function take(chunk: Buffer): void {
      bytes += chunk.length;
      if (bytes > limits.maxBytes) settle(new HttpError('TOO_LARGE'));
      else chunks.push(chunk);
    }
    const end = () => settle(undefined);
    const close = () => settle(new HttpError('REQUEST_TIMEOUT', { message: 'The sender went away.' }));

    request.on('data', take).on('end', end).on('error', settle).on('close', close);
  });
}
