import type { IncomingMessage } from 'node:http';
import { HttpError } from '../errors.ts';
import { createByteBudget, type Holding } from './byte-budget.ts';

export interface BodyLimits {
  maxBytes: number;
  /** From the first byte of the request to the last; a slow sender must not hold memory for longer. */
  timeoutMs: number;
  /** All bodies that are on their way together, and whatever else is charged to a holding of `hold()`. */
  budgetBytes: number;
}

/**
 * Reads whole bodies as they travelled. A declared length over the limit is refused before anything is read. A body counts while it is
 * on its way, and with a holding of its own until that ends.
 */
export function createBodyReader({ maxBytes, timeoutMs, budgetBytes }: BodyLimits) {
  const hold = createByteBudget(budgetBytes);

  function readBody(request: IncomingMessage, given?: Holding): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (Number(request.headers['content-length']) > maxBytes) {
        reject(new HttpError('TOO_LARGE'));
        return;
      }
      const held = given ?? hold();
      const chunks: Buffer[] = [];
      let bytes = 0;
      const timer = setTimeout(() => settle(new HttpError('REQUEST_TIMEOUT')), timeoutMs);

      function settle(fault: Error | undefined): void {
        clearTimeout(timer);
        request.off('data', take).off('end', end).off('error', settle).off('close', close);
        if (given === undefined) held.end();
        if (fault !== undefined) reject(fault);
        else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, bytes));
      }
      function take(chunk: Buffer): void {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > maxBytes) {
          settle(new HttpError('TOO_LARGE'));
          return;
        }
        try {
          held.take(chunk.length);
        } catch (fault) {
          settle(fault as HttpError);
        }
      }
      const end = () => settle(undefined);
      const close = () => settle(new HttpError('REQUEST_TIMEOUT', { message: 'The sender went away.' }));

      request.on('data', take).on('end', end).on('error', settle).on('close', close);
    });
  }
  return Object.assign(readBody, { hold });
}
