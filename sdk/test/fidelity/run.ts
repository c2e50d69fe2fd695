import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
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
    out: { type: 'string' },
  },
});

const numbers = (list: string) => list.split(',').map(Number);
const widths = numbers(values.widths);
const stand = await openStand();
const report = createReport();
try {
  for (const source of await sources(values.templates)) {
    for (const seed of numbers(values.seed)) {
      const started = Date.now();
      await runMatrix(
        stand,
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
  await stand.close();
}
const table = report.table();
console.log(table);
for (const wrong of report.wrongs.slice(0, Number(values.wrongs))) console.log(JSON.stringify(wrong));
const failures = report.failures();
console.log(failures.length ? `Gate missed:\n${failures.join('\n')}` : 'Gate held.');
if (values.out) await writeFile(values.out, `${table}\n`);
process.exitCode = failures.length ? 1 : 0;
