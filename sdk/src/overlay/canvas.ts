import { paintDepth } from './depth.ts';
import type { Painter, Seen } from './scene.ts';
import type { State } from './state.ts';

/** Heat is blurred anyway: a quarter of the pixels in each direction will do. */
const COARSE = 4;
const HEAT_RADIUS_PX = 26;
const DOT_PX = 3;
const MAX_DOT_PX = 8;
/** From a breath of sand over orange to the colour of rust; alpha says it once more. One hue: it needs no colour vision. */
const HEAT: readonly (readonly [number, number, number, number])[] = [
  [250, 205, 140, 0],
  [247, 178, 103, 110],
  [238, 132, 48, 165],
  [196, 82, 10, 200],
  [128, 38, 8, 225],
];
const CLICK = '#c8570c';
const DEAD = '#7a2bb5';
const EDGE = '#fffdf8';

function palette(): Uint8ClampedArray {
  const colours = new Uint8ClampedArray(256 * 4);
  for (let level = 0; level < 256; level++) {
    const at = (level / 255) * (HEAT.length - 1);
    const low = HEAT[Math.floor(at)] as (typeof HEAT)[0];
    const high = HEAT[Math.ceil(at)] as (typeof HEAT)[0];
    for (let part = 0; part < 4; part++)
      colours[level * 4 + part] = (low[part] as number) + ((high[part] as number) - (low[part] as number)) * (at % 1);
  }
  return colours;
}

/** Each part of a box that was clicked, in the viewport. */
function* cellsOf(seen: readonly Seen[], parts: number): Generator<[x: number, y: number, clicks: number]> {
  for (const { spot, left, top, width, height } of seen) {
    // On which of the twins a click was is not known: drawing it on one, or on all, would be a lie.
    if (spot.elements.length > 1) continue;
    for (const [x, y, clicks] of spot.cells)
      yield [left + ((x + 0.5) / parts) * width, top + ((y + 0.5) / parts) * height, clicks];
  }
}

/** How many parts a box has along each side, as the server counts by default. */
const PARTS = 20;

/** Draws heat, dots, and the edges of what was clicked. Nobody can point at it: it lets everything through. */
export function createCanvas(canvas: HTMLCanvasElement, now: () => State): Painter {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const coarse = document.createElement('canvas');
  const heat = coarse.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  const colours = palette();

  const paintHeat = (seen: readonly Seen[]) => {
    coarse.width = Math.ceil(innerWidth / COARSE);
    coarse.height = Math.ceil(innerHeight / COARSE);
    const cells = [...cellsOf(seen, PARTS)];
    const most = Math.max(1, ...cells.map(([, , clicks]) => clicks));
    const radius = HEAT_RADIUS_PX / COARSE;
    for (const [x, y, clicks] of cells) {
      const [left, top] = [x / COARSE, y / COARSE];
      const glow = heat.createRadialGradient(left, top, 0, left, top, radius);
      glow.addColorStop(0, `rgba(0,0,0,${0.25 + 0.75 * Math.sqrt(clicks / most)})`);
      glow.addColorStop(1, 'rgba(0,0,0,0)');
      heat.fillStyle = glow;
      heat.fillRect(left - radius, top - radius, 2 * radius, 2 * radius);
    }
    const image = heat.getImageData(0, 0, coarse.width, coarse.height);
    const { data } = image;
    for (let at = 0; at < data.length; at += 4) {
      const level = (data[at + 3] as number) * 4;
      if (!level) continue;
      for (let part = 0; part < 4; part++) data[at + part] = colours[level + part] as number;
    }
    heat.putImageData(image, 0, 0);
    context.drawImage(coarse, 0, 0, coarse.width * COARSE, coarse.height * COARSE);
  };

  const paintDots = (seen: readonly Seen[], colour: string) => {
    context.fillStyle = colour;
    context.strokeStyle = EDGE;
    context.lineWidth = 1;
    for (const [x, y, clicks] of cellsOf(seen, PARTS)) {
      context.beginPath();
      context.arc(x, y, Math.min(MAX_DOT_PX, DOT_PX + Math.log2(clicks)), 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  };

  const paintEdges = (seen: readonly Seen[]) => {
    const most = seen[0]?.spot.clicks ?? 1;
    for (const { spot, left, top, width, height } of seen) {
      if (!spot.interactive) continue;
      context.globalAlpha = 0.35 + 0.65 * Math.sqrt(spot.clicks / most);
      context.strokeStyle = spot.dead + spot.rage > spot.clicks / 2 ? DEAD : CLICK;
      context.lineWidth = 2;
      context.setLineDash(spot.elements.length > 1 ? [5, 4] : []);
      context.strokeRect(left + 1, top + 1, Math.max(0, width - 2), Math.max(0, height - 2));
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
  };

  return (seen) => {
    const { layer, filters, answer } = now();
    const ratio = devicePixelRatio;
    if (canvas.width !== innerWidth * ratio || canvas.height !== innerHeight * ratio) {
      canvas.width = innerWidth * ratio;
      canvas.height = innerHeight * ratio;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, innerWidth, innerHeight);
    if (layer === 'heat') paintHeat(seen);
    if (layer === 'scroll' && answer) paintDepth(context, answer);
    if (layer === 'dots') paintDots(seen, filters.kind === 'all' ? CLICK : DEAD);
    if (layer === 'counts') {
      paintEdges(seen);
      paintDots(
        seen.filter(({ spot }) => !spot.interactive),
        CLICK,
      );
    }
  };
}
