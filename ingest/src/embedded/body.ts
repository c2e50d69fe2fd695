import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { exception } from './exception.ts';
import { MAX_BODY_BYTES, MAX_BUFFERED_BYTES } from './limits.ts';

/** A request body: in memory, or in a private file that the engine reads by itself. */
export type Body = { data: Buffer; path?: undefined } | { path: string; data?: undefined };

export type Spill = { directory: string; aboveBytes: number };

const WRITE_BYTES = 2 ** 20;

/** Reads the body to its end. Throws when the caller goes away in the middle: half a body is never used. */
export async function readBody(request: IncomingMessage, spill: Spill | undefined): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const iterator = decoded(request)[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await iterator.next();
    if (done === true) return { data: Buffer.concat(chunks, bytes) };
    chunks.push(value);
    bytes += value.length;
    if (spill !== undefined && bytes > spill.aboveBytes)
      return { path: await writeOut(spill.directory, chunks, iterator) };
    if (bytes > MAX_BUFFERED_BYTES) throw tooLarge(MAX_BUFFERED_BYTES);
  }
}

export async function discardBody(body: Body | undefined): Promise<void> {
  if (body?.path !== undefined) await unlink(body.path).catch(() => undefined);
}

async function writeOut(directory: string, chunks: Buffer[], rest: AsyncIterator<Buffer>): Promise<string> {
  const path = join(directory, randomUUID());
  const file = await open(path, 'wx', 0o600);
  try {
    let total = 0;
    for (;;) {
      const { value, done } = await rest.next();
      if (done !== true) chunks.push(value);
      const waiting = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
      if (waiting >= WRITE_BYTES || done === true) {
        if (waiting > 0) await file.writev(chunks);
        chunks = [];
        total += waiting;
        if (total > MAX_BODY_BYTES) throw tooLarge(MAX_BODY_BYTES);
      }
      if (done === true) return path;
    }
  } catch (error) {
    await discardBody({ path });
    throw error;
  } finally {
    await file.close();
  }
}

function decoded(request: IncomingMessage): AsyncIterable<Buffer> {
  const encoding = request.headers['content-encoding'] || 'identity';
  if (encoding === 'identity') return request;
  const decoder = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }[encoding];
  if (decoder === undefined) {
    throw exception(48, 'NOT_IMPLEMENTED', `Unknown content encoding '${encoding}': send gzip, deflate, br or none.`);
  }
  return inflated(request, decoder());
}

async function* inflated(request: IncomingMessage, decoder: Transform): AsyncGenerator<Buffer> {
  request.on('error', (error) => decoder.destroy(error));
  try {
    yield* request.pipe(decoder);
  } catch (error) {
    if (request.destroyed && !request.complete) throw error;
    throw exception(
      354,
      'ZLIB_INFLATE_FAILED',
      `Cannot inflate the body: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function tooLarge(limit: number): Error {
  return exception(307, 'TOO_MANY_BYTES', `Limit for the size of the request body exceeded: ${limit} bytes.`);
}
