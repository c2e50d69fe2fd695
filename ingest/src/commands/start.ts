import { createLog, type Logger } from '../log.ts';
import { type RunningServer, STOP_WITHIN_MS, startServer } from '../server.ts';
import { type Command, parse } from './command.ts';
import { explain } from './explain.ts';

/** Beyond it the stop itself hangs; what is on disk is safe. */
const HUNG_AFTER_MS = STOP_WITHIN_MS + 2_000;
/** What shells report for a process that Ctrl-C ended. */
const FORCED_EXIT_CODE = 130;

/** Below this it is the same key press: the terminal tells the whole process group, and npm passes on what it was told as well. */
const SAME_WISH_MS = 500;

/** Settles when somebody wants the server to stop; a second wish ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAtMs: number | undefined;
    const wish = () => {
      firstAtMs ??= performance.now();
      if (performance.now() - firstAtMs > SAME_WISH_MS) process.exit(FORCED_EXIT_CODE);
      resolve();
    };
    process.on('SIGINT', wish).on('SIGTERM', wish).on('SIGHUP', wish);
  });
}

async function stopInTime(server: RunningServer, log: Logger): Promise<void> {
  const late = setTimeout(() => {
    log.error('stopping took too long; what was acknowledged is on disk');
    process.exit(1);
  }, HUNG_AFTER_MS);
  await server.stop();
  clearTimeout(late);
}

/** `start`: runs until it is told to stop. */
export const start: Command = async (args, config, { out, err }) => {
  const { values } = parse(args, { demo: { type: 'boolean', default: false } });
  const log = createLog(config.logLevel);
  // A reader that went away (a closed terminal, `| head`) must not take the server with it.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});

  const stopped = stopSignal();
  const crashed = new Promise<unknown>((resolve) => {
    process.once('uncaughtException', resolve).once('unhandledRejection', resolve);
  });
  const starting = startServer(config, { log, demo: values.demo });
  const server = await Promise.race([starting, stopped]);
  if (server === undefined) {
    await stopInTime(await starting, log);
    return 0;
  }
  out(server.banner);

  const fault = await Promise.race([stopped, crashed, server.failed]);
  if (fault !== undefined) {
    log.fatal({ err: fault }, 'the server cannot go on');
    err(explain(fault));
  }
  await stopInTime(server, log);
  return fault === undefined ? 0 : 1;
};
