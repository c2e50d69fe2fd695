import type { ClickmapBox, ClickmapWireframe } from '../../contract/index.ts';
import { elementNames } from './element-names.ts';
import type { ClickmapScope } from './scope.ts';

/** More boxes than anybody could tell apart. */
const MOST_BOXES = 400;
/** A box of a window that is so much wider or narrower is as good as one of the same: scrollbars, docked tools. */
const ALIKE_PX = 32;

interface Window {
  width_class: number;
  width: number;
  height: number;
}

interface Place {
  id: string;
  at_ms: string;
}

interface Row {
  at_ms: string;
  key: string;
  page_x: number;
  page_y: number;
  element_x: number;
  element_y: number;
  element_width: number;
  element_height: number;
  page_width: number;
  page_height: number;
}

/** The width most clicks were made at, with the height of half of its windows. */
async function usualWindow({ ask, rows }: ClickmapScope): Promise<Window | undefined> {
  const [found] = await ask<Window>(
    `SELECT width_class, toUInt32(viewport_width) AS width, toUInt32(medianExact(viewport_height)) AS height
     FROM page_events WHERE ${rows('click')} AND viewport_width > 0
     GROUP BY width_class, width ORDER BY count() DESC, width DESC LIMIT 1`,
  );
  return found;
}

/**
 * For each element the click that tells its box best: at a width like that of the frame; of those the one highest on the page, since
 * what sticks to the window was clicked wherever people had scrolled to; of those the newest.
 */
const bestClicks = ({ ask, rows }: ClickmapScope, { width_class, width }: Window): Promise<Place[]> =>
  ask<Place>(
    `SELECT toString(element) AS id,
       toString(toUnixTimestamp64Milli(argMin(at, (intDiv(abs(toInt32(viewport_width) - {frame:Int32}), ${ALIKE_PX}), grid_y, -toUnixTimestamp64Milli(at))))) AS at_ms
     FROM page_events WHERE ${rows('click')} AND width_class = {frame_class:UInt8}
     GROUP BY element ORDER BY count() DESC, element LIMIT ${MOST_BOXES}`,
    { frame: width, frame_class: width_class },
  );

/** Boxes stand in `events` only: the hours are part of its sorting key, so that little more than these clicks is read. */
const readClicks = ({ ask, page }: ClickmapScope, places: readonly Place[]): Promise<Row[]> =>
  ask<Row>(
    `SELECT toString(toUnixTimestamp64Milli(event_at)) AS at_ms, anchor_key AS key, page_x, page_y, element_x, element_y,
       element_width, element_height, page_width, page_height
     FROM events
     WHERE ${page} AND event_type = '$click' AND event_at IN (SELECT fromUnixTimestamp64Milli(arrayJoin({times:Array(Int64)})))
       AND toStartOfHour(event_at) IN (SELECT toStartOfHour(fromUnixTimestamp64Milli(arrayJoin({times:Array(Int64)}))))`,
    { times: [...new Set(places.map(({ at_ms }) => BigInt(at_ms)))] },
  );

/** In the frame's pixels: a layout that is a little wider or narrower is taken as the same, scaled. */
function boxOf(row: Row, frameWidth: number): ClickmapBox {
  const scale = row.page_width > 0 ? frameWidth / row.page_width : 1;
  return {
    key: row.key,
    left: Math.round((row.page_x - row.element_x * row.element_width) * scale),
    top: Math.round(row.page_y - row.element_y * row.element_height),
    width: Math.round(row.element_width * scale),
    height: Math.round(row.element_height),
  };
}

/** Where the clicked elements stood on the page, as the clicks themselves tell. */
export async function clickmapWireframe(scope: ClickmapScope): Promise<ClickmapWireframe | null> {
  const frame = await usualWindow(scope);
  if (frame === undefined) return null;
  const places = await bestClicks(scope, frame);
  const [names, clicks] = await Promise.all([
    elementNames(
      scope,
      places.map(({ id }) => id),
    ),
    readClicks(scope, places),
  ]);
  const byClick = new Map(clicks.map((row) => [`${row.at_ms} ${row.key}`, row]));
  const found = places.flatMap(({ id, at_ms }) => byClick.get(`${at_ms} ${names.get(id)?.key}`) ?? []);
  const boxes = found
    .map((row) => boxOf(row, frame.width))
    .filter(({ left, top, width, height }) => width > 0 && height > 0 && left + width > 0 && top + height > 0);
  if (boxes.length === 0) return null;
  return {
    width: frame.width,
    height: Math.max(frame.height, ...found.map(({ page_height }) => Math.ceil(page_height))),
    viewport_height: frame.height,
    boxes,
  };
}
