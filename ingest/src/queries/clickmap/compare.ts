import type { ClickmapCompareAnswer, ClickmapComparedElement } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { type Compared, judge } from './compare-change.ts';
import { compareNames, type Side, sideOf } from './compare-side.ts';
import { type ClickmapQuestion, openClickmap } from './scope.ts';
import { totals } from './totals.ts';

const NOTHING: Side = { clicks: 0, unique_clickers: 0, dead: 0, clicked_page_views: 0, exposures: 0 };

export interface CompareQuestion {
  a: ClickmapQuestion;
  b: ClickmapQuestion;
  /** Elements in the answer. */
  limit: number;
}

interface Clicked {
  clicks: number;
}
const clicksOf = ({ a, b }: { a: Clicked; b: Clicked }) => a.clicks + b.clicks;
const isCertain = ({ change }: ClickmapComparedElement) => change !== 'steady' && change !== 'not-enough-data';

/** The certain changes first, the largest before the others; what is left by clicks. */
function byWeight(one: ClickmapComparedElement, other: ClickmapComparedElement): number {
  if (isCertain(one) !== isCertain(other)) return isCertain(one) ? -1 : 1;
  const byDelta = isCertain(one) ? Math.abs(other.delta ?? 0) - Math.abs(one.delta ?? 0) : 0;
  return byDelta || clicksOf(other) - clicksOf(one);
}

/** Two ranges, releases or kinds of people on one page, element by element. */
export async function compareClickmaps(
  client: StoreClient,
  { a, b, limit }: CompareQuestion,
): Promise<Omit<ClickmapCompareAnswer, 'version'>> {
  const [scopeA, scopeB] = [openClickmap(client, a), openClickmap(client, b)];
  const [totalA, totalB, sidesA, sidesB] = await Promise.all([
    totals(scopeA),
    totals(scopeB),
    sideOf(scopeA),
    sideOf(scopeB),
  ]);
  const all = [...new Set([...sidesA.keys(), ...sidesB.keys()])].map(
    (id): Compared => ({ id, a: sidesA.get(id) ?? NOTHING, b: sidesB.get(id) ?? NOTHING }),
  );
  const clicked = all.filter((one) => clicksOf(one) > 0);
  const shown = clicked
    .sort((one, other) => clicksOf(other) - clicksOf(one) || (one.id < other.id ? -1 : 1))
    .slice(0, limit);
  const names = await compareNames(
    scopeA,
    shown.map(({ id }) => id),
  );
  const judged = judge(shown, { a: totalA.page_views, b: totalB.page_views });
  const elements = judged.map(({ id, ...rest }): ClickmapComparedElement => {
    const name = names.get(id) ?? { keys: [], anchor: { t: '' }, tag_name: '', text: '' };
    return { ...name, ...rest };
  });
  const left = clicked.slice(limit);
  return {
    a: totalA,
    b: totalB,
    elements: elements.sort(byWeight),
    rest: { elements: left.length, clicks: left.reduce((sum, element) => sum + clicksOf(element), 0) },
  };
}
