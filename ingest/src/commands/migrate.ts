import { type Command, parse } from './command.ts';
import { withStore } from './open-store.ts';

/** `migrate` */
export const migrateCommand: Command = async (args, config, { out }) => {
  parse(args, {});
  await withStore(config, async ({ applied }) => {
    out(applied.length === 0 ? 'The schema is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
  });
  return undefined;
};
