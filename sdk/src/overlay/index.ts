import type { Capture } from '../capture/index.ts';
import type { Stop } from '../util/index.ts';
import { openOverlay } from './overlay.ts';

/** Opens the map that the link's code allows. */
export const start: Capture = (context) => {
  let over: Stop | undefined;
  const { code } = context.options as { code?: string };
  if (code) over = openOverlay(context, code);
  return () => over?.();
};
