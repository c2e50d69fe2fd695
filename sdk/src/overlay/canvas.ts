import { areaOf, reach } from './area.ts';
import { cellsOf } from './cells.ts';
import type { Painter, Seen } from './scene.ts';
import type { Sheet } from './sheets.ts';
import type { State } from './state.ts';

/** As sharp as the screen, unless that is 64 MB. */
const MAX_PIXELS = 16_000_000;
const DOT_PX = 3;
const MAX_DOT_PX = 8;
const CLICK = '#c8570c';
const DEAD = '#7a2bb5';
const EDGE = '#fffdf8';

function paintDots(context: CanvasRenderingContext2D, seen: readonly Seen[], colour: string): void {
  context.fillStyle = colour;
  context.strokeStyle = EDGE;
  context.lineWidth = 1;
  for (const [x, y, clicks] of cellsOf(seen)) {
    context.beginPath();
    context.arc(x, y, Math.min(MAX_DOT_PX, DOT_PX + Math.log2(clicks)), 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

function paintEdges(context: CanvasRenderingContext2D, seen: readonly Seen[], most: number): void {
  context.lineWidth = 2;
  for (const { spot, left, top, width, height } of seen) {
    context.globalAlpha = 0.35 + 0.65 * Math.sqrt(spot.clicks / most);
    context.strokeStyle = spot.dead + spot.rage > spot.clicks / 2 ? DEAD : CLICK;
    context.setLineDash(spot.elements.length > 1 ? [5, 4] : []);
    context.strokeRect(left + 1, top + 1, Math.max(0, width - 2), Math.max(0, height - 2));
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/** Draws heat, dots, and the edges of what was clicked. Nobody can point at it: it lets everything through. */
export function createCanvas(now: () => State): Painter {
  const paintSheet = (sheet: Sheet, seen: readonly Seen[], all: readonly Seen[]) => {
    const { canvas, carrier } = sheet;
    const { layer, filters, answer, details } = now();
    const isDepth = layer === 'scroll';
    const area = isDepth ? carrier.kind === 'page' && reach(sheet) : areaOf(sheet, seen);
    const ratio = area ? Math.min(devicePixelRatio, Math.sqrt(MAX_PIXELS / (area.width * area.height))) : 1;
    // This clears it as well.
    canvas.width = area ? area.width * ratio : 0;
    if (!area) return;
    canvas.height = area.height * ratio;
    canvas.style.cssText = `width:${area.width}px;height:${area.height}px;transform:translate(${area.left}px,${area.top}px)`;
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.setTransform(ratio, 0, 0, ratio, -area.left * ratio, -area.top * ratio);
    if (isDepth && answer) details?.paintDepth(context, answer, area);
    if (layer === 'heat') details?.paintHeat(context, seen, area, Math.max(...[...cellsOf(all)].map(([, , n]) => n)));
    if (layer === 'dots') paintDots(context, seen, filters.kind === 'all' ? CLICK : DEAD);
    if (layer !== 'counts') return;
    const isControl = ({ spot }: Seen) => spot.interactive;
    paintEdges(context, seen.filter(isControl), all[0]?.spot.clicks ?? 1);
    paintDots(
      context,
      seen.filter((it) => !isControl(it)),
      CLICK,
    );
  };
  return (all, sheets) => {
    for (const sheet of sheets)
      paintSheet(
        sheet,
        all.filter((it) => it.sheet === sheet),
        all,
      );
  };
}
