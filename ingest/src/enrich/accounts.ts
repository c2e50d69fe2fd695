import type { UnjudgedBatch } from '../contract/index.ts';
import { field } from './field.ts';
import { quote } from './json.ts';
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

/** The same of a batch that has no row: what follows the block id in its line of `batch_traces`. */
export function rejectedBatch(batch: UnjudgedBatch, facts: { project: string; receivedAtMs: number }): string {
  return (
    `"project":${quote(facts.project)},"received_at":${facts.receivedAtMs},"batch_id":"${batch.batch_id.toLowerCase()}"` +
    `,"batch_seq":${batch.batch_seq},"session_replay_segment_id":${quote(batch.session_replay_segment_id)}` +
    `,"batch_rejected":${batch.events.length},"batch_counts":${quote(countsText(batch))}}`
  );
}
