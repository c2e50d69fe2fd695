import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';

export type { Logger } from 'pino';

/** Fields that must never be written, wherever a careless caller puts them. */
const REDACTED = ['authorization', 'cookie', 'password', 'secret', 'secretKey', 'token', 'body', 'ip', 'row', 'query'];

/**
 * One JSON line per thing worth knowing, on stderr; stdout belongs to people.
 * Written synchronously: the last line before an exit is the one that matters.
 */
export function createLog(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`, `*.headers.${name}`]), censor: '[redacted]' },
    },
    standardError(),
  );
}

/** What waits while stderr cannot be written; beyond it lines are dropped. */
const MAX_WAITING_BYTES = 1_048_576;

/** Often stderr is a file, and its disk may be full: saying so must never be what stops the server. */
function standardError(): DestinationStream {
  const stream = destination({ fd: 2, sync: true, maxLength: MAX_WAITING_BYTES });
  stream.on('error', () => undefined);
  return stream;
}
