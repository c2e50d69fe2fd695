import type { ClickmapChange, ClickmapComparedElement } from '../../contract/index.ts';
import type { Side } from './compare-side.ts';
import { believed, differenceInterval, differenceP, type Share } from './statistics.ts';

/** A change of less than a fifth of the rate is none that anybody would act on. */
const WORTH_KNOWING = 0.2;
/** So many dead clicks, before anybody is told that something broke. */
const MIN_DEAD = 3;

export interface Compared {
  id: string;
  a: Side;
  b: Side;
}

export type Judged = { id: string } & Omit<ClickmapComparedElement, 'keys' | 'anchor' | 'tag_name' | 'text'>;

interface Bases {
  a: number;
  b: number;
}

const share = (hits: number, of: number): Share => ({ hits: Math.min(hits, of), of });
const rateOf = ({ hits, of }: Share) => (of === 0 ? null : hits / of);

function shares({ a, b }: Compared, pageViews: Bases): { base: Judged['base']; a: Share; b: Share } {
  const isShown = a.exposures > 0 && b.exposures > 0;
  return {
    base: isShown ? 'exposures' : 'page_views',
    a: share(a.clicked_page_views, isShown ? a.exposures : pageViews.a),
    b: share(b.clicked_page_views, isShown ? b.exposures : pageViews.b),
  };
}

/** Not different is not the same: only an interval that has no room for a difference worth knowing says "steady". */
function changeOf(a: Share, b: Share, isBelieved: boolean): ClickmapChange {
  if (a.of === 0 || b.of === 0) return 'not-enough-data';
  if (isBelieved) {
    if (a.hits === 0) return 'new';
    if (b.hits === 0) return 'vanished';
    return b.hits / b.of > a.hits / a.of ? 'more' : 'fewer';
  }
  const room = WORTH_KNOWING * ((a.hits + b.hits) / (a.of + b.of));
  const [low, high] = differenceInterval(a, b);
  return low >= -room && high <= room ? 'steady' : 'not-enough-data';
}

/** What can be said of each element, all of them together taken into account. */
export function judge(all: readonly Compared[], pageViews: Bases): Judged[] {
  const rates = all.map((one) => shares(one, pageViews));
  const ps = rates.map(({ a, b }) => (a.of === 0 || b.of === 0 ? 1 : differenceP(a, b)));
  const dead = all.map(({ a, b }) => ({ a: share(a.dead, a.clicks), b: share(b.dead, b.clicks) }));
  const isMoreDead = dead.map(
    ({ a, b }) => a.of > 0 && b.of > 0 && b.hits >= MIN_DEAD && b.hits / b.of > a.hits / a.of,
  );
  const deadPs = dead.map(({ a, b }, index) => (isMoreDead[index] === true ? differenceP(a, b) : 1));
  const isBelieved = believed(ps);
  const isDeadBelieved = believed(deadPs);
  return all.map(({ id, a, b }, index) => {
    const rate = rates[index] as (typeof rates)[number];
    const isKnown = rate.a.of > 0 && rate.b.of > 0;
    return {
      id,
      a: { ...a, rate: rateOf(rate.a) },
      b: { ...b, rate: rateOf(rate.b) },
      change: changeOf(rate.a, rate.b, isBelieved[index] === true),
      is_newly_dead: isMoreDead[index] === true && isDeadBelieved[index] === true,
      base: rate.base,
      delta: isKnown ? rate.b.hits / rate.b.of - rate.a.hits / rate.a.of : null,
      interval: isKnown ? differenceInterval(rate.a, rate.b) : null,
      p_value: isKnown ? (ps[index] ?? 1) : null,
    };
  });
}
