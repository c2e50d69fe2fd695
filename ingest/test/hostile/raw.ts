import { connect } from 'node:net';

/** Ends a connection that the server keeps open although nothing more will come. */
const SILENCE_MS = 700;
/** Longer than the server waits for a body. */
const PATIENCE_MS = 25_000;

export interface Manner {
  /** Close our side after the last byte. */
  end?: boolean;
  /** Wait for an answer for as long as it takes. */
  slow?: boolean;
}

/** Sends bytes as they are and returns everything that came back. */
export function exchange(url: string, pieces: readonly Buffer[], { end, slow }: Manner): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const received: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    const finish = () => {
      socket.destroy();
      resolve(Buffer.concat(received).toString('latin1'));
    };
    socket.setTimeout(slow ? PATIENCE_MS : SILENCE_MS, finish);
    socket.on('data', (chunk) => received.push(chunk));
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
