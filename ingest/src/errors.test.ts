import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ERROR_CODES, EVENT_ERROR_CODES } from './contract/index.ts';
import { HttpError, REFUSALS } from './errors.ts';
import { packageRoot } from './package-root.ts';

test('every code has a status, a message and a hint, and no other code exists', () => {
  expect(Object.keys(REFUSALS).sort()).toEqual([...ERROR_CODES].sort());
  for (const { status, message, hint } of Object.values(REFUSALS)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(message).toMatch(/^[A-Z].*\.$/);
    expect(hint).toMatch(/^[A-Z].*\.$/);
  }
});

test('an error renders its own message, the hint of its code and nothing else', () => {
  const error = new HttpError('INVALID_BATCH', { message: 'auth.state: wrong', cause: new Error('secret') });
  expect(JSON.parse(JSON.stringify(error.toAnswer()))).toEqual({
    error: { code: 'INVALID_BATCH', message: 'auth.state: wrong', hint: REFUSALS.INVALID_BATCH.hint },
  });
});

test('every code is in the documentation, as it is answered', () => {
  const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
  const documented = readme.split('\n').filter((line) => /^\| `[A-Z_]+` \| \d/.test(line));
  const lines = Object.entries(REFUSALS).map(
    ([code, { status, message, hint }]) => `| \`${code}\` | ${status} | ${message} | ${hint} |`,
  );
  expect(documented).toEqual(lines);
  for (const code of EVENT_ERROR_CODES) expect(readme).toContain(`| \`${code}\` | `);
});
