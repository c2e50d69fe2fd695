import { newId, timeOf } from '../util/index.ts';
import type { TroddenEvent } from '../wire.ts';
import { MAX_BATCH_EVENTS } from '../wire.ts';
import type { Gasp } from './gasp.ts';
import type { Parcel, Slip } from './parcel.ts';

/** So that the open batch always fits the keepalive budget at the page's end. */
const MAX_CHARACTERS = 44_000;
/**
 * How long a batch takes in events. Other tabs leave a batch alone until it is surely closed (`LEASE_MS` in the courier's drain);
 * a tab that slept in between closes it instead of adding to it.
 */
export const OPEN_MS = 5_000;

/** What an event shares with others of its batch. Another visitor, session or auth state means another batch. */
export interface Circumstances {
  /** JSON of an object that ends with the object `auth`. */
  head: string;
  token: string | undefined;
  nextSeq: () => number;
}

export interface Queue {
  /** False when the event is too large for any batch. */
  add(event: TroddenEvent, url: string, at: Circumstances): boolean;
  /** Stores an event again that was changed after it was added; false once its batch is closed. */
  update(event: TroddenEvent, url: string): boolean | undefined;
  close(): void;
  open(): Parcel | undefined;
}

/** The one batch that is being filled. */
export const createQueue = (gasp: Gasp, closing: () => void, closed: (parcel: Parcel) => void): Queue => {
  let open: Parcel | undefined;
  let head: string;
  let seq: number;
  let size: number;
  const close = () => {
    if (!open) return;
    closing();
    const parcel = open;
    open = undefined;
    closed(parcel);
  };
  const keep = ({ id, slips }: Parcel, { event_id, page_view_id }: TroddenEvent, url: string, text: string) => {
    const slip: Slip = [id + event_id, head, seq, JSON.stringify({ page_view_id, url }), text];
    slips.set(slip[0], slip);
    gasp.keep(slip);
    return true;
  };
  return {
    add(event, url, at) {
      const text = JSON.stringify(event);
      if (text.length > MAX_CHARACTERS) return false;
      const full = open && (open.slips.size >= MAX_BATCH_EVENTS || size + text.length > MAX_CHARACTERS);
      if (full || head !== at.head || (open && Date.now() - timeOf(open.id) > OPEN_MS)) close();
      if (!open) {
        open = { id: newId(), slips: new Map() };
        head = at.head;
        seq = at.nextSeq();
        size = 0;
      }
      open.token = at.token;
      size += text.length;
      return keep(open, event, url, text);
    },
    update: (event, url) => open?.slips.has(open.id + event.event_id) && keep(open, event, url, JSON.stringify(event)),
    close,
    open: () => open,
  };
};
