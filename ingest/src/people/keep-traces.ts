import type { StoreClient } from '../store/index.ts';
import { type KnownPerson, type PersonalTable, personParams } from './person.ts';

/**
 * Somebody who signs in in the middle of a page load is erased without the anonymous events around it. That their batches came stays
 * known by number, or those numbers would look lost; of segments that go as a whole nothing stays. Doing it twice changes no answer.
 */
export async function keepTraces(client: StoreClient, person: KnownPerson, { where }: PersonalTable): Promise<void> {
  await client.command({
    query: `INSERT INTO batch_traces (project, received_at, block_id, batch_id, batch_seq, session_replay_segment_id)
            SELECT project, received_at, block_id, batch_id, batch_seq, session_replay_segment_id
            FROM events
            WHERE ${where} AND batch_events > 0 AND session_replay_segment_id IN (
              SELECT session_replay_segment_id FROM events WHERE project = {project:String} AND NOT (${where})
                AND session_replay_segment_id IN (SELECT session_replay_segment_id FROM events WHERE ${where}))`,
    query_params: personParams(person),
    clickhouse_settings: { async_insert: 0, wait_end_of_query: 1 },
  });
}
