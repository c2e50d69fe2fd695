/** There is no room now; the same batch is welcome later. */
export class SpoolFullError extends Error {
  readonly reason: string;
  readonly retryAfterSeconds: number;

  constructor(reason: string, retryAfterSeconds: number) {
    super(`The spool is full: ${reason}`);
    this.reason = reason;
    this.name = 'SpoolFullError';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The disk refused to make a batch durable. It was not acknowledged, and is welcome later. */
export class SpoolFailedError extends Error {
  readonly reason = 'the disk does not make anything durable';
  readonly retryAfterSeconds: number;

  constructor(cause: unknown, retryAfterSeconds: number) {
    super(`The spool cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'SpoolFailedError';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The server is stopping; the same batch is welcome at the next one. */
export class SpoolClosedError extends Error {
  readonly reason = 'the server is stopping';
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('The spool is closed.');
    this.name = 'SpoolClosedError';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const RETRY_AFTER_MIN_S = 3;
const RETRY_AFTER_SPREAD_S = 5;

/** Spread out, so that the clients that were refused together do not come back together. */
export function retryAfterSeconds(): number {
  return RETRY_AFTER_MIN_S + Math.floor(Math.random() * RETRY_AFTER_SPREAD_S);
}

const FULL_CODES = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What a failed write means for whoever waits for it. */
export function refusalFor(cause: unknown): SpoolFullError | SpoolFailedError {
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  if (code !== undefined && FULL_CODES.has(code))
    return new SpoolFullError('the disk has no room', retryAfterSeconds());
  return new SpoolFailedError(cause, retryAfterSeconds());
}
