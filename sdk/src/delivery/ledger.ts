/** Of the browser's 64 KiB per document, shared with the host page; the rest stays theirs. */
const KEEPALIVE_BYTES = 49_152;
const MAX_REQUESTS = 12;

export interface Ledger {
  /** Books the bytes if there is room. */
  take(bytes: number): boolean;
  /** Gives them back: only once the answer's body has ended, which is when the browser does. */
  give(bytes: number): void;
}

export const createLedger = (): Ledger => {
  let taken = 0;
  let requests = 0;
  return {
    take(bytes) {
      if (taken + bytes > KEEPALIVE_BYTES || requests >= MAX_REQUESTS) return false;
      taken += bytes;
      requests++;
      return true;
    },
    give(bytes) {
      taken -= bytes;
      requests--;
    },
  };
};
