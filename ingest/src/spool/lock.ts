import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { answerLine, answers, askLine, listenOn, shortPath } from './lock-socket.ts';

/** Another server works on this folder. */
export class DirectoryLockedError extends Error {
  readonly dir: string;

  constructor(dir: string) {
    super(`Another server is using ${dir}`);
    this.name = 'DirectoryLockedError';
    this.dir = dir;
  }
}

export interface DirectoryLock {
  /** Others on this machine may ask its holder something: see `askHolder`. Until this is called nothing is answered. */
  answerWith(answer: (question: string) => Promise<string>): void;
  release(): void;
}

const TICKET = /^lock\.(\d{1,15})$/;

/** Who holds a ticket: the socket that it listens on for as long as it lives. */
interface Holder {
  socket: string;
}

/**
 * Takes a folder for this process until it releases it or dies, however it dies.
 *
 * Node has no flock(2). Instead each holder listens on a socket of its own, named in a numbered ticket. The kernel closes the socket of a
 * dead process, so a ticket whose socket refuses connections is stale, whatever process has its pid now. The highest ticket counts;
 * the next number is created by link(2), which exactly one of several rivals can do.
 */
export async function lockDirectory(dir: string): Promise<DirectoryLock> {
  const folder = openSync(dir, constants.O_RDONLY | constants.O_DIRECTORY);
  const name = `lock-${process.pid}-${randomBytes(6).toString('hex')}`;
  let answer: ((question: string) => Promise<string>) | undefined;
  const { server, socket } = await listenOn({ dir, folder, name }, (connection) => {
    if (answer === undefined) connection.destroy();
    else answerLine(connection, answer);
  });
  const draft = join(dir, `${name}.draft`);
  let ticket: number | undefined;

  function release(): void {
    if (ticket !== undefined) remove(join(dir, `lock.${ticket}`));
    server.close();
    // Closing removes the socket's file on some systems only.
    remove(join(dir, `${name}.sock`));
    closeSync(folder);
  }

  try {
    writeFileSync(draft, JSON.stringify({ socket } satisfies Holder), { mode: 0o600 });
    ticket = await takeTicket(dir, folder, draft);
    removeOlder(dir, ticket, name);
    return {
      answerWith(given) {
        answer = given;
      },
      release,
    };
  } catch (error) {
    release();
    throw error;
  } finally {
    remove(draft);
  }
}

async function takeTicket(dir: string, folder: number, draft: string): Promise<number> {
  for (;;) {
    const highest = highestTicket(dir);
    if (highest > 0 && (await isAlive(dir, folder, highest))) throw new DirectoryLockedError(dir);
    const mine = highest + 1;
    if (!linkOnce(draft, join(dir, `lock.${mine}`))) continue;
    // Whoever was slow may have linked a number that a living holder has passed already.
    if (highestTicket(dir) === mine) return mine;
    remove(join(dir, `lock.${mine}`));
  }
}

function linkOnce(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function tickets(dir: string): number[] {
  return readdirSync(dir).flatMap((entry) => {
    const match = TICKET.exec(entry);
    return match === null ? [] : [Number(match[1])];
  });
}

function highestTicket(dir: string): number {
  return Math.max(0, ...tickets(dir));
}

/** Only the holder of the highest ticket removes what the dead left behind. */
function removeOlder(dir: string, mine: number, name: string): void {
  for (const ticket of tickets(dir)) if (ticket < mine) remove(join(dir, `lock.${ticket}`));
  for (const entry of readdirSync(dir)) {
    if (/^lock-\d+-[0-9a-f]+\.(sock|draft)$/.test(entry) && !entry.startsWith(name)) removeDead(dir, entry);
  }
}

function removeDead(dir: string, entry: string): void {
  const pid = Number(entry.split('-')[1]);
  try {
    // A rival that is just finding out that the folder is taken still needs its files.
    process.kill(pid, 0);
  } catch {
    remove(join(dir, entry));
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Gone already, or never made.
  }
}

/** Undefined when it was released in this moment, or cut by a power failure: nobody can be listening. */
function socketOf(dir: string, folder: number, ticket: number): string | undefined {
  try {
    const { socket } = JSON.parse(readFileSync(join(dir, `lock.${ticket}`), 'utf8')) as Holder;
    return socket.startsWith('/') ? socket : shortPath(dir, folder, socket);
  } catch {
    return undefined;
  }
}

async function isAlive(dir: string, folder: number, ticket: number): Promise<boolean> {
  const socket = socketOf(dir, folder, ticket);
  return socket !== undefined && (await answers(socket));
}

/** What the process that holds the folder says to a question; undefined when nobody holds it, or its holder does not answer. */
export async function askHolder(dir: string, question: string): Promise<string | undefined> {
  const folder = openSync(dir, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    const socket = socketOf(dir, folder, highestTicket(dir));
    return socket === undefined ? undefined : await askLine(socket, question);
  } finally {
    closeSync(folder);
  }
}
