import { expire, storageReport } from '../retention/index.ts';
import { createProjectRegistry, UNHURRIED } from '../store/index.ts';
import { type Command, type Output, parse, UsageError } from './command.ts';
import { type OpenStore, withStore } from './open-store.ts';

const MB = 1_000_000;

type Wishes = Output & { isJson: boolean };

const mb = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`;

async function report({ client }: OpenStore, { out, isJson }: Wishes): Promise<void> {
  const { tables, projects } = await storageReport(client);
  if (isJson) return out(`${JSON.stringify({ tables, projects })}\n`);
  for (const { table, rows, bytes } of tables)
    out(`${table.padEnd(20)} ${String(rows).padStart(12)} rows  ${mb(bytes).padStart(12)}\n`);
  out('\n');
  for (const { project, events, oldest_event, replays, replay_bytes } of projects)
    out(
      `${project.padEnd(20)} ${events} events since ${oldest_event ?? 'never'}, ${replays} replays of ${mb(replay_bytes)} before compression\n`,
    );
}

async function expireAll({ client, log }: OpenStore, { out, isJson }: Wishes): Promise<void> {
  const projects = createProjectRegistry({ client: () => client, log });
  await projects.refresh();
  for (const project of projects.list()) {
    const expired = await expire(client, project, Date.now());
    if (isJson) out(`${JSON.stringify(expired)}\n`);
    else out(`${expired.project}: ${expired.months.join(', ') || 'no'} months of events, ${expired.replays} replays\n`);
  }
}

/** `storage [report|expire] [--json]`: how much there is, or what is too old taken away now instead of within hours. */
export const storage: Command = async (args, config, output) => {
  const { values, positionals } = parse(args, { json: { type: 'boolean' } });
  const [verb = 'report', ...more] = positionals;
  if (!['report', 'expire'].includes(verb) || more.length > 0)
    throw new UsageError('Say what to do: storage report|expire.');
  const wishes = { ...output, isJson: values.json === true };
  await withStore(config, (store) => (verb === 'report' ? report : expireAll)(store, wishes), UNHURRIED);
  return undefined;
};
