/**
 * A page load's chunks are moved by one skew, the smallest: each is the clock's difference plus a way through the network. They differ by
 * its mood only; by more than this, and the client's clock was set meanwhile, so that each chunk keeps its own.
 */
export const SAME_CLOCK_MS = 60_000;
