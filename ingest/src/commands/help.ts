import { SETTINGS } from '../config.ts';
import { packageVersion } from '../package-root.ts';

const COMMANDS = [
  ['start [--demo]', 'take events and answer questions (the default); --demo also serves a site to try it on'],
  ['project add <name>', 'make a project: --id <id>, --origin <https://…> (repeatable), --json'],
  ['project list', 'all projects with their public keys: --json'],
  ['project rotate <id>', 'new keys: --public (default), --secret, --revoke-old to end the old ones at once, --json'],
  ['project enable|disable <id>', 'take the events of a project, or refuse them'],
  ['keys rotate', 'a new key for cookies and overlay tokens: --revoke-old to end what the old one signed, --json'],
  ['project retire <id>', 'tell its pages to stop and forget, for good: --yes'],
  [
    'project identity <id>',
    'how user ids are proved: --jwks-url <https://…> or --secret-file <path>, --issuer, --audience, --claim <sub>, --off',
  ],
  [
    'project limits <id>',
    'what it may take: --requests-per-minute, --events-per-day, --paths, --event-names, --property-keys (0: the default), --bots mark|drop',
  ],
  ['project retention <id>', 'how long it keeps things: --events-days, --replay-days (0: for ever)'],
  ['diagnose', 'look at everything between a page and the disk, and say what to do: --page <https://…>, --json'],
  ['migrate', "bring the store to this release's schema; start does so by itself"],
  ['demo', 'sample data that ends now: --events <n>, --users <n>, --days <n>, --seed <n>, --project <id>'],
  ['rebuild', 'compute derived numbers again from the events: --month <YYYY-MM> (repeatable); all months by default'],
  ['verify', 'compare every derived number with the events: --json'],
  ['storage [report|expire]', 'how much there is, by table and project; or take away now what is too old: --json'],
  ['backup <folder>', 'everything acknowledged until now, while the server goes on; embedded store only'],
  ['restore <folder>', 'make TRODDEN_DATA_DIR of a backup'],
  [
    'cluster-sql',
    'print the users, policies and quotas for a ClickHouse of your own: --project <id> (repeatable), --tier, --days <n>',
  ],
  [
    'erase',
    'remove a person and show the proof: --visitor <id>, --user <id>, or both; --with-browsers, --project <id>, --json',
  ],
  ['export', 'everything known about a person, one JSON object a line: --visitor, --user, --with-browsers, --project'],
  ['dead-letter [list]', 'rows the store refused, with the reason: --limit <n>, --json'],
  ['dead-letter replay', 'try them again'],
  ['--help, --version', ''],
] as const;

const table = (rows: readonly (readonly [string, string])[]) => {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`.trimEnd()).join('\n');
};

const settings = SETTINGS.map(([name, fallback, meaning]) => {
  const note = fallback === '' ? '' : ` (default ${fallback})`;
  return [name, `${meaning}${note}`] as const;
});

/** Everything `--help` says. */
export const HELP = `trodden-ingest ${packageVersion}: receives what the browser SDK saw, and loses nothing of it.

Usage: trodden-ingest [command]

${table(COMMANDS)}

Settings, from the environment:

${table(settings)}
`;
