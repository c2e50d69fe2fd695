import type { Area } from '../area.ts';
import { cellsOf } from '../cells.ts';
import type { Seen } from '../scene.ts';

/** Heat is blurred anyway: a quarter of the pixels in each direction will do. */
const COARSE = 4;
const HEAT_RADIUS_PX = 26;
/** From a breath of sand over orange to the colour of rust; alpha says it once more. One hue: it needs no colour vision. */
const HEAT: readonly (readonly [number, number, number, number])[] = [
  [250, 205, 140, 0],
  [247, 178, 103, 110],
  [238, 132, 48, 165],
  [196, 82, 10, 200],
  [128, 38, 8, 225],
];

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

let colours: Uint8ClampedArray | undefined;

/** Where clicks lie close to each other. `most` clicks on one part of a box are the deepest colour. */
export function paintHeat(context: CanvasRenderingContext2D, seen: readonly Seen[], area: Area, most: number): void {
  colours ??= palette();
  const coarse = document.createElement('canvas');
  const heat = coarse.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  coarse.width = Math.ceil(area.width / COARSE);
  coarse.height = Math.ceil(area.height / COARSE);
  const radius = HEAT_RADIUS_PX / COARSE;
  for (const [x, y, clicks] of cellsOf(seen)) {
    const [left, top] = [(x - area.left) / COARSE, (y - area.top) / COARSE];
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
  context.drawImage(coarse, area.left, area.top, coarse.width * COARSE, coarse.height * COARSE);
}
