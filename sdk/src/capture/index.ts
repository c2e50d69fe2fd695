import { captureClicks } from './click.ts';
import type { CoreCapture } from './context.ts';
import { capturePageViews } from './page-view.ts';

export type { Capture, CaptureContext, CoreContext, Describe, Page, ReplayControl } from './context.ts';
export { keepEarlyErrors } from './early-errors.ts';

/** In start order; they stop in reverse. A page view comes first, since everything else belongs to one. */
export const CAPTURES: readonly CoreCapture[] = [capturePageViews, captureClicks];
