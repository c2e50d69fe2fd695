import type { Capture, CaptureContext } from '../capture/index.ts';
import type { Stop } from '../util/index.ts';
import { captureErrors } from './error.ts';
import { captureExposures } from './exposures.ts';
import { captureForms } from './form.ts';
import { captureFrames } from './frames.ts';
import { captureScroll } from './scroll.ts';
import { captureVerdicts } from './verdicts.ts';
import { captureVisible } from './visible.ts';

/** What may wait until the page is idle, by the names of the option `without`. In start order; they stop in reverse. */
export const start: Capture = (context) => {
  const { guard, options } = context;
  /** Open shadow roots, found by one and needed by another. */
  const roots = new Set<Node>();
  const captures: [name: string, capture: (context: CaptureContext, roots: Set<Node>) => Stop][] = [
    ['errors', captureErrors],
    ['frames', captureFrames],
    ['forms', captureForms],
    ['verdicts', captureVerdicts],
    ['scroll', captureScroll],
    ['visible', captureVisible],
    ['exposures', captureExposures],
  ];
  const stops: Stop[] = [];
  for (const [name, capture] of captures)
    if (!options.without?.includes(name)) guard('start', () => stops.push(capture(context, roots)))();
  return (forget) => {
    for (const stop of stops.reverse()) guard('stop', stop)(forget);
  };
};
