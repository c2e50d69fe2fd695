import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Config } from '../config.ts';

/** Where a command speaks: results to `out`, complaints to `err`. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** One verb of the command line. @returns the exit code; none is 0 */
export type Command = (args: readonly string[], config: Config, output: Output) => Promise<number | undefined>;

/** The command line is wrong: nothing was done. */
export class UsageError extends Error {
  override name = 'UsageError';
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<Given extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Given; allowPositionals: true; strict: true }>
>;

/** Parses flags strictly; an unknown one is a mistake worth naming. */
export function parse<Given extends Options>(args: readonly string[], options: Given): Parsed<Given> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
