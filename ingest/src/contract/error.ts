/** Why one event of a batch was refused while the rest was kept. */
export const EVENT_ERROR_CODES = [
  'INVALID_EVENT',
  'INVALID_EVENT_NAME',
  'TOO_MANY_PROPERTIES',
  'PROPERTY_TOO_LARGE',
  'TIMESTAMP_OUT_OF_RANGE',
  'DUPLICATE_EVENT_ID',
  'BOT_REFUSED',
] as const;

export type EventErrorCode = (typeof EVENT_ERROR_CODES)[number];

/** Every refusal of a whole request. The meaning, status and hint of each stand in `errors.ts`. */
export const ERROR_CODES = [
  'ANALYTICS_NOT_ENABLED',
  'PROJECT_GONE',
  'INVALID_BATCH',
  'INVALID_JSON',
  'INVALID_ENCODING',
  'INVALID_QUERY',
  'QUERY_REFUSED',
  'QUERY_FAILED',
  'QUERY_LIMIT',
  'QUERY_BUSY',
  'QUERY_UNAVAILABLE',
  'UNKNOWN_KEY',
  'ORIGIN_NOT_ALLOWED',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'TOKEN_REFUSED',
  'OUT_OF_SCOPE',
  'NOT_FOUND',
  'GONE',
  'REPLAY_CAP_REACHED',
  'EVENT_QUOTA_REACHED',
  'METHOD_NOT_ALLOWED',
  'TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'REQUEST_TIMEOUT',
  'RATE_LIMITED',
  'SPOOL_FULL',
  'SHUTTING_DOWN',
  'STORE_UNAVAILABLE',
  'INTERNAL_ERROR',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The body of every refusal. */
export interface ErrorAnswer {
  error: { code: ErrorCode; message: string; hint: string };
}
