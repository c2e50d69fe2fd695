import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BENCHES, type Bench } from './benches.ts';
import { sizeRows } from './sizes.ts';
import { merged, type Row, type Table, toMarkdown } from './table.ts';

const NAMES = ['sizes', ...BENCHES.map(({ name }) => name)];
const HELP = `The benches of both packages, one after the other, and one table of what they said: table.json and TABLE.md.

  --only A,B    some of them: ${NAMES.join(', ')}
  --full        with as many rounds and events as the READMEs say; half an hour
  --out FOLDER  where the table goes (ingest/bench); what it has of others there stays
`;
const GIB = 2 ** 30;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    full: { type: 'boolean', default: false },
    out: { type: 'string', default: 'ingest/bench' },
    help: { type: 'boolean', default: false },
  },
});

/** Runs it; its words are shown as they come. */
function run(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk;
    process.stdout.write(chunk);
  });
  return new Promise((resolve, reject) =>
    child.on('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`${args.join(' ')} ended with ${code}`)),
    ),
  );
}

async function rowsOf({ name, file, quick, full, figures }: Bench, measured: Row['measured']): Promise<Row[]> {
  const args = [file, ...(values.full ? full : quick)];
  const said = await run(args);
  return figures.map(({ what, unit, said: pattern }) => {
    const text = pattern.exec(said)?.[1];
    const value = text === undefined ? undefined : Number(text);
    return { bench: name, what, value, unit, command: `npx tsx ${args.join(' ')}`, measured };
  });
}

async function main(): Promise<number> {
  const wanted = values.only?.split(',') ?? NAMES;
  const odd = wanted.find((name) => !NAMES.includes(name));
  if (values.help || odd !== undefined) {
    process.stdout.write(HELP);
    return odd === undefined ? 0 : 2;
  }
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / GIB)} GB, ${process.platform}, Node ${process.version}`;
  const now = (): Row['measured'] => ({
    on: new Date().toISOString().slice(0, 10),
    form: values.full ? 'full' : 'quick',
    load: loadavg()[0] ?? 0,
  });
  const file = join(values.out, 'table.json');
  mkdirSync(values.out, { recursive: true });
  const rows: Row[] = [];
  /** After each bench, so that one that fails or takes too long costs no other's numbers. */
  function keep(found: readonly Row[]): void {
    rows.push(...found);
    const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Table) : undefined;
    const table = merged(before, machine, found);
    writeFileSync(file, `${JSON.stringify(table, undefined, 2)}\n`);
    writeFileSync(join(values.out, 'TABLE.md'), toMarkdown(table));
  }
  if (wanted.includes('sizes')) keep(sizeRows(now()));
  for (const bench of BENCHES.filter(({ name }) => wanted.includes(name))) {
    if (bench.needs === undefined || existsSync(bench.needs)) keep(await rowsOf(bench, now()));
    else process.stderr.write(`${bench.name}: left out, as there is no ${bench.needs}\n`);
  }
  const silent = rows.filter(({ value }) => value === undefined);
  for (const { what } of silent) process.stderr.write(`not found in what the bench said: ${what}\n`);
  return silent.length === 0 ? 0 : 1;
}

process.exitCode = await main();
