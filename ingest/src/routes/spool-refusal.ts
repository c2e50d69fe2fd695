import { HttpError } from '../errors.ts';
import { SpoolClosedError, SpoolFailedError, SpoolFullError } from '../spool/index.ts';

/** What a refusal of the spool is called on the wire. Anything else is a fault of ours and stays one. */
export function spoolRefusal(fault: unknown): unknown {
  if (fault instanceof SpoolClosedError) return refused('SHUTTING_DOWN', fault);
  if (fault instanceof SpoolFullError || fault instanceof SpoolFailedError) return refused('SPOOL_FULL', fault);
  return fault;
}

function refused(code: 'SHUTTING_DOWN' | 'SPOOL_FULL', cause: { retryAfterSeconds: number }): HttpError {
  return new HttpError(code, { retryAfterSeconds: cause.retryAfterSeconds, cause });
}
