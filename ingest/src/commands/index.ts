import { ConfigError, readConfig } from '../config.ts';
import { packageVersion } from '../package-root.ts';
import { type Command, type Output, UsageError } from './command.ts';
import { explain } from './explain.ts';
import { HELP } from './help.ts';

/** Loaded when asked for: `--help` should not wait for a web server. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  project: async () => (await import('./project.ts')).project,
  keys: async () => (await import('./keys.ts')).keys,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  demo: async () => (await import('./demo.ts')).demo,
  rebuild: async () => (await import('./rebuild.ts')).rebuild,
  'cluster-sql': async () => (await import('./cluster-sql.ts')).clusterSql,
  diagnose: async () => (await import('./diagnose.ts')).diagnose,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./backup.ts')).restore,
  storage: async () => (await import('./storage.ts')).storage,
  verify: async () => (await import('./verify.ts')).verify,
  erase: async () => (await import('./erase.ts')).erase,
  export: async () => (await import('./export.ts')).exportCommand,
  'dead-letter': async () => (await import('./dead-letter.ts')).deadLetter,
};

const OK = 0;
const FAILED = 1;
/** As shells and `getopt` programs do: the command line itself is wrong. */
const WRONG_USE = 2;

const terminal: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** Runs one command line. @returns the exit code */
export async function runCommand(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
  output: Output = terminal,
): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h') || argv[0] === 'help') {
    output.out(HELP);
    return OK;
  }
  if (argv.includes('--version')) {
    output.out(`${packageVersion}\n`);
    return OK;
  }
  const [name = 'start', ...args] = argv[0]?.startsWith('-') === true ? ['start', ...argv] : argv;
  try {
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (load === undefined) throw new UsageError(`There is no command "${name}".`);
    const command = await load();
    return (await command(args, readConfig(environment), output)) ?? OK;
  } catch (error) {
    if (error instanceof UsageError) {
      output.err(`${error.message}\nSee: trodden-ingest --help\n`);
      return WRONG_USE;
    }
    output.err(error instanceof ConfigError ? `These settings cannot be used:\n${error.message}\n` : explain(error));
    return FAILED;
  }
}
