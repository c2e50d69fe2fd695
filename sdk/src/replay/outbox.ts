import type { Guard, Shelf, Stop } from '../util/index.ts';
import { timeOf } from '../util/index.ts';
import { BATCH_ID_MEMORY_MS, MAX_REPLAY_WIRE_BYTES } from '../wire.ts';
import { lastBodyOf, MAX_AHEAD_BYTES, zipAhead } from './ahead.ts';
import type { OpenChunk } from './chunk.ts';
import { bodyOf } from './chunk.ts';
import { createReplayJournal, type Piece, pieceOf } from './journal.ts';
import { createSend, type Sent, zip } from './send.ts';

const GASP = 'gasp-replay.';
/** Of a visit that was too short so far. */
const HELD = 'held-replay.';
/** localStorage takes about five million characters of everything on the site. */
const MAX_GASP_CHARACTERS = 400_000;
const MAX_COPIED_CHARACTERS = 1_000_000;
const FIRST_LOOK_MS = 3_000;
/** A page closes a chunk long before this; what is older belongs to nobody any more. */
const LEASE_MS = 40_000;
const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 300_000;
/** Chunks that wait, and their bytes; more means that the server has been away for long, and the oldest go. */
const MAX_CHUNKS = 400;
const MAX_BYTES = 10_000_000;

/** Counters for `diagnose()`. */
export interface ReplayTally {
  created: number;
  acked: number;
  dropped: number;
}

export interface Outbox {
  tally: ReplayTally;
  /** Writes what a growing chunk has so far; answers whether it is large enough to be closed. */
  keep(chunk: OpenChunk): boolean;
  /** Takes a chunk over: zipped, stored, sent. */
  add(chunk: OpenChunk): void;
  /** Synchronous to the end: the page may be gone after this task. */
  last(chunk: OpenChunk): void;
  /** The same for what was taken over a moment ago and is not stored yet. */
  leave(): void;
  /** The same, for a recording that nobody wants yet: kept for the next page of the visit. */
  hold(chunk: OpenChunk): unknown;
  /** What earlier pages of this session held is wanted after all; what is left of others goes. */
  release(session: string): void;
  stop: Stop;
}

/**
 * Closed chunks on their way, one at a time and after the events. What a page could not send lies in IndexedDB, its last moments
 * in localStorage, and the next page goes on with both. A chunk may be sent twice, by two pages: the server keeps it once.
 */
