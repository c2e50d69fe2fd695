import type { Person } from '../people/index.ts';
import { DEFAULT_PROJECT } from '../projects/index.ts';
import { parse, UsageError } from './command.ts';

const OPTIONS = {
  project: { type: 'string' },
  visitor: { type: 'string' },
  user: { type: 'string' },
  'with-browsers': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** `--project <id> --visitor <id> --user <id> --with-browsers`; at least one of the two names somebody. */
export function personOf(args: readonly string[]): { person: Person; isJson: boolean } {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length > 0 || (!values.visitor && !values.user)) {
    throw new UsageError('Say who: --visitor <id>, --user <id>, or both.');
  }
  const { project = DEFAULT_PROJECT, visitor: visitorId, user: userId, json } = values;
  return { person: { project, visitorId, userId, withBrowsers: values['with-browsers'] }, isJson: json === true };
}
