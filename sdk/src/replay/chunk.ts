import { newId, timeOf } from '../util/index.ts';
import type { Ahead } from './ahead.ts';
import type { Recorded } from './mask-event.ts';

/** Masked recordings shrink about nine times; a chunk closes earlier when what is zipped of it gets too large to be a page's last. */
const MAX_CHARACTERS = 300_000;
const MAX_EVENTS = 5_000;
/** A chunk is sent at this age: viewers of a live session wait no longer. */
export const CHUNK_MS = 10_000;
/** A tab that slept for longer closes its chunk instead of adding to it: another one may have sent it meanwhile. */
const OPEN_MS = 20_000;

/** Some seconds of a recording, still growing. */
export interface OpenChunk {
  id: string;
  /** JSON of who and where, ending with `}`. */
  head: string;
  seq: number;
  /** One text for each event. */
  events: string[];
  characters: number;
  openedAtMs: number;
  firstAtMs: number;
  lastAtMs: number;
  /** Events that are on the disk already. */
  journalled: number;
  /** What is zipped already, see `ahead.ts`. */
  ahead?: Ahead;
}

type Contents = Omit<OpenChunk, 'journalled' | 'characters' | 'openedAtMs' | 'ahead'>;

/** What stands before the events, and what after them: only that changes while a chunk grows. */
export const startOf = ({ id, head, seq }: Contents): string =>
  `${head.slice(0, -1)},"chunk_id":"${id}","chunk_seq":${seq},"events":[`;
export const endOf = ({ firstAtMs, lastAtMs }: Contents): string =>
  `],"sent_at_ms":${Date.now()},"first_event_at_ms":${firstAtMs},"last_event_at_ms":${lastAtMs}}`;

export const bodyOf = (chunk: Contents): string => `${startOf(chunk)}${chunk.events}${endOf(chunk)}`;

/** Puts events into chunks of one head each. `closed` gets every chunk when it is full, old, or somebody else begins. */
export const createChunker = (nextSeq: () => number, closed: (chunk: OpenChunk) => void) => {
  let open: OpenChunk | undefined;

  const close = () => {
    const chunk = open;
    open = undefined;
    if (chunk) closed(chunk);
  };
  return {
    close,
    open: () => open,
    add(event: Recorded, head: string) {
      const text = JSON.stringify(event);
      const isOver =
        open &&
        (open.head !== head ||
          open.characters + text.length > MAX_CHARACTERS ||
          open.events.length >= MAX_EVENTS ||
          Date.now() - timeOf(open.id) > OPEN_MS);
      if (isOver) close();
      open ??= {
        id: newId(),
        head,
        seq: nextSeq(),
        events: [],
        characters: 0,
        openedAtMs: Date.now(),
        firstAtMs: event.timestamp,
        lastAtMs: event.timestamp,
        journalled: 0,
      };
      open.events.push(text);
      open.characters += text.length;
      open.firstAtMs = Math.min(open.firstAtMs, event.timestamp);
      open.lastAtMs = Math.max(open.lastAtMs, event.timestamp);
    },
  };
};
