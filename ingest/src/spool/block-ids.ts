/** Low bits of a block id: 16 for the node, so that no two servers ever give the same id; 4 count within a millisecond. */
const LOW_BITS = 20n;
const STEP = 65_536n;

/** Ids rise for ever, also when the clock is set back; `highest` is the last one of the earlier life. */
export function createBlockIds(node: number, highest: bigint): () => bigint {
  const low = BigInt(node);
  let last = (highest / STEP) * STEP + low;
  return () => {
    const now = (BigInt(Date.now()) << LOW_BITS) + low;
    last = now > last ? now : last + STEP;
    return last;
  };
}
