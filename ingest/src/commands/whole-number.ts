import { UsageError } from './command.ts';

/** The number of a flag; undefined when it was not given. */
export function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,12}$/.test(text)) throw new UsageError(`--${flag} must be a whole number.`);
  return Number(text);
}
