import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
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
  const source = decoded(request);
  const iterator = source[Symbol.asyncIterator]();
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

function decoded(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity' || encoding === '') return request;
  const decoder = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }[encoding];
  if (decoder === undefined) {
    throw exception(48, 'NOT_IMPLEMENTED', `Unknown content encoding '${encoding}': send gzip, deflate, br or none.`);
  }
  const stream = decoder();
  request.on('error', (error) => stream.destroy(error));
  return request.pipe(stream);
}

function tooLarge(limit: number): Error {
  return exception(307, 'TOO_MANY_BYTES', `Limit for the size of the request body exceeded: ${limit} bytes.`);
}
