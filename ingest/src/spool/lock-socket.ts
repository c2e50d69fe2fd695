import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A socket's path may have 107 bytes only; through the folder's descriptor it is short however deep the folder lies. */
export function shortPath(dir: string, folder: number, entry: string): string {
  return process.platform === 'linux' ? `/proc/self/fd/${folder}/${entry}` : join(dir, entry);
}

/** A socket in the folder; its name there, or its whole path when it had to lie elsewhere. */
export async function listenOn(dir: string, folder: number, name: string): Promise<{ server: Server; socket: string }> {
  const inFolder = `${name}.sock`;
  try {
    return { server: await listen(shortPath(dir, folder, inFolder)), socket: inFolder };
  } catch {
    // Some shared folders hold no sockets, and elsewhere the path may be too long.
    const elsewhere = join(tmpdir(), `trodden-${inFolder}`);
    return { server: await listen(elsewhere), socket: elsewhere };
  }
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
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
