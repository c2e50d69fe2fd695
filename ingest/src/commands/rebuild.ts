import { rebuildRollup, withRollupAtRest } from '../rollup/index.ts';
import { UNHURRIED } from '../store/index.ts';
import { type Command, parse, UsageError } from './command.ts';
import { withStore } from './open-store.ts';
import { progressBar } from './progress.ts';

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** `rebuild [--month YYYY-MM]…`: computes derived tables again from the events, beside the running server. */
export const rebuild: Command = async (args, config, output) => {
  const { values, positionals } = parse(args, { month: { type: 'string', multiple: true } });
  if (positionals.length > 0) throw new UsageError('Say which months with --month YYYY-MM, or none for all.');
  const months = values.month?.map((text) => {
    const [, year, month] = MONTH.exec(text) ?? [];
    if (year === undefined) throw new UsageError(`--month must be YYYY-MM, not "${text}".`);
    return Number(`${year}${month}`);
  });
  await withStore(
    config,
    async ({ client }) => {
      const done = await withRollupAtRest(client, (lease) =>
        rebuildRollup({ client, lease, months, onProgress: progressBar(output, 'rebuilding') }),
      );
      output.out(done.length === 0 ? 'There is nothing to rebuild.\n' : `Rebuilt ${done.join(', ')}.\n`);
    },
    UNHURRIED,
  );
  return undefined;
};
