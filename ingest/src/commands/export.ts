import { exportPerson } from '../people/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';
import { personOf } from './person-options.ts';

/** `export --visitor <id> --user <id>`: everything known about a person, one JSON object a line. */
export const exportCommand: Command = async (args, config, { out }) => {
  const { person } = personOf(args);
  await withStore(config, async ({ client }) => {
    for await (const line of exportPerson(client, person)) out(line);
  });
  return undefined;
};