export const createOutbox = ({
  host,
  name,
  shelf,
  guard,
}: {
  host: string;
  name: string;
  shelf: Shelf;
  guard: Guard;
}): Outbox => {
  const journal = createReplayJournal(name);
  const sendChunk = createSend(host);
  const waiting = new Map<string, ArrayBuffer>();
  const own = new Set<string>();
  /** Being zipped, and stored nowhere yet. */
  const fresh = new Map<string, OpenChunk>();
  const settled = new Set<string>();
  const tally: ReplayTally = { created: 0, acked: 0, dropped: 0 };
  let failures = 0;
  let isPaused = false;
  /** Nothing will ever be taken again. */
  let isGone = false;
  let isOver = false;
  let isForgotten = false;
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const copies = () => [...shelf.names(GASP), ...shelf.names(HELD)];
  const gasp = (kind: string, chunk: OpenChunk) => {
    const text = JSON.stringify(pieceOf(chunk));
    const all = copies().reduce((sum, name) => sum + (shelf(name) ?? '').length, text.length);
    return (
      text.length < MAX_GASP_CHARACTERS && all <= MAX_COPIED_CHARACTERS && shelf(kind + chunk.id, text) !== undefined
    );
  };
  const forget = (id: string) => {
    waiting.delete(id);
    shelf(GASP + id, null);
    void journal.drop(id);
  };
  const end = (id: string, outcome: 'acked' | 'dropped') => {
    if (!settled.has(id)) tally[outcome]++;
    settled.add(id);
    forget(id);
  };
  const clear = () => {
    waiting.clear();
    for (const name of copies()) shelf(name, null);
    void journal.clear();
  };
  const settle = (id: string, sent: Sent) => {
    if (sent === 'paused') isPaused = true;
    if (sent === 'gone') {
      isGone = isPaused = true;
      for (const other of [...waiting.keys()]) end(other, 'dropped');
      clear();
      return false;
    }
    if (typeof sent === 'object') {
      failures++;
      const wait = Math.random() * Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      later(Math.max(sent.againInMs, wait));
      return false;
    }
    failures = 0;
    if (sent === 'paused') return false;
    end(id, sent === 'acked' ? 'acked' : 'dropped');
    return true;
  };
  /** Oldest first, as ids begin with their time; also what is taken over while one is under way. */
  const next = () => [...waiting].reduce((one, other) => (one[0] < other[0] ? one : other));
  /** The oldest go where too many wait. Chunks are numbered, so that what is missing has a name. */
  const shed = () => {
    let bytes = [...waiting.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    while (waiting.size > MAX_CHUNKS || bytes > MAX_BYTES) {
      const [id, { byteLength }] = next();
      bytes -= byteLength;
      end(id, 'dropped');
    }
  };
  const run = async () => {
    if (running || isPaused) return;
    running = true;
    try {
      while (waiting.size && !isOver) {
        const [id, body] = next();
        if (!settle(id, await sendChunk(id, body))) break;
      }
    } finally {
      running = false;
    }
  };
  const later = (delayMs: number) => {
    if (isOver) return;
    clearTimeout(timer);
    timer = setTimeout(work, delayMs);
  };
  /** Zipped and stored, ready to be sent. */
  const pack = async (id: string, text: string) => {
    const body = await zip(text);
    if (settled.has(id) || isForgotten) return;
    if (isGone || body.byteLength > MAX_REPLAY_WIRE_BYTES) return end(id, 'dropped');
    waiting.set(id, body);
    shed();
    if (waiting.has(id)) await journal.keepBody(id, body);
    shelf(GASP + id, null);
  };
  const take = async (id: string, text: string) => {
    await pack(id, text);
    fresh.delete(id);
    await run();
  };
  /** What fits leaves with the page, and stays on disk until it is known to have arrived. */
  const leave = async (chunk: OpenChunk) => {
    const { id } = chunk;
    if (!gasp(GASP, chunk)) void journal.keep(chunk);
    const body = lastBodyOf(chunk);
    const sent = body && (await sendChunk(id, body, true));
    return sent === 'acked' && settle(id, sent);
  };

  /** What earlier pages left. */
  const adopt = async () => {
    for (const name of shelf.names(GASP)) {
      const id = name.slice(GASP.length);
      if (own.has(id)) continue;
      const text = shelf(name);
      if (text && Date.now() - timeOf(id) < BATCH_ID_MEMORY_MS) await takeOver(id, JSON.parse(text));
      else forget(id);
    }
    let again = Number.POSITIVE_INFINITY;
    const keys = await journal.keys();
    const ids = [...new Set(keys.map((key) => key.split('.')[0] as string))];
    for (const [index, id] of ids.entries()) {
      const age = Date.now() - timeOf(id);
      // A closed one is sent at once: if it still lies there, its page is gone or fares no better.
      const lease = keys.includes(`${id}.`) ? 0 : LEASE_MS;
      if (own.has(id) || waiting.has(id)) continue;
      if (age > BATCH_ID_MEMORY_MS || index < ids.length - MAX_CHUNKS) end(id, 'dropped');
      else if (age >= lease) await takeOver(id);
      else again = Math.min(again, lease - age);
    }
    if (again < Number.POSITIVE_INFINITY) later(again);
  };
  /** The body as it was frozen, or one made from the pieces; `end` is what the page's last moment wrote. */
  const takeOver = async (id: string, end?: Piece) => {
    const pieces = await journal.read(id);
    if (isForgotten) return;
    const frozen = pieces.find(({ body }) => body)?.body;
    if (frozen) {
      waiting.set(id, frozen);
      shed();
      return;
    }
    if (end) pieces.push(end);
    const last = pieces[pieces.length - 1];
    if (!last) return;
    own.add(id);
    const events: string[] = [];
    for (const piece of pieces) events.splice(piece.from, piece.events.length, ...piece.events);
    await pack(id, bodyOf({ ...last, id, events }));
  };
  const work = guard('replay-work', async () => {
    if (navigator.locks)
      await navigator.locks.request(`${name}.replay`, { ifAvailable: true }, (lock) =>
        lock ? adopt() : later(FIRST_LOOK_MS),
      );
    else await adopt();
    await run();
  });
  later(FIRST_LOOK_MS);
  const offline = guard.on(window, 'online', () => {
    failures = 0;
    later(0);
  });

  return {
    tally,
    keep(chunk) {
      if (isGone) return false;
      own.add(chunk.id);
      void journal.keep(chunk);
      guard('replay-ahead', () => zipAhead(chunk))();
      return (chunk.ahead?.zipped.byteLength ?? 0) > MAX_AHEAD_BYTES;
    },
    add(chunk) {
      own.add(chunk.id);
      tally.created++;
      fresh.set(chunk.id, chunk);
      guard('replay-zip', () => take(chunk.id, bodyOf(chunk)))();
    },
    last(chunk) {
      own.add(chunk.id);
      tally.created++;
      if (isGone) return end(chunk.id, 'dropped');
      guard('replay-last', async () => (await leave(chunk)) || take(chunk.id, bodyOf(chunk)))();
    },
    leave() {
      for (const chunk of fresh.values()) guard('replay-leave', () => leave(chunk))();
    },
    hold(chunk) {
      const { session_id } = JSON.parse(chunk.head);
      // Of a visit that is over nobody wants it any more.
      for (const name of shelf.names(HELD)) if (!shelf(name)?.includes(session_id)) shelf(name, null);
      return !isGone && gasp(HELD, chunk);
    },
    release(session) {
      for (const name of shelf.names(HELD)) {
        const text = shelf(name) ?? '';
        shelf(name, null);
        if (text.includes(session))
          guard('replay-held', () => takeOver(name.slice(HELD.length), JSON.parse(text)).then(run))();
      }
    },
    stop(forget) {
      isOver = true;
      offline();
      clearTimeout(timer);
      if (!forget) return;
      isForgotten = true;
      clear();
    },
  };
};
