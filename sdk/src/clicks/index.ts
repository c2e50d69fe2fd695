import type { Capture } from '../capture/index.ts';
import { captureFrames } from './frames.ts';
import { captureVerdicts } from './verdicts.ts';

/** What clicks need beside being recorded: an ear inside frames, and a verdict on what became of them. */
export const start: Capture = (context) => {
  const stops = [
    ...(context.options.without?.includes('frames') ? [] : [captureFrames(context)]),
    captureVerdicts(context),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};
