import { isbotMatch } from 'isbot';

/** Keeps the reason readable and the column's dictionary small. */
const MAX_REASON_LENGTH = 32;

/**
 * Why this user agent is taken for a machine, or '' for people. Rows of bots are kept and marked, so that
 * a wrong guess can be undone at reading.
 */
export function botReason(userAgent: string): string {
  if (userAgent === '') return 'no-user-agent';
  const match = isbotMatch(userAgent);
  return match === null ? '' : match.toLowerCase().slice(0, MAX_REASON_LENGTH);
}
