import type { ErasureProof } from '../contract/index.ts';
import type { Lease } from '../rollup/index.ts';
import { rebuildRollup, verifyRollup } from '../rollup/index.ts';
import { deleteRows, type StoreClient } from '../store/index.ts';
import { keepTraces } from './keep-traces.ts';
import { knowPerson } from './know-person.ts';
import { monthsWith } from './months-with.ts';
import {
  countRows,
  type KnownPerson,
  type Person,
  type PersonalTable,
  personalTables,
  personParams,
} from './person.ts';

export interface ErasureOptions {
  client: StoreClient;
  /** Held: nobody folds meanwhile. */
  lease: Lease;
  onProgress?: (done: number, total: number) => void;
}

/** Whoever was given a number may be in a derived table. */
const NUMBERS = 'ids';
/** Steps before and after the rebuild, for the progress bar. */
const OTHER_STEPS = 3;

/** Rewrites the parts: what is erased is gone from the disk, not hidden. The statement returns when that has happened. */
const erase = (client: StoreClient, person: KnownPerson, { table, where }: PersonalTable) =>
  deleteRows(client, { table, where, params: personParams(person) });

/**
 * Removes one person from every table and computes the months they were in again. Cut off anywhere it is simply run again: the months
 * are those of any table, and their numbers, by which derived tables know them, go last.
 */
export async function erasePerson(
  asked: Person,
  { client, lease, onProgress = () => {} }: ErasureOptions,
): Promise<ErasureProof> {
  const person = await knowPerson(client, asked);
  const tables = await personalTables(client);
  const before = await countRows(client, person, tables);
  const events = tables.find(({ table }) => table === 'events');
  const months = await monthsWith(client, person, events?.where ?? 'false');
  if (events !== undefined) await keepTraces(client, person, events);
  const total = tables.length + months.length + OTHER_STEPS;
  let done = 0;
  for (const table of tables) {
    if (table.table !== NUMBERS && (before[table.table] ?? 0) > 0) await erase(client, person, table);
    onProgress(++done, total);
  }
  const hasNumbers = (before[NUMBERS] ?? 0) > 0;
  const rebuilt = months.length > 0 || hasNumbers ? await rebuildRollup({ client, lease, months }) : [];
  for (const table of tables) if (table.table === NUMBERS && hasNumbers) await erase(client, person, table);
  done += months.length + 1;
  onProgress(done, total);
  const { differing } = await verifyRollup(client, { lease });
  onProgress(++done, total);
  const after = await countRows(client, person, tables);
  onProgress(total, total);
  const numbers = Object.values(differing).reduce((sum, count) => sum + count, 0);
  return { before, after, months: rebuilt, differing: numbers };
}
