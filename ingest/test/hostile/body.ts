import { randomUUID } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { type BatchSpec, batchText } from './batch.ts';

/** How an item's bytes are made: short enough to read, even where the bytes are half a gigabyte. */
export type BodySpec =
  | { text: string }
  | { base64: string }
  | { repeat: string; times: number }
  | { again: BodySpec; times: number }
  | { parts: BodySpec[] }
  | { gzip: BodySpec }
  | { deflate: BodySpec }
  | { cut: BodySpec; by: number }
  /** The rest of a raw request: the length of the body, the blank line, the body. */
  | { lengthOf: BodySpec }
  /** A good batch with fresh ids, changed in what the item is about. */
  | { batch: BatchSpec }
  /** The same with one event, whose data is given as raw text. */
  | { batchText: (string | { digits: number } | { base64: string })[]; eventText?: string };

/** What was sent, to find it again in the store. */
export interface Sent {
  batchId: string;
  eventIds: string[];
}

const DATA_MARK = '"@DATA@"';

export function bytesOf(spec: BodySpec, sent: Sent): Buffer {
  if ('text' in spec) return Buffer.from(spec.text);
  if ('base64' in spec) return Buffer.from(spec.base64, 'base64');
  if ('repeat' in spec) return Buffer.alloc(Buffer.byteLength(spec.repeat) * spec.times, spec.repeat);
  if ('again' in spec) return Buffer.concat(Array(spec.times).fill(bytesOf(spec.again, sent)));
  if ('parts' in spec) return Buffer.concat(spec.parts.map((part) => bytesOf(part, sent)));
  if ('gzip' in spec) return gzipSync(bytesOf(spec.gzip, sent));
  if ('deflate' in spec) return deflateSync(bytesOf(spec.deflate, sent));
  if ('cut' in spec) return bytesOf(spec.cut, sent).subarray(0, -spec.by);
  if ('batch' in spec) return Buffer.from(batchText(spec.batch, sent));
  if ('lengthOf' in spec) {
    const body = bytesOf(spec.lengthOf, sent);
    return Buffer.concat([Buffer.from(`${body.length}\r\n\r\n`), body]);
  }
  const [before = '', after = ''] = batchText({ events: [{ data: '@DATA@' }] }, sent).split(DATA_MARK);
  const data = spec.batchText.map((piece) => {
    if (typeof piece === 'string') return Buffer.from(piece);
    return 'digits' in piece ? Buffer.from(`{"a":${'9'.repeat(piece.digits)}}`) : Buffer.from(piece.base64, 'base64');
  });
  const head = spec.eventText === undefined ? before : before.replace('"event_type":"corpus",', spec.eventText);
  return Buffer.concat([Buffer.from(head), ...data, Buffer.from(after)]);
}

export function newSent(): Sent {
  return { batchId: randomUUID(), eventIds: [] };
}
