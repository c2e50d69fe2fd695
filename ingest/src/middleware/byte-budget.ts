import { HttpError } from '../errors.ts';

/** What one request holds in memory. */
export interface Holding {
  /** Throws `SPOOL_FULL` when all requests together hold more than they may. */
  take(bytes: number): void;
  give(bytes: number): void;
  /** Gives back everything. */
  end(): void;
}

const ASK_AGAIN_SECONDS = 5;

/** Bounds what requests hold together: thousands of large ones would fill the memory otherwise. */
export function createByteBudget(budgetBytes: number): () => Holding {
  let held = 0;
  return function hold() {
    let own = 0;
    return {
      take(bytes) {
        own += bytes;
        held += bytes;
        if (held > budgetBytes) throw new HttpError('SPOOL_FULL', { retryAfterSeconds: ASK_AGAIN_SECONDS });
      },
      give(bytes) {
        own -= bytes;
        held -= bytes;
      },
      end() {
        held -= own;
        own = 0;
      },
    };
  };
}
