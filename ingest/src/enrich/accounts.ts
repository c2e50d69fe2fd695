import type { UnjudgedBatch } from '../contract/index.ts';
import { field } from './field.ts';
import { placed } from './placed.ts';

const countsText = ({ counts }: UnjudgedBatch) => (counts === undefined ? '' : JSON.stringify(counts));

/** What a batch says about itself, put into its first row: columns of their own, so that it costs no row and no insert. */
export function withAccounts(first: string, batch: UnjudgedBatch, rejected: number): string {
  return placed(first, {
    batch_events: `${batch.events.length}`,
    batch_rejected: rejected === 0 ? '' : `${rejected}`,
    batch_counts: field(countsText(batch)),
  });
}

/** The same of a batch that has no row: a row of `batch_traces`, without the block id. */
export function traceOf(batch: UnjudgedBatch, facts: { project: string; receivedAtMs: number }): string {
  return (
    `${field(facts.project)}\t${batch.batch_id.toLowerCase()}\t${batch.batch_seq}\t${facts.receivedAtMs}` +
    `\t${field(batch.session_replay_segment_id)}\t${batch.events.length}\t${field(countsText(batch))}`
  );
}
