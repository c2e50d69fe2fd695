import type { ClickmapElement } from '../../contract/index.ts';
import { wilson } from './statistics.ts';

export interface Seen {
  clicks: number;
  /** Page views with a click. */
  clickedViews: number;
  /** Page views that showed it. */
  exposures: number;
}

/** Clicks by people quicker than it takes to be counted as having seen it cannot make a share of more than all. */
export function rateOf({
  clicks,
  clickedViews,
  exposures,
}: Seen): Pick<ClickmapElement, 'exposures' | 'rate' | 'interval'> {
  if (exposures === 0) return { exposures, rate: null, interval: null };
  const interval = wilson({ hits: Math.min(clickedViews, exposures), of: exposures });
  return { exposures, rate: clicks / exposures, interval };
}
