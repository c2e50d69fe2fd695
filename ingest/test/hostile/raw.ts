import { connect } from 'node:net';

/** Longer than the server waits for a body, and than a busy machine takes for an answer. */
const PATIENCE_MS = 25_000;
/** What comes later than this after the last expected answer does not come. */
const AFTERTHOUGHT_MS = 100;

/** Sends bytes as they are and returns everything that came back, until that many answers are there or the server hangs up. */
export function exchange(url: string, pieces: readonly Buffer[], answers: number, end = false): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname);
    const finish = () => {
      socket.destroy();
      resolve(received);
    };
    socket.setTimeout(PATIENCE_MS, finish);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (statusesIn(received).length === answers) setTimeout(finish, AFTERTHOUGHT_MS);
    });
    // A server that refuses early resets a client that goes on sending; what it said before that counts.
    socket.on('error', () => {});
    socket.on('close', finish);
    socket.on('connect', () => {
      for (const piece of pieces) socket.write(piece);
      if (end) socket.end();
    });
  });
}

export function statusesIn(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
