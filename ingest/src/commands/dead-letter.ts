import { type DeadLetter, readDeadLetters, replayDeadLetter, type StoreClient } from '../store/index.ts';
import { type Command, type Output, parse, UsageError } from './command.ts';
import { withStore } from './open-store.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 100_000;
/** The reason may quote the value that was refused; the terminal gets the beginning of it. */
const REASON_LENGTH = 160;

const OPTIONS = { limit: { type: 'string' }, json: { type: 'boolean' } } as const;

interface Wishes {
  limit: number;
  isJson: boolean;
}

const line = ({ died_at_ms, project, event_id, error_code, reason }: DeadLetter) =>
  `${new Date(died_at_ms).toISOString()}  ${project}  ${event_id}  ${error_code}  ${reason.slice(0, REASON_LENGTH).replaceAll(/\s+/g, ' ')}\n`;

/** Rows with everything in them are for the owner's own eyes: only `--json` shows them. */
async function list(client: StoreClient, { limit, isJson, out }: Output & Wishes): Promise<number> {
  const letters = await readDeadLetters(client, limit);
  for (const letter of letters) out(isJson ? `${JSON.stringify(letter)}\n` : line(letter));
  if (!isJson && letters.length === 0) out('There are no dead letters.\n');
  return 0;
}

async function replay(client: StoreClient, { limit, out, err }: Output & Wishes): Promise<number> {
  const letters = await readDeadLetters(client, limit);
  let refused = 0;
  for (const letter of letters) {
    try {
      await replayDeadLetter(client, letter);
    } catch (error) {
      refused += 1;
      err(`${letter.event_id}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  out(`${letters.length - refused} replayed, ${refused} refused again.\n`);
  return refused === 0 ? 0 : 1;
}

/** `dead-letter [list|replay]` */
export const deadLetter: Command = async (args, config, output) => {
  const { values, positionals } = parse(args, OPTIONS);
  const [verb = 'list', ...more] = positionals;
  if (!['list', 'replay'].includes(verb) || more.length > 0)
    throw new UsageError('Say what to do: dead-letter list|replay.');
  const limit = values.limit === undefined ? DEFAULT_LIMIT : Number(values.limit);
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT)) {
    throw new UsageError(`--limit must be a whole number from 1 to ${MAX_LIMIT}.`);
  }
  const wishes = { ...output, limit, isJson: values.json === true };
  return withStore(config, ({ client }) => (verb === 'list' ? list : replay)(client, wishes));
};
