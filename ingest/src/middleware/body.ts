import type { IncomingMessage } from 'node:http';
import { HttpError } from '../errors.ts';

export interface BodyLimits {
  maxBytes: number;
  /** From the first byte of the request to the last; a slow sender must not hold memory for longer. */
  timeoutMs: number;
  /** All bodies that are on their way together: thousands of slow large ones would fill the memory otherwise. */
  budgetBytes: number;
}

const ASK_AGAIN_SECONDS = 5;

/** Reads whole bodies as they travelled. A declared length over the limit is refused before anything is read. */
export function createBodyReader({ maxBytes, timeoutMs, budgetBytes }: BodyLimits) {
  let onTheirWay = 0;

  return function readBody(request: IncomingMessage): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (Number(request.headers['content-length']) > maxBytes) {
        reject(new HttpError('TOO_LARGE'));
        return;
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      const timer = setTimeout(() => settle(new HttpError('REQUEST_TIMEOUT')), timeoutMs);

      function settle(fault: Error | undefined): void {
        clearTimeout(timer);
        request.off('data', take).off('end', end).off('error', settle).off('close', close);
        onTheirWay -= bytes;
        if (fault !== undefined) reject(fault);
        else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, bytes));
      }
      function take(chunk: Buffer): void {
        bytes += chunk.length;
        onTheirWay += chunk.length;
        chunks.push(chunk);
        if (bytes > maxBytes) settle(new HttpError('TOO_LARGE'));
        else if (onTheirWay > budgetBytes)
          settle(new HttpError('SPOOL_FULL', { retryAfterSeconds: ASK_AGAIN_SECONDS }));
      }
      const end = () => settle(undefined);
      const close = () => settle(new HttpError('REQUEST_TIMEOUT', { message: 'The sender went away.' }));

      request.on('data', take).on('end', end).on('error', settle).on('close', close);
    });
  };
}
