import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRAME_HEAD_BYTES, type FrameHead, frameEnd, readFrame, roomFor, writeFrame } from './frame.ts';

const SEGMENT = 7;

const heads: fc.Arbitrary<FrameHead> = fc.record({
  kind: fc.constantFrom(1 as const, 2 as const),
  blockId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  appendedAtMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  key: fc.uint32Array({ minLength: 4, maxLength: 4 }),
  rows: fc.nat(500),
  accepted: fc.nat(500),
  rejections: fc.uint8Array({ maxLength: 1_500 }),
});

function write(head: FrameHead, text: string, segment = SEGMENT): Buffer {
  const target = Buffer.alloc(roomFor(text, head.rejections) + 9);
  const end = writeFrame(target, 9, head, text, segment);
  return target.subarray(9, end);
}

test('a frame reads back as it was written, whatever its text', () => {
  fc.assert(
    fc.property(heads, fc.string({ unit: 'binary' }), (head, text) => {
      const bytes = write(head, text);
      expect(frameEnd(bytes, 0, SEGMENT)).toBe(bytes.length);
      const frame = readFrame(bytes, 0, bytes.length);
      expect(frame).toMatchObject({ ...head, rejections: Buffer.from(head.rejections) });
      expect(bytes.subarray(frame?.rowsAt).toString('utf8')).toBe(text);
    }),
  );
});

test('any changed byte makes it no frame', () => {
  fc.assert(
    fc.property(heads, fc.string(), fc.nat(), fc.integer({ min: 1, max: 255 }), (head, text, at, flip) => {
      const bytes = Buffer.from(write(head, text));
      const where = at % bytes.length;
      bytes[where] = (bytes[where] ?? 0) ^ flip;
      expect(frameEnd(bytes, 0, SEGMENT)).toBeUndefined();
    }),
  );
});

test('a frame is none in another segment, and none when it is cut', () => {
  const head = fc.sample(heads, 1)[0];
  if (head === undefined) throw new Error('no sample');
  const bytes = write(head, '{"a":1}\n');
  expect(frameEnd(bytes, 0, SEGMENT + 1)).toBeUndefined();
  expect(frameEnd(bytes.subarray(0, -1), 0, SEGMENT)).toBeUndefined();
  expect(frameEnd(bytes.subarray(0, FRAME_HEAD_BYTES - 1), 0, SEGMENT)).toBeUndefined();
});
