import { mkdirSync } from 'node:fs';
import { loadSample } from '../demo/index.ts';
import { catchUp, withRollupAtRest } from '../rollup/index.ts';
import { type Command, parse, UsageError } from './command.ts';
import { withStore } from './open-store.ts';
import { progressBar } from './progress.ts';

const OPTIONS = {
  events: { type: 'string', default: '100000' },
  users: { type: 'string', default: '4000' },
  days: { type: 'string', default: '30' },
  seed: { type: 'string', default: '1' },
  project: { type: 'string', default: 'default' },
} as const;

const LIMITS = { events: 100_000_000, users: 10_000_000, days: 400, seed: 4_294_967_295 } as const;

/** `demo --events <n> --users <n> --days <n> --seed <n>`: sample data that ends now. */
export const demo: Command = async (args, config, output) => {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length > 0) throw new UsageError('demo takes no names.');
  const number = (name: keyof typeof LIMITS): number => {
    const value = /^\d+$/.test(values[name]) ? Number(values[name]) : Number.NaN;
    if (!(value >= 1 && value <= LIMITS[name])) {
      throw new UsageError(`--${name} must be a whole number from 1 to ${LIMITS[name]}.`);
    }
    return value;
  };
  const options = {
    project: values.project,
    events: number('events'),
    visitors: number('users'),
    days: number('days'),
    seed: number('seed'),
    untilMs: Date.now(),
  };
  // Somebody who tries it out has not started a server before.
  if (config.clickhouseUrl === undefined) mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  await withStore(config, async ({ client }) => {
    const began = performance.now();
    const events = await loadSample(client, options, progressBar(output, 'making events'));
    const seconds = (performance.now() - began) / 1_000;
    await withRollupAtRest(client, (lease) =>
      catchUp({ client, lease, onProgress: progressBar(output, 'adding them up') }),
    );
    output.out(
      `${events} events of ${options.days} days in ${seconds.toFixed(1)} s, ${Math.round(events / seconds)} a second.\n`,
    );
  });
  return undefined;
};
