import type { Logger } from '../log.ts';
import type { Block, BlockSource } from './block.ts';
import { bury } from './dead-letter.ts';
import { errorCode, judgeInsertError } from './insert-error.ts';
import { joinLines, splitLines } from './lines.ts';
import type { Patience } from './patience.ts';
import { findMissing } from './reconcile.ts';
import type { Writer } from './writer.ts';

/** The same answer this often, from a store that answers everything else, is about the rows. */
const TRIES_BEFORE_SUSPICION = 3;
/** So many rows refused one by one, and none taken: then it is the table, not the rows. */
const MAX_REFUSED_WITHOUT_SUCCESS = 8;

export interface SettleOptions {
  writer: Writer;
  source: BlockSource;
  log: Logger;
  patience: Patience;
  /** Counts inserts that succeeded, of any block: the sign that the table takes rows at all. */
  successes: { count: number };
  onInsert: (seconds: number) => void;
}

interface Refused {
  error: unknown;
  missing: Buffer[];
}

export type Settled = 'stored' | 'deferred';

export interface BlockTask {
  block: Block;
  text: Buffer;
  /** Rows of it may be stored already. */
  unclean: boolean;
  /** How many inserts had succeeded when this block was first tried. */
  successesBefore: number;
}

/**
 * Gets every row of one block into its table exactly once, or into the dead letters; never gives up on a row for the store's sake.
 * `deferred` means that every row is refused and only other blocks can show whose fault it is.
 */
export async function settleBlock(
  options: SettleOptions,
  { block, text, unclean, successesBefore }: BlockTask,
): Promise<Settled> {
  const { writer, source, log, patience, successes, onInsert } = options;
  let lines: Buffer[] | undefined;
  const refused: { line: Buffer; error: unknown }[] = [];

  const tableTakesRows = () => successes.count > successesBefore;

  function missingOf(wanted: readonly Buffer[]): Promise<Buffer[]> {
    return patience.retrying('A block cannot be reconciled yet', () =>
      findMissing(writer, block, wanted, source.buried(block)),
    );
  }

  async function insert(rows: Buffer): Promise<unknown> {
    const startedAt = performance.now();
    try {
      await writer.insert(block, rows);
    } catch (error) {
      return error ?? new Error('The insert failed without a reason');
    }
    onInsert((performance.now() - startedAt) / 1_000);
    successes.count += 1;
    patience.reset();
    return undefined;
  }

  /** Tries until the rows are in, or until it is clear that the rows are the reason; then returns that error and what is missing. */
  async function tryRows(first: Buffer, wanted: Buffer[] | undefined): Promise<Refused | undefined> {
    let rows = first;
    let sameCode = 0;
    let lastCode: number | undefined;
    for (;;) {
      const error = await insert(rows);
      if (error === undefined) return undefined;
      const code = errorCode(error);
      sameCode = code === lastCode ? sameCode + 1 : 1;
      lastCode = code;
      lines ??= splitLines(text);
      const missing = await missingOf(wanted ?? lines);
      if (missing.length === 0) return undefined;
      const verdict = judgeInsertError(error);
      if (verdict === 'rows' || (verdict === 'unclear' && sameCode >= TRIES_BEFORE_SUSPICION))
        return { error, missing };
      log.warn({ err: error, block: block.id, missing: missing.length }, 'A block cannot be inserted yet');
      await patience.pause();
      rows = joinLines(missing);
    }
  }

  /** Halves until the refused rows stand alone; false when nothing but refusals comes of it. */
  async function separate({ error, missing }: Refused): Promise<boolean> {
    const [only] = missing;
    if (missing.length === 1 && only !== undefined) {
      refused.push({ line: only, error });
      return tableTakesRows() || refused.length <= MAX_REFUSED_WITHOUT_SUCCESS;
    }
    const middle = missing.length >>> 1;
    for (const half of [missing.slice(0, middle), missing.slice(middle)]) {
      const failed = await tryRows(joinLines(half), half);
      if (failed !== undefined && !(await separate(failed))) return false;
    }
    return true;
  }

  async function buryRefused(): Promise<Settled> {
    const blamed = tableTakesRows() || refused.every(({ error }) => judgeInsertError(error) === 'rows');
    if (!blamed) return 'deferred';
    for (const { line, error } of refused) {
      await patience.retrying('A dead letter cannot be written yet', () =>
        bury({ writer, source, block, line, error }),
      );
      log.error({ err: error, block: block.id }, 'A row was moved to the dead letters');
    }
    return 'stored';
  }

  let first = text;
  let wanted: Buffer[] | undefined;
  if (unclean || source.buried(block).size > 0) {
    lines = splitLines(text);
    wanted = await missingOf(lines);
    if (wanted.length === 0) return 'stored';
    first = joinLines(wanted);
  }
  if (first.length === 0) return 'stored';
  const failed = await tryRows(first, wanted);
  if (failed === undefined) return 'stored';
  return (await separate(failed)) ? buryRefused() : 'deferred';
}
