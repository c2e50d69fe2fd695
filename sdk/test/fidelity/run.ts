import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Stand } from './browser.ts';
import { openStand } from './browser.ts';
import { runMatrix, WIDTHS } from './matrix.ts';
import { createReport } from './report.ts';
import { sources } from './sources.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    templates: { type: 'string', default: 'all' },
    widths: { type: 'string', default: WIDTHS.join() },
    changes: { type: 'string' },
    presses: { type: 'string', default: '36' },
    wrongs: { type: 'string', default: '0' },
    misses: { type: 'string', default: '0' },
    /** Keeps the rows, to be added up later. */
    save: { type: 'string' },
    /** Adds up what was kept, and runs nothing. */
    merge: { type: 'string' },
  },
});

const numbers = (list: string) => list.split(',').map(Number);
const widths = numbers(values.widths);
const report = createReport();
for (const file of values.merge?.split(',') ?? []) report.load(await readFile(file, 'utf8'));
const wanted = values.merge ? [] : await sources(values.templates);
const stand = wanted.length ? await openStand() : undefined;
try {
  for (const source of wanted) {
    for (const seed of numbers(values.seed)) {
      const started = Date.now();
      await runMatrix(
        stand as Stand,
        {
          source,
          seed,
          recordedAt: widths,
          viewedAt: widths,
          changes: values.changes?.split(';'),
          presses: Number(values.presses),
        },
        report.add,
      );
      console.error(`${source.name}, seed ${seed}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
    }
  }
} finally {
  await stand?.close();
}
console.log(report.table());
for (const wrong of report.wrongs.slice(0, Number(values.wrongs))) console.log(JSON.stringify(wrong));
for (const [what, clicks] of report.misses().slice(0, Number(values.misses))) console.log(clicks, what);
const failures = report.failures();
console.log(failures.length ? `Gate missed:\n${failures.join('\n')}` : 'Gate held.');
if (values.save) await writeFile(values.save, report.save());
process.exitCode = failures.length ? 1 : 0;
