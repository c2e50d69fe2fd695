import { verifyRollup, withRollupAtRest } from '../rollup/index.ts';
import { UNHURRIED } from '../store/index.ts';
import { type Command, parse, UsageError } from './command.ts';
import { withStore } from './open-store.ts';
import { progressBar } from './progress.ts';

const DIFFERS = 1;

/** `verify [--json]`: compares every derived number with the events. The exit code is 1 when any differs. */
export const verify: Command = async (args, config, output) => {
  const { values, positionals } = parse(args, { json: { type: 'boolean' } });
  if (positionals.length > 0) throw new UsageError('verify takes no names.');
  return withStore(
    config,
    async ({ client }) => {
      const report = await withRollupAtRest(client, (lease) =>
        verifyRollup(client, { lease, onProgress: progressBar(output, 'verifying') }),
      );
      const { visits, sets, session_sums, page_events } = report.differing;
      const isEqual = visits + sets + session_sums + page_events === 0;
      if (values.json === true) output.out(`${JSON.stringify(report)}\n`);
      else if (isEqual) output.out(`Every derived number of ${report.months} months agrees with the events.\n`);
      else {
        output.out(
          `Differing: ${visits} hours of visits, ${sets} cells of sets, ${session_sums} session sums, ${page_events} hours or elements of pages.\n`,
        );
        output.out('`trodden-ingest rebuild` computes them again.\n');
      }
      return isEqual ? undefined : DIFFERS;
    },
    UNHURRIED,
  );
};
