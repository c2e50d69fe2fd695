import { newId, timeOf } from '../util/index.ts';
import type { TroddenEvent } from '../wire.ts';
import { MAX_BATCH_EVENTS } from '../wire.ts';
import type { Outbox } from './outbox.ts';
import type { Parcel, Slip } from './parcel.ts';
import { newParcel } from './parcel.ts';

/** So that the open batch always fits the keepalive budget at the page's end. */
const MAX_CHARACTERS = 40_000;
/**
 * How long a batch takes in events. Other tabs leave a batch alone until it is surely closed (`LEASE_MS` in drain.ts);
 * a tab that slept in between closes it instead of adding to it.
 */
const OPEN_MS = 5_000;

/** What an event shares with others of its batch. Another visitor, session or auth state means another batch. */
export interface Circumstances {
  head: string;
  url: string;
  token?: string | undefined;
  nextSeq: () => number;
}

export interface Queue {
  /** False when the event is too large for any batch. */
  add(event: TroddenEvent, at: Circumstances): boolean;
  /** Stores an event again that was changed after it was added; false once its batch is closed. */
  update(event: TroddenEvent, url: string): boolean;
  close(): void;
  open(): Parcel | undefined;
}

/** The one batch that is being filled. */
export const createQueue = (outbox: Outbox, onClose: (parcel: Parcel) => void): Queue => {
  let open: Parcel | undefined;
  let head: string;
  let seq: number;
  const close = () => {
    const parcel = open;
    open = undefined;
    if (parcel) onClose(parcel);
  };
  const keep = (parcel: Parcel, { event_id, page_view_id }: TroddenEvent, url: string, text: string) => {
    const slip: Slip = [head, seq, page_view_id, url, text];
    parcel.slips.set(event_id, slip);
    outbox.keep(parcel.id + event_id, slip);
  };
  const accepts = (parcel: Parcel, characters: number): boolean => {
    const age = Date.now() - timeOf(parcel.id);
    return age >= 0 && age < OPEN_MS && parcel.size + characters <= MAX_CHARACTERS;
  };
  return {
    add(event, at) {
      const text = JSON.stringify(event);
      if (text.length > MAX_CHARACTERS) return false;
      if (open && (head !== at.head || !accepts(open, text.length))) close();
      if (!open) {
        open = newParcel(newId());
        head = at.head;
        seq = at.nextSeq();
      }
      open.token = at.token;
      open.size += text.length;
      keep(open, event, at.url, text);
      if (open.slips.size >= MAX_BATCH_EVENTS) close();
      return true;
    },
    update(event, url) {
      if (!open?.slips.has(event.event_id)) return false;
      keep(open, event, url, JSON.stringify(event));
      return true;
    },
    close,
    open: () => open,
  };
};
