import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A socket's path may have 107 bytes only; through the folder's descriptor it is short however deep the folder lies. */
export function shortPath(dir: string, folder: number, entry: string): string {
  return process.platform === 'linux' ? `/proc/self/fd/${folder}/${entry}` : join(dir, entry);
}

interface Place {
  dir: string;
  /** The folder's descriptor. */
  folder: number;
  name: string;
}

/** A socket in the folder; its name there, or its whole path when it had to lie elsewhere. */
export async function listenOn(
  { dir, folder, name }: Place,
  onConnection: (connection: Socket) => void,
): Promise<{ server: Server; socket: string }> {
  const inFolder = `${name}.sock`;
  try {
    return { server: await listen(shortPath(dir, folder, inFolder), onConnection), socket: inFolder };
  } catch {
    // Some shared folders hold no sockets, and elsewhere the path may be too long.
    const elsewhere = join(tmpdir(), `trodden-${inFolder}`);
    return { server: await listen(elsewhere, onConnection), socket: elsewhere };
  }
}

function listen(path: string, onConnection: (connection: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(onConnection);
    server.once('error', reject);
    server.listen(path, () => resolve(server.unref()));
  });
}

const NOBODY_LISTENS = new Set(['ECONNREFUSED', 'ENOENT', 'ENOTSOCK']);

/** Whether a living process listens there. Whatever is unclear counts as yes. */
export function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(path);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', (error: NodeJS.ErrnoException) => resolve(!NOBODY_LISTENS.has(error.code ?? '')));
  });
}

/** Whoever connects only to see that somebody lives says nothing and leaves. */
const MAX_LINE = 64;

/** Hears one line and answers with one, for as long as that takes. */
export function answerLine(connection: Socket, answer: (line: string) => Promise<string>): void {
  let heard = '';
  connection.setEncoding('utf8');
  connection.on('error', () => connection.destroy());
  connection.on('data', (text: string) => {
    heard += text;
    if (heard.length > MAX_LINE) connection.destroy();
    if (!heard.endsWith('\n')) return;
    const line = heard.trim();
    heard = '';
    answer(line).then(
      (said) => connection.end(`${said}\n`),
      () => connection.destroy(),
    );
  });
}

/** Says one line and hears the answer; undefined when nobody is there or whoever is there has none. */
export function askLine(path: string, line: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let heard = '';
    const connection = createConnection(path, () => connection.write(`${line}\n`));
    connection.setEncoding('utf8');
    connection.on('data', (text: string) => {
      heard += text;
    });
    connection.once('error', () => resolve(undefined));
    connection.once('close', () => resolve(heard.endsWith('\n') ? heard.trim() : undefined));
  });
}
