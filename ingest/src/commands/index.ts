import { ConfigError, readConfig } from '../config.ts';
import { packageVersion } from '../package-root.ts';
import { type Command, UsageError } from './command.ts';
import { deadLetter } from './dead-letter.ts';
import { explain } from './explain.ts';
import { HELP } from './help.ts';
import { migrateCommand } from './migrate.ts';
import { project } from './project.ts';
import { start } from './start.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  start,
  project,
  migrate: migrateCommand,
  'dead-letter': deadLetter,
};

const OK = 0;
const FAILED = 1;
/** As shells and `getopt` programs do: the command line itself is wrong. */
const WRONG_USE = 2;

/** Runs one command line. Results go to stdout, complaints to stderr. @returns the exit code */
export async function runCommand(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const isFlagFirst = argv[0]?.startsWith('-') === true;
  if (argv.includes('--help') || argv.includes('-h') || argv[0] === 'help') {
    process.stdout.write(HELP);
    return OK;
  }
  if (argv.includes('--version')) {
    process.stdout.write(`${packageVersion}\n`);
    return OK;
  }
  const [name = 'start', ...args] = isFlagFirst ? ['start', ...argv] : argv;
  try {
    const command = COMMANDS[name];
    if (command === undefined || !Object.hasOwn(COMMANDS, name)) throw new UsageError(`There is no command "${name}".`);
    return (await command(args, readConfig(environment))) ?? OK;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\nSee: trodden-ingest --help\n`);
      return WRONG_USE;
    }
    process.stderr.write(
      error instanceof ConfigError ? `These settings cannot be used:\n${error.message}\n` : explain(error),
    );
    return FAILED;
  }
}
