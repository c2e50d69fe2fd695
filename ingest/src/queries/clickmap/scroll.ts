import type { ClickmapAnswer } from '../../contract/index.ts';
import type { ClickmapScope } from './scope.ts';

const STEP_PERCENT = 5;

/** How many page views reached each depth, and where half of them end without scrolling. */
export async function scrollDepth({ ask, rows }: ClickmapScope): Promise<Pick<ClickmapAnswer, 'scroll' | 'fold_px'>> {
  const [depths, folds] = await Promise.all([
    // A page view may tell several times: its deepest point counts.
    ask<{ depth: number; n: string }>(
      `SELECT depth, count() AS n FROM (
         SELECT page_view, max(depth) AS depth FROM page_events WHERE ${rows('scroll')} GROUP BY page_view) GROUP BY depth`,
    ),
    ask<{ fold: number | null; n: string }>(
      `SELECT quantileExactLow(0.5)(viewport_height) AS fold, count() AS n FROM page_events WHERE ${rows('view')} AND viewport_height > 0`,
    ),
  ]);
  const [fold] = folds;
  return {
    scroll: Array.from({ length: 100 / STEP_PERCENT + 1 }, (_, step) => ({
      depth: step * STEP_PERCENT,
      page_views: depths.reduce((sum, { depth, n }) => (depth >= step * STEP_PERCENT ? sum + Number(n) : sum), 0),
    })),
    fold_px: fold === undefined || Number(fold.n) === 0 ? null : Number(fold.fold),
  };
}
