import { totalmem } from 'node:os';

const MOST_BYTES = 1_500_000_000;
/** The rest is for the server itself, the page cache and everybody else on the machine. */
const SHARE = 0.4;

/** What the engine may take when nobody says: 1.5 GB, less on a small machine or in a small container. */
export function defaultMemoryBytes(total: number = totalmem(), constrained = process.constrainedMemory()): number {
  // Without a limit it is 0 or larger than any machine.
  const available = constrained > 0 ? Math.min(total, constrained) : total;
  return Math.min(MOST_BYTES, Math.floor(available * SHARE));
}
