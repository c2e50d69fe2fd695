import { erasePerson } from '../people/index.ts';
import { withRollupAtRest } from '../rollup/index.ts';
import { UNHURRIED } from '../store/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';
import { personOf } from './person-options.ts';
import { progressBar } from './progress.ts';
import { settleSpool } from './settle-spool.ts';

const NOT_CLEAN = 1;

/** `erase --visitor <id> --user <id>`: removes a person and shows the proof. The exit code is 1 when anything is left. */
export const erase: Command = async (args, config, output) => {
  const { person, isJson } = personOf(args);
  return withStore(
    config,
    async (store) => {
      const { client } = store;
      await settleSpool(config, store);
      const proof = await withRollupAtRest(client, (lease) =>
        erasePerson(person, { client, lease, onProgress: progressBar(output, 'erasing') }),
      );
      if (isJson) output.out(`${JSON.stringify(proof)}\n`);
      else {
        for (const [table, count] of Object.entries(proof.before)) {
          output.out(`${table.padEnd(20)} ${count} rows before, ${proof.after[table] ?? 0} after\n`);
        }
        output.out(
          `Computed again: ${proof.months.join(', ') || 'nothing'}; ${proof.differing} derived numbers differ.\n`,
        );
      }
      const left = Object.values(proof.after).reduce((sum, count) => sum + count, 0);
      return left + proof.differing === 0 ? undefined : NOT_CLEAN;
    },
    UNHURRIED,
  );
};
