import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../src/embedded/index.ts';
import { enrich } from '../../src/enrich/index.ts';
import { createLog } from '../../src/log.ts';
import { runFold } from '../../src/rollup/fold.ts';
import { planFold } from '../../src/rollup/plan.ts';
import { createStoreClient, migrate, type StoreClient } from '../../src/store/index.ts';
import { createWriter } from '../../src/store/writer.ts';
import { AGENT, pool, STAMP } from '../ingest/bodies.ts';
import { cpuSeconds } from '../ingest/process-figures.ts';

/** Rows of the folds to measure, one after the other. */
const SIZES = (
  process.argv.find((text) => text.startsWith('--rows='))?.slice('--rows='.length) ?? '10000,100000,200000'
)
  .split(',')
  .map(Number);
const BLOCK_ROWS = 10_000;
/** Bodies of the ingest bench: people with one batch each, clicks with whole anchors. */
const BATCH_EVENTS = 25;
const BODIES = pool(400, BATCH_EVENTS);

let batches = 0;
/** The rows of a block as the spool writes them. */
function block(id: bigint): Buffer {
  const lines: string[] = [];
  while (lines.length < BLOCK_ROWS) {
    const body = BODIES[batches % BODIES.length] as string;
    const stamp = (++batches).toString(16).padStart(12, '0');
    const facts = { project: 'p', receivedAtMs: Date.now(), sendClockMs: undefined, userAgent: AGENT, country: 'DE' };
    const { common, rows } = enrich(JSON.parse(body.replaceAll(STAMP, stamp)), facts);
    for (const row of rows) lines.push(`${id}\t${common}${row}\n`);
  }
  return Buffer.from(lines.slice(0, BLOCK_ROWS).join(''));
}

/** The client, with what each of its statements costs the engine. */
function measured(client: StoreClient, cpu: () => number, cost: Map<string, number>): StoreClient {
  return new Proxy(client, {
    get(target, name) {
      const own = Reflect.get(target, name);
      if (name !== 'command' && name !== 'query') return typeof own === 'function' ? own.bind(target) : own;
      return async (given: { query: string }) => {
        const before = cpu();
        const answer = await own.call(target, given);
        const statement = given.query.replace(/\s+/g, ' ').trim().slice(0, 40);
        cost.set(statement, (cost.get(statement) ?? 0) + cpu() - before);
        return answer;
      };
    },
  });
}

const dataDir = mkdtempSync(join(tmpdir(), 'trodden-fold-bench-'));
const log = createLog('error');
const engine = await startEngine({ dataDir, log });
const client = createStoreClient({ url: engine.url, username: engine.username, password: engine.password });
const cpu = () => cpuSeconds([engine.pid() ?? 0]);
try {
  await migrate({ client, log });
  const writer = createWriter(client, 'bench', new AbortController().signal);
  let id = 1n;
  for (const [index, rows] of SIZES.entries()) {
    const waiting = [];
    const before = cpu();
    for (let left = rows; left > 0; left -= BLOCK_ROWS) {
      await writer.insert({ table: 'events', format: 'columns' }, block(++id));
      waiting.push({ blockId: id, rows: BLOCK_ROWS });
    }
    const inserted = cpu() - before;
    const cost = new Map<string, number>();
    const fold = await planFold(client, index + 1, waiting);
    await runFold(measured(client, cpu, cost), fold, async () => true);
    const all = [...cost.values()].reduce((sum, seconds) => sum + seconds, 0);
    const perMillion = (seconds: number) => ((seconds * 1_000_000) / rows).toFixed(1).padStart(6);
    console.log(
      `${rows} rows, CPU s per million: ${perMillion(inserted)} to insert and merge,${perMillion(all)} to fold`,
    );
    for (const [statement, seconds] of cost)
      if (seconds * 20 > all) console.log(`${perMillion(seconds)}  ${statement}`);
  }
} finally {
  await client.close();
  await engine.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
