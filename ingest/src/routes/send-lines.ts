import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Sends text as it comes, no faster than it is read, and ends when the reader went away. */
export async function sendLines(response: ServerResponse, lines: AsyncIterable<string>): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  for await (const line of lines) {
    if (gone.signal.aborted) break;
    // Rejects when the reader goes away; nothing is left listening either way.
    if (!response.write(line)) await once(response, 'drain', { signal: gone.signal }).catch(() => {});
  }
  response.end();
}
