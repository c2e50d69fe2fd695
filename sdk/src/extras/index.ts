import type { Capture } from '../capture/index.ts';
import { captureFrames, captureVerdicts } from '../clicks/index.ts';
import type { Stop } from '../util/index.ts';
import { drawReplay } from './draw-replay.ts';
import { captureErrors } from './error.ts';
import { captureExposures } from './exposures.ts';
import { captureForms } from './form.ts';
import { captureScroll } from './scroll.ts';
import { captureVisible } from './visible.ts';

/** By the names of the option `without`. In start order; they stop in reverse. */
const CAPTURES: [name: string, capture: Capture][] = [
  // First: it hears the errors of the page's load, which are told at once.
  ['replay', drawReplay],
  ['errors', captureErrors],
  ['forms', captureForms],
  ['scroll', captureScroll],
  ['visible', captureVisible],
  ['exposures', captureExposures],
  ['frames', captureFrames],
  // Either of two names, which it reads itself.
  ['verdicts', captureVerdicts],
];

/** What may wait until the page is idle. */
export const start: Capture = (context) => {
  const { guard, options } = context;
  const stops: Stop[] = [];
  for (const [name, capture] of CAPTURES)
    if (!options.without?.includes(name)) guard('start', () => stops.push(capture(context)))();
  return () => {
    for (const stop of stops.reverse()) guard('stop', stop)();
  };
};
