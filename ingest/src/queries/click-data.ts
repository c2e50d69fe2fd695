import { anchorFrom } from './anchor-from.ts';
import type { EventRow } from './event-columns.ts';

/** `data` of a click. What was not sent is an empty column, and stays away again. */
export function clickData(row: EventRow): Record<string, unknown> {
  return {
    anchor: anchorFrom(row.anchor),
    tag_name: row.tag_name,
    ...(row.text === '' ? {} : { text: row.text }),
    ...(row.href === '' ? {} : { href: row.href }),
    x: row.x,
    y: row.y,
    page_x: row.page_x,
    page_y: row.page_y,
    element_x: row.element_x,
    element_y: row.element_y,
    element_width: row.element_width,
    element_height: row.element_height,
    viewport_width: row.viewport_width,
    viewport_height: row.viewport_height,
    page_width: row.page_width,
    page_height: row.page_height,
    input: row.input,
    ...(row.dead === '' ? {} : { dead: row.dead }),
    ...(row.rage === 0 ? {} : { rage: row.rage }),
  };
}
