import { expect, test } from 'vitest';
import { judgeRecorded } from './judge-events.ts';

const AT = 1_780_000_000_000;
const custom = (payload: unknown) => ({ type: 5, timestamp: AT, data: { tag: 'trodden', payload } });
const marksOf = (...payloads: unknown[]) => {
  const facts = judgeRecorded(payloads.map(custom));
  if (typeof facts === 'number') throw new Error(`event ${facts}`);
  return facts.marks.map(({ at, kind, label }) => [at - AT, kind, label]);
};

test('marks come one by one or many at once, each with its own time', () => {
  expect(marksOf({ kind: 'click', label: 'a' })).toEqual([[0, 'click', 'a']]);
  const marks = [
    [-900, 'page-view', '/shop'],
    [-20, 'click', 'button'],
  ];
  expect(marksOf({ marks }, { kind: 'rage', label: '3' })).toEqual([...marks, [0, 'rage', '3']]);
});

test('what is no mark is none, and the others beside it are', () => {
  const bad = [
    null,
    [],
    ['x', 'click', 'a'],
    [0.5, 'click', 'a'],
    [1e12, 'click', 'a'],
    [0, 'no', 'a'],
    [0, 'click', 7],
    'x',
  ];
  expect(marksOf({ marks: [...bad, [-1, 'click', 'b']] })).toEqual([[-1, 'click', 'b']]);
  for (const payload of [null, 'x', { marks: 'x' }, { marks: { length: 1 } }, {}, { kind: 'click' }])
    expect(marksOf(payload)).toEqual([]);
});

test('labels are shortened, and say nobody’s address', () => {
  expect(marksOf({ marks: [[0, 'error', `jane@example.com ${'x '.repeat(500)}`]] })[0]?.[2]).toMatch(
    /^\[email\] [x ]{200,256}$/,
  );
});
