import { isbotMatch } from 'isbot';

/** Versions and whatever else follows the name would make the column's dictionary grow without end. */
const NAME = /^[a-z][a-z .+-]{1,31}/;

/**
 * Why this user agent is taken for a machine, or '' for people. Rows of bots are kept and marked, so that
 * a wrong guess can be undone at reading.
 */
export function botReason(userAgent: string): string {
  if (userAgent === '') return 'no-user-agent';
  const match = isbotMatch(userAgent);
  return match === null ? '' : (NAME.exec(match.toLowerCase())?.[0].trim() ?? 'bot');
}
