import type { Resolution } from '../resolver/index.ts';
import type { ClickmapComparedElement, ClickmapElement } from '../wire.ts';

/** Clicks that the server could tell apart, on their way to an element. */
export type Group = Pick<ClickmapElement, 'key' | 'anchor' | 'tag_name' | 'text' | 'clicks'> & Partial<ClickmapElement>;

/** What is known of one element of today's page, or of several that nothing but their order tells apart. */
export interface Spot {
  key: string;
  elements: Element[];
  label: string;
  /** Takes clicks by its nature; others are drawn as dots only. */
  interactive: boolean;
  clicks: number;
  people: number;
  /** Added up from several groups, in which the same person may be twice: then it is the least there can be. */
  peopleAtLeast: boolean;
  dead: number;
  rage: number;
  errors: number;
  reasons: [reason: string, clicks: number][];
  exposures: number;
  clickedViews: number;
  rate: number | null;
  cells: [x: number, y: number, clicks: number][];
  replays: { session_replay_id: string; at_ms: number }[];
  confidence: number;
  compared: ClickmapComparedElement | undefined;
}

export interface Placed {
  spots: Spot[];
  /** What could not be placed, most clicks first. */
  lost: Group[];
}

const MAX_LABEL = 60;
const MAX_REPLAYS = 20;
/** What a person would call it; text only, never markup. */
function labelOf(element: Element): string {
  const said = (key: string, from: Element | null = element) => from?.getAttribute(key) ?? '';
  const text =
    said('aria-label') ||
    element.textContent?.trim() ||
    (element as HTMLInputElement).labels?.[0]?.textContent ||
    said('placeholder') ||
    said('alt', element.querySelector('img')) ||
    said('title') ||
    said('name') ||
    said('href');
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_LABEL) || element.localName;
}

function emptySpot(elements: Element[], confidence: number, interactive: boolean): Spot {
  return {
    key: '',
    elements,
    label: labelOf(elements[0] as Element),
    interactive,
    clicks: 0,
    people: 0,
    peopleAtLeast: false,
    dead: 0,
    rage: 0,
    errors: 0,
    reasons: [],
    exposures: 0,
    clickedViews: 0,
    rate: null,
    cells: [],
    replays: [],
    confidence,
    compared: undefined,
  };
}

function add(spot: Spot, group: Group): void {
  spot.peopleAtLeast = spot.clicks > 0;
  spot.key ||= group.key;
  spot.clicks += group.clicks;
  spot.people = Math.max(spot.people, group.unique_clickers ?? 0);
  for (const sum of ['dead', 'rage', 'errors', 'exposures'] as const) spot[sum] += group[sum] ?? 0;
  spot.clickedViews += group.clicked_page_views ?? 0;
  spot.cells.push(...(group.cells ?? []));
  spot.replays.push(...(group.replays ?? []));
  for (const { reason, clicks } of group.dead_reasons ?? []) {
    const known = spot.reasons.find(([name]) => name === reason);
    if (known) known[1] += clicks;
    else spot.reasons.push([reason, clicks]);
  }
}

function finish(spot: Spot): void {
  const { exposures, clicks } = spot;
  if (exposures) spot.rate = clicks / exposures;
  spot.replays = spot.replays.sort((one, other) => other.at_ms - one.at_ms).slice(0, MAX_REPLAYS);
  spot.reasons.sort((one, other) => other[1] - one[1]);
}

/** Adds the groups up that mean one element today; a split costs bytes, never truth. */
export function gather(
  groups: readonly Group[],
  answers: readonly Resolution[],
  isInteractive: (element: Element) => boolean,
  compared: readonly ClickmapComparedElement[] = [],
): Placed {
  const single = new Map<Element, Spot>();
  const twins = new Map<Element, Spot>();
  const lost: Group[] = [];
  const changes = new Map(compared.flatMap((it) => it.keys.map((key) => [key, it] as const)));
  for (const [index, group] of groups.entries()) {
    const found = answers[index];
    if (!found || found.outcome === 'unmatched') {
      lost.push(group);
      continue;
    }
    const elements = found.outcome === 'placed' ? [found.element] : found.elements;
    const [first] = elements;
    if (!first) continue;
    // An element and the twins it is one of are two spots: what is known of one is not known of the others.
    const known = elements.length > 1 ? twins : single;
    const spot = known.get(first) ?? emptySpot(elements, 1, isInteractive(first));
    known.set(first, spot);
    if (found.outcome === 'placed') spot.confidence = Math.min(spot.confidence, found.confidence);
    add(spot, group);
    spot.compared ??= changes.get(group.key);
  }
  const all = [...single.values(), ...twins.values()];
  for (const spot of all) finish(spot);
  return {
    spots: all.sort((one, other) => other.clicks - one.clicks),
    lost: lost.sort((one, other) => other.clicks - one.clicks),
  };
}
