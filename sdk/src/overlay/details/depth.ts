import type { ClickmapAnswer } from '../../wire.ts';
import type { Area } from '../area.ts';
import { share } from '../format.ts';

const SEEN = '27, 95, 174';
const INK = '#1b211c';
const PAPER = '#fffdf8';
const FOLD = '#a94204';
/** The deepest shade, where everybody was. */
const SHADE = 0.34;
const LABEL_EVERY = 10;
const FONT = '600 12px ui-sans-serif, system-ui, sans-serif';

function label(context: CanvasRenderingContext2D, text: string, y: number, colour: string): void {
  context.font = FONT;
  const { width } = context.measureText(text);
  context.fillStyle = PAPER;
  context.fillRect(scrollX + 8, y - 10, width + 12, 20);
  context.fillStyle = colour;
  context.fillText(text, scrollX + 14, y + 4);
}

/** How far people came: bands over the page, darker where more of them were, and where most screens ended unscrolled. */
export function paintDepth(
  context: CanvasRenderingContext2D,
  { scroll, fold_px }: ClickmapAnswer,
  { left, top, width, height }: Area,
): void {
  const { scrollHeight } = document.documentElement;
  const all = Math.max(1, ...scroll.map(({ page_views }) => page_views));
  const at = (depth: number) => (depth / 100) * scrollHeight;
  for (const [index, { depth, page_views }] of scroll.entries()) {
    const next = scroll[index + 1];
    if (!next) break;
    context.fillStyle = `rgba(${SEEN}, ${SHADE * (page_views / all)})`;
    context.fillRect(left, at(depth), width, at(next.depth) - at(depth));
  }
  context.lineWidth = 1;
  for (const { depth, page_views } of scroll) {
    const y = at(depth);
    if (depth % LABEL_EVERY || y < top || y > top + height) continue;
    context.strokeStyle = `rgba(${SEEN}, 0.5)`;
    context.strokeRect(left, y, width, 0);
    label(context, `${share(page_views / all)} came here`, y, INK);
  }
  if (fold_px === null) return;
  context.strokeStyle = FOLD;
  context.lineWidth = 2;
  context.setLineDash([8, 5]);
  context.strokeRect(left, fold_px, width, 0);
  context.setLineDash([]);
  label(context, 'Half of the screens end here', fold_px, FOLD);
}
