import { parseArgs } from 'node:util';
import { clientOf, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';
import { compare, fuzz } from './fuzz.ts';

/** `node --import tsx ingest/test/fuzz/run.ts [--batches 100000] [--seed N]`: the long form of `fuzz.test.ts`. */
const { values } = parseArgs({ options: { batches: { type: 'string', default: '100000' }, seed: { type: 'string' } } });
const batches = Number(values.batches);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 30));
console.log(`${batches} batches, seed ${seed}`);

const scratch = scratchDir();
const server = await startHere(scratch.dir);
try {
  const startMs = performance.now();
  const report = await fuzz({
    url: server.url,
    batches,
    seed,
    onProgress(done) {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${batches}`);
    },
  });
  const minutes = (performance.now() - startMs) / 60_000;
  const compared = await compare(server.url, await clientOf(scratch.dir), report.accepted);
  console.log(
    `answers ${JSON.stringify(report.statuses)}, ${report.accepted.size} events accepted, ${report.rejected} rejected, ` +
      `${report.repeats} batches sent twice, slowest answer ${report.slowestMs.toFixed(0)} ms, ${minutes.toFixed(1)} min`,
  );
  console.log(
    `faults ${report.faults.length}, lost ${compared.lost.length}, doubled ${compared.doubled.length}, ` +
      `never acknowledged ${compared.foreign.length}, dead letters ${compared.dead.length}`,
  );
  for (const fault of report.faults.slice(0, 10)) console.log(JSON.stringify(fault));
  for (const reason of compared.dead.slice(0, 10)) console.log(reason);
  const trouble =
    report.faults.length +
    compared.lost.length +
    compared.doubled.length +
    compared.foreign.length +
    compared.dead.length;
  if (trouble > 0) process.exitCode = 1;
} finally {
  await server.stop();
  scratch.remove();
}
