import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Stand } from '../../fidelity/browser.ts';
import { openStand } from '../../fidelity/browser.ts';
import { runMatrix } from '../../fidelity/matrix.ts';
import { createReport } from '../../fidelity/report.ts';
import { sources } from '../../fidelity/sources.ts';

/** The matrix in short: some pages, two widths, every change. The whole: `npx tsx sdk/test/fidelity/run.ts`. */
const PAGES = ['shop grid', 'docs', 'shadow-DOM widgets', 'sticky header', 'two languages'];
const WIDTHS = [390, 1366];
const SEED = 7;
const PRESSES = 24;

let stand: Stand;

beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.close());

test('clicks are found again on changed pages, and hardly one on a wrong element', async () => {
  const report = createReport();
  for (const source of (await sources('own')).filter(({ name }) => PAGES.includes(name)))
    await runMatrix(stand, { source, seed: SEED, recordedAt: WIDTHS, viewedAt: WIDTHS, presses: PRESSES }, report.add);
  const all = report.of('all');
  const interactive = report.of('interactive targets');
  const structure = report.of('interactive, structure only');
  // One element that fails, fails at four pairs of widths: so few clicks cannot tell 0.1 % from 0.
  expect(all.wrongElements.size, JSON.stringify(report.wrongs)).toBeLessThanOrEqual(2);
  expect(interactive.right / interactive.findable).toBeGreaterThan(0.9);
  expect(structure.right / structure.findable).toBeGreaterThan(0.94);
  expect(all.off).toBeLessThanOrEqual(0.005);
}, 180_000);
