import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import type { Config } from '../config.ts';

/** One verb of the command line. @returns the exit code; none is 0 */
export type Command = (args: readonly string[], config: Config) => Promise<number | undefined>;

/** The command line is wrong: nothing was done. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Parses flags strictly; an unknown one is a mistake worth naming. */
export function parse<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
