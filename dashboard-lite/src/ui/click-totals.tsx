import { formatCount } from '../format.ts';
import type { ClickmapTotals } from '../wire.ts';

/** The main numbers of one map. */
export const ClickTotals = ({ totals }: { totals: ClickmapTotals }) => (
  <dl class="fact-strip alone">
    {(
      [
        ['Clicks', totals.clicks],
        ['People who clicked', totals.unique_clickers],
        ['Page views', totals.page_views],
        ['Dead clicks', totals.dead],
        ['Rage clicks', totals.rage],
        ['Before an error', totals.errors],
      ] as const
    ).map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>
          <b>{formatCount(value)}</b>
        </dd>
      </div>
    ))}
  </dl>
);
