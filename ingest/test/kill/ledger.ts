import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';

/** Events of every batch; the position of an event in its batch is in its id. */
export const EVENTS_A_BATCH = 10;

const NONE = 0;
const SENT = 1;
const ACKED = 2;

/**
 * What the client sent and what it was told, in memory and in a file of its own that is synced while the run goes on.
 * Ids are made from the batch's number, so that millions of events need no list.
 */
export function createLedger(file: string, prefix: string, maxBatches: number) {
  const states = new Uint8Array(maxBatches);
  const fd = openSync(file, 'w');
  const entry = Buffer.alloc(5);
  let sent = 0;
  let acked = 0;

  function write(batch: number, state: number): void {
    entry.writeUInt32LE(batch, 0);
    entry.writeUInt8(state, 4);
    writeSync(fd, entry);
    states[batch] = state;
  }

  return {
    prefix,
    get sent() {
      return sent;
    },
    get acked() {
      return acked;
    },
    get full() {
      return sent >= maxBatches;
    },
    batchId: (batch: number) => `${prefix}-0000-4000-8000-${hex(batch, 8)}0000`,
    eventId: (batch: number, index: number) => `${prefix}-0000-7000-9000-${hex(batch, 8)}${hex(index, 4)}`,
    /** Numbers a new batch; it counts as sent from now on. */
    begin(): number {
      write(sent, SENT);
      sent += 1;
      return sent - 1;
    },
    acknowledge(batch: number): void {
      if (states[batch] === ACKED) return;
      acked += 1;
      write(batch, ACKED);
    },
    wasSent: (batch: number) => (states[batch] ?? NONE) >= SENT,
    wasAcked: (batch: number) => states[batch] === ACKED,
    sync: () => fdatasyncSync(fd),
    close: () => closeSync(fd),
  };
}

export type Ledger = ReturnType<typeof createLedger>;

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
