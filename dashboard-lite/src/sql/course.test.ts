import { expect, test } from 'vitest';
import { courseOf } from './course.ts';

const answer = (columns: [name: string, type: string][], rows: unknown[][]) => ({
  columns: columns.map(([name, type]) => ({ name, type })),
  rows,
  elapsed_ms: 1,
  truncated: false,
});

test('one time and numbers make a course, in the order of time', () => {
  const days = answer(
    [
      ['n', 'UInt64'],
      ['day', 'Date'],
    ],
    [
      [2, '2026-01-02'],
      ['1', '2026-01-01'],
    ],
  );
  expect(courseOf(days)).toEqual({ times: ['2026-01-01', '2026-01-02'], lines: [{ name: 'n', values: [1, 2] }] });
});

test('two times, a text, or a single row make none', () => {
  expect(
    courseOf(
      answer(
        [
          ['a', 'Date'],
          ['b', 'DateTime'],
          ['n', 'UInt8'],
        ],
        [
          [1, 2, 3],
          [1, 2, 3],
        ],
      ),
    ),
  ).toBeNull();
  expect(
    courseOf(
      answer(
        [
          ['a', 'Date'],
          ['p', 'String'],
          ['n', 'UInt8'],
        ],
        [
          [1, 2, 3],
          [1, 2, 3],
        ],
      ),
    ),
  ).toBeNull();
  expect(
    courseOf(
      answer(
        [
          ['a', 'Date'],
          ['n', 'UInt8'],
        ],
        [[1, 3]],
      ),
    ),
  ).toBeNull();
});
