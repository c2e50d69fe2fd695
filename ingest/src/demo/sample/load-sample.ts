import { randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { StoreClient } from '../../store/index.ts';
import type { DemoRow } from './recorder.ts';
import { type SampleOptions, sampleVisits } from './sample.ts';

const BLOCK_ROWS = 50_000;
const ID_BITS = 20n;
const NODES = 65_536;

/** Writes sample events straight into the store, in confirmed blocks as the inserter would. @returns how many */
export async function loadSample(
  client: StoreClient,
  options: SampleOptions,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  const node = randomInt(NODES);
  let lastId = 0n;
  let done = 0;

  async function store(rows: readonly DemoRow[]): Promise<void> {
    const now = (BigInt(Date.now()) << ID_BITS) + BigInt(node);
    lastId = now > lastId ? now : lastId + BigInt(NODES);
    const block_id = lastId.toString();
    const times = rows.map(({ atMs }) => atMs);
    const text = rows.map((row) => `{"block_id":${block_id},${row.text}\n`).join('');
    const { stream } = await client.exec({
      query: 'INSERT INTO events FORMAT JSONEachRow',
      values: Readable.from([text], { objectMode: false }),
      clickhouse_settings: { input_format_json_read_objects_as_strings: 1, async_insert: 0 },
    });
    // Without reading the answer to its end the connection cannot be used again.
    await finished(stream.resume());
    await client.insert({
      table: 'blocks',
      format: 'JSONEachRow',
      values: [{ block_id, node: 'demo', rows: rows.length, min_at: Math.min(...times), max_at: Math.max(...times) }],
    });
    done += rows.length;
    onProgress(done, options.events);
  }

  // The next block is made while the store takes the last one.
  let storing = Promise.resolve();
  let rows: DemoRow[] = [];
  for (const visit of sampleVisits(options)) {
    rows.push(...visit);
    if (rows.length < BLOCK_ROWS) continue;
    await storing;
    storing = store(rows);
    rows = [];
  }
  await storing;
  if (rows.length > 0) await store(rows);
  return done;
}
