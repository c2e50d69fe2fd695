import type { ErrorAnswer, ErrorCode } from './contract/index.ts';

interface Refusal {
  status: number;
  message: string;
  hint: string;
}

/** Every refusal a client can see: what happened, and what to do about it. */
export const REFUSALS: Record<ErrorCode, Refusal> = {
  ANALYTICS_NOT_ENABLED: {
    status: 403,
    message: 'This project is switched off.',
    hint: 'Switch the project on in its settings; nothing is kept until then.',
  },
  PROJECT_GONE: {
    status: 410,
    message: 'This project was retired.',
    hint: 'Take the script out of the page; what browsers still kept for it is thrown away.',
  },
  INVALID_BATCH: {
    status: 400,
    message: 'The body does not have the shape of a batch.',
    hint: 'Compare the named field with the contract; sending the same bytes again will not help.',
  },
  INVALID_JSON: {
    status: 400,
    message: 'The body is not JSON.',
    hint: 'Send one JSON object, nested at most 16 levels deep.',
  },
  INVALID_ENCODING: {
    status: 400,
    message: 'The body cannot be decoded.',
    hint: 'Send UTF-8, plain or gzipped once.',
  },
  INVALID_QUERY: {
    status: 400,
    message: 'The query cannot be understood.',
    hint: 'Compare the named parameter with the documentation.',
  },
  QUERY_REFUSED: {
    status: 403,
    message: 'The query uses something that queries may not use here.',
    hint: 'Send one SELECT over the tables of GET /api/query/schema, with plain functions.',
  },
  QUERY_FAILED: {
    status: 400,
    message: 'The engine could not run this query.',
    hint: "Check names and types; the engine's own message stays inside, as it can tell of other rows.",
  },
  QUERY_LIMIT: {
    status: 422,
    message: 'The query needs more than it may take.',
    hint: 'Narrow it: fewer rows, a shorter time, fewer columns; GET /api/query/schema tells the limits.',
  },
  QUERY_BUSY: {
    status: 429,
    message: 'This project already runs as many queries as it may.',
    hint: 'Wait for one to end, or stop it; ask again after Retry-After.',
  },
  QUERY_UNAVAILABLE: {
    status: 501,
    message: 'This server does not take queries.',
    hint: 'Raw SQL runs on the embedded engine only, until a ClickHouse server has a limited user for it.',
  },
  UNKNOWN_KEY: {
    status: 401,
    message: 'No project has this key.',
    hint: 'Copy the public key (pk_…) from the project settings; rotated keys stop working.',
  },
  ORIGIN_NOT_ALLOWED: {
    status: 403,
    message: 'This project does not accept events from this origin.',
    hint: "Add the page's origin (scheme, host and port) to the project or to TRODDEN_ORIGINS.",
  },
  UNAUTHORIZED: {
    status: 401,
    message: 'This needs a secret key.',
    hint: 'Send "Authorization: Bearer sk_…" with the key of the project.',
  },
  FORBIDDEN: {
    status: 403,
    message: 'This sign-in may look, not do this.',
    hint: 'Sign in with the secret key of the project, or ask somebody who has it.',
  },
  TOKEN_REFUSED: {
    status: 401,
    message: 'This code or token is not good for this page.',
    hint: 'Open the clickmap from the dashboard again. Codes work once and for a minute; tokens end, and belong to one origin.',
  },
  OUT_OF_SCOPE: {
    status: 403,
    message: 'This token is for other pages.',
    hint: 'Open the clickmap of this page from the dashboard, or make a link whose path ends in *.',
  },
  NOT_FOUND: {
    status: 404,
    message: 'There is nothing here.',
    hint: 'Check the path; events go to POST /v1/events.',
  },
  GONE: {
    status: 410,
    message: 'This was here and is no more.',
    hint: 'A share link ends at its time, or when its owner takes it back; ask for a new one.',
  },
  REPLAY_CAP_REACHED: {
    status: 429,
    message: 'This project has recorded as much as it may today.',
    hint: 'Raise replay_day_bytes in the project settings, or record fewer sessions; events are not affected.',
  },
  EVENT_QUOTA_REACHED: {
    status: 429,
    message: 'This project has sent as many events as it may today.',
    hint: 'Raise events_per_day in the limits of the project; browsers keep what they have and come back.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    message: 'This path does not answer that method.',
    hint: 'The Allow header names the methods that it answers.',
  },
  TOO_LARGE: {
    status: 413,
    message: 'The body is too large.',
    hint: 'Send at most 1 MiB after inflation; split the batch.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    message: 'This media type is not read here.',
    hint: 'Send JSON as text/plain or application/json.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    message: 'The body took too long to arrive.',
    hint: 'Send the same batch again.',
  },
  RATE_LIMITED: {
    status: 429,
    message: 'Too many requests from this address.',
    hint: 'Wait as long as Retry-After says; TRODDEN_RATE_LIMIT sets the limit.',
  },
  SPOOL_FULL: {
    status: 503,
    message: 'The server has no room for more events right now.',
    hint: 'Send the same batch again after Retry-After; the operator should look at the store and the disk.',
  },
  SHUTTING_DOWN: {
    status: 503,
    message: 'The server is stopping.',
    hint: 'Send the same batch again after Retry-After.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    message: 'The store does not answer right now.',
    hint: 'Events are still accepted; ask again after Retry-After.',
  },
  INTERNAL_ERROR: {
    status: 500,
    message: 'Something went wrong in the server.',
    hint: 'The server log names the fault.',
  },
};

export interface HttpErrorOptions {
  /** Replaces the general message; must never carry what the client sent. */
  message?: string | undefined;
  retryAfterSeconds?: number | undefined;
  /** Methods for the Allow header of METHOD_NOT_ALLOWED. */
  allow?: string | undefined;
  cause?: unknown;
}

/** The one thing thrown to refuse a request; `middleware/error.ts` is the one place that renders it. */
export class HttpError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly allow: string | undefined;

  constructor(code: ErrorCode, options: HttpErrorOptions = {}) {
    super(options.message ?? REFUSALS[code].message, { cause: options.cause });
    this.name = 'HttpError';
    this.code = code;
    this.status = REFUSALS[code].status;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.allow = options.allow;
  }

  toAnswer(): ErrorAnswer {
    return { error: { code: this.code, message: this.message, hint: REFUSALS[this.code].hint } };
  }
}
