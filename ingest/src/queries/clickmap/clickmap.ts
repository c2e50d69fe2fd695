import type { ClickmapAnswer, ClickmapElement } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { elementCells, pageGrid } from './cells.ts';
import { deadReasons } from './dead-reasons.ts';
import { elementClickers, elementViews } from './distinct.ts';
import { elementNames } from './element-names.ts';
import { elementSums } from './elements.ts';
import { exposuresOfKeys } from './exposures.ts';
import { languages } from './languages.ts';
import { rateOf } from './rate.ts';
import { elementReplays } from './replays.ts';
import { type ClickmapQuestion, openClickmap } from './scope.ts';
import { scrollDepth } from './scroll.ts';
import { errorsByElement, totals } from './totals.ts';

export interface MapQuestion extends ClickmapQuestion {
  /** Parts of an element's box along each side. */
  cells: number;
  /** Elements in the answer. */
  limit: number;
}

/** The whole clickmap of a page: which elements first, then everything about them at once. */
export async function clickmap(client: StoreClient, question: MapQuestion): Promise<Omit<ClickmapAnswer, 'version'>> {
  const scope = openClickmap(client, question);
  const { sums, rest } = await elementSums(scope, question.limit);
  const ids = sums.map(({ id }) => id);
  /** Looking every click up in a list costs something: only when the list leaves elements out. */
  const named = rest.elements > 0 ? ids : undefined;
  const naming = elementNames(scope, ids);
  const [all, names, shown, clickers, views, cells, grid, reasons, errors, replays, depth, spoken] = await Promise.all([
    totals(scope),
    naming,
    naming.then((found) => exposuresOfKeys(scope, [...new Set([...found.values()].map(({ key }) => key))])),
    elementClickers(scope, named),
    elementViews(scope, named),
    elementCells(scope, question.cells, named),
    pageGrid(scope),
    deadReasons(scope),
    errorsByElement(scope),
    elementReplays(scope, named),
    scrollDepth(scope),
    languages(scope),
  ]);
  const elements = sums.map((sum): ClickmapElement => {
    const name = names.get(sum.id) ?? { key: '', anchor: { t: '' }, tagName: '', text: '' };
    const clickedViews = views.get(sum.id) ?? 0;
    return {
      key: name.key,
      anchor: name.anchor,
      tag_name: name.tagName,
      text: name.text,
      clicks: sum.clicks,
      unique_clickers: clickers.get(sum.id) ?? 0,
      share: sum.clicks / all.clicks,
      dead: sum.dead,
      rage: sum.rage,
      errors: errors.get(sum.id) ?? 0,
      dead_reasons: reasons.get(sum.id) ?? [],
      clicked_page_views: clickedViews,
      ...rateOf({ clicks: sum.clicks, clickedViews, exposures: shown.get(name.key) ?? 0 }),
      cells: cells.get(sum.id) ?? [],
      replays: replays.get(sum.id) ?? [],
      last_at_ms: sum.lastAtMs,
      last_release: sum.lastRelease,
    };
  });
  return { totals: all, elements, rest, grid, ...depth, languages: spoken };
}
