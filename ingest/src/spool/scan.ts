import { FRAME_MARK, type Frame, frameEnd, readFrame } from './frame.ts';

export interface ScanResult {
  frames: Frame[];
  /** Bytes between intact frames that are none, or frames of a version this server does not know. */
  bad: { start: number; end: number }[];
  /** Where the last intact frame ends: what follows was being written when the process or the power went. */
  intactEnd: number;
}

/** Finds every intact frame, whatever lies between them. */
export function scanFrames(bytes: Buffer, segment: number): ScanResult {
  const result: ScanResult = { frames: [], bad: [], intactEnd: 0 };
  let at = 0;
  while (at < bytes.length) {
    const end = frameEnd(bytes, at, segment);
    if (end === undefined) {
      const next = bytes.indexOf(FRAME_MARK, at + 1);
      at = next === -1 ? bytes.length : next;
      continue;
    }
    if (at > result.intactEnd) result.bad.push({ start: result.intactEnd, end: at });
    const frame = readFrame(bytes, at, end);
    if (frame === undefined) result.bad.push({ start: at, end });
    else result.frames.push(frame);
    at = end;
    result.intactEnd = end;
  }
  return result;
}
