import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRAME_HEAD_BYTES, type FrameHead, frameEnd, readFrame, writeFrame } from './frame.ts';
import { type FrameText, roomForText } from './frame-text.ts';

const SEGMENT = 7;

const heads: fc.Arbitrary<FrameHead> = fc.record({
  kind: fc.constantFrom(1 as const, 2 as const, 3 as const),
  blockId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  appendedAtMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  key: fc.uint32Array({ minLength: 4, maxLength: 4 }),
  rows: fc.nat(500),
  accepted: fc.nat(500),
  rejections: fc.uint8Array({ maxLength: 1_500 }),
});

const texts: fc.Arbitrary<FrameText> = fc.record({
  common: fc.string({ unit: 'binary' }),
  rows: fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }),
});

function write(head: FrameHead, text: FrameText, segment = SEGMENT): Buffer {
  const target = Buffer.alloc(9 + FRAME_HEAD_BYTES + head.rejections.length + roomForText(text));
  const end = writeFrame(target, 9, head, text, segment);
  return target.subarray(9, end);
}

test('a frame reads back as it was written, whatever its text', () => {
  fc.assert(
    fc.property(heads, texts, (head, text) => {
      const bytes = write(head, text);
      expect(frameEnd(bytes, 0, SEGMENT)).toBe(bytes.length);
      const frame = readFrame(bytes, 0, bytes.length);
      expect(frame).toMatchObject({ ...head, rejections: Buffer.from(head.rejections) });
      const lines = text.rows.map((row) => `${text.common}${row}\n`);
      expect(bytes.subarray(frame?.rowsAt).toString('utf8')).toBe(lines.join(''));
    }),
  );
});

test('any changed byte makes it no frame', () => {
  fc.assert(
    fc.property(heads, texts, fc.nat(), fc.integer({ min: 1, max: 255 }), (head, text, at, flip) => {
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
  const bytes = write(head, { common: '{', rows: ['"a":1}'] });
  expect(frameEnd(bytes, 0, SEGMENT + 1)).toBeUndefined();
  expect(frameEnd(bytes.subarray(0, -1), 0, SEGMENT)).toBeUndefined();
  expect(frameEnd(bytes.subarray(0, FRAME_HEAD_BYTES - 1), 0, SEGMENT)).toBeUndefined();
});
