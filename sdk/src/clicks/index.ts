/** What clicks need beside being recorded: an ear inside frames, and a verdict on what became of them. */
export { captureFrames } from './frames.ts';
export { captureVerdicts } from './verdicts.ts';
