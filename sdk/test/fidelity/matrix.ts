import type { Page } from 'playwright-core';
import type { Stand } from './browser.ts';
import type { Language } from './draw.ts';
import { CHANGES } from './in-page/changes.ts';
import type { Verdict } from './in-page/judge.ts';
import type { Press } from './in-page/record.ts';
import { record } from './record.ts';
import type { Source } from './sources.ts';
import { named } from './sources.ts';

declare const fidelity: typeof import('./in-page/index.ts');

export const WIDTHS = [360, 768, 1024, 1366, 1920];
const HEIGHT = 900;
/** Not a change of the page but another of it; only where there is a translation. */
export const LANGUAGE = 'other language';
/** Lazy things come in, observers fire. */
const SETTLE_MS = 60;

/** One press judged on one changed page at one width. */
export interface Judged extends Verdict {
  source: string;
  tuned: boolean;
  foreign: boolean;
  change: string;
  structureOnly: boolean;
  seed: number;
  recordedAt: number;
  viewedAt: number;
  interactive: boolean;
  twin: boolean;
  known: string;
}

export interface Plan {
  source: Source;
  seed: number;
  recordedAt: readonly number[];
  viewedAt: readonly number[];
  changes?: readonly string[] | undefined;
  presses: number;
}

async function open(page: Page, stand: Stand, { source, seed }: Plan, language?: Language): Promise<void> {
  for (const [path, body] of source.files) stand.files.set(path, body);
  stand.files.set('/page', named(source.html(seed, language)));
  await page.goto(`${stand.origin}/page`, { waitUntil: 'load' });
  await page.evaluate(() => fidelity.learnNames());
}

/** Records at every width, then looks at every changed page at every width. */
export async function runMatrix(stand: Stand, plan: Plan, tell: (judged: Judged) => void): Promise<void> {
  const { source, seed, recordedAt, viewedAt, presses } = plan;
  const page = await stand.browser.newPage();
  try {
    await page.addInitScript({ content: stand.bundle });
    const recordings: Press[][] = [];
    for (const [index, width] of recordedAt.entries()) {
      await page.setViewportSize({ width, height: HEIGHT });
      await open(page, stand, plan);
      recordings.push(await record(page, seed * 31 + index, presses));
    }
    const changes = [...CHANGES.map(({ name }) => name), ...(source.translated ? [LANGUAGE] : [])];
    for (const change of changes.filter((name) => plan.changes?.includes(name) ?? true)) {
      await open(page, stand, plan, change === LANGUAGE ? 'de' : undefined);
      await page.evaluate(
        ([name, from]) => {
          fidelity.watch();
          fidelity.applyChange(name, from);
        },
        [change, seed * 101 + changes.indexOf(change)] as const,
      );
      for (const width of viewedAt) {
        await page.setViewportSize({ width, height: HEIGHT });
        await page.waitForTimeout(SETTLE_MS);
        const verdicts = await page.evaluate((all) => fidelity.judge(all), recordings);
        for (const [at, recording] of recordings.entries())
          for (const [press, { known, interactive, twin }] of recording.entries())
            tell({
              ...(verdicts[at]?.[press] as Verdict),
              source: source.name,
              tuned: source.tuned,
              foreign: source.foreign,
              change,
              structureOnly: CHANGES.find(({ name }) => name === change)?.structureOnly ?? false,
              seed,
              recordedAt: recordedAt[at] as number,
              viewedAt: width,
              interactive,
              twin,
              known,
            });
      }
    }
  } finally {
    await page.close();
  }
}
