/**
 * What is stored of one event: its key, what its batch shares, the batch's number, its page and itself, the last two as
 * JSON. The key is batch id and event id, so the store's own order is the order of sending. A bare batch id marks that
 * batch as closed.
 */
export type Slip = [key: string, head: string, seq: number, page: string, event: string];

/** What a browser keeps while nothing goes through: 5 MB, or 10,000 events by what the smallest one counts for. */
export const MAX_KEPT_CHARACTERS = 5_000_000;
const MIN_SHARE = 500;

export const weightOf = (slips: Slip[]): number =>
  slips.reduce((sum, [, , , , event = '']) => sum + Math.max(event.length, MIN_SHARE), 0);

export const SLIP_LENGTH = 5;
export const ID_LENGTH = 36;

export const batchOf = ([key]: Slip): string => key.slice(0, ID_LENGTH);

export const inBatches = (slips: Slip[]): Slip[][] => {
  const batches: Record<string, Slip[]> = {};
  for (const slip of slips) {
    const id = batchOf(slip);
    batches[id] ??= [];
    batches[id].push(slip);
  }
  return Object.values(batches);
};

/**
 * One batch. Its id is minted before its first event, and every event is journalled under it: an event belongs to one
 * batch for ever, however often, by whichever tab and after whatever crash it is sent, and the server needs no more
 * than the batch id to keep it once.
 */
export interface Parcel {
  id: string;
  /** By key. */
  slips: Map<string, Slip>;
  /** The host app's own token. Sent from memory only, never stored. */
  token?: string | undefined;
  /** JSON of what this page could count when it closed the batch; a page that takes over a batch cannot tell. */
  counts?: string;
  /** Frozen at the first send; a retry sends the same bytes. */
  body?: string;
  /** How often it was refused although others went through in between. */
  tries?: number;
  passed?: number;
  /** A keepalive request is under way and outlives the page. */
  safe?: boolean;
}

export const newParcel = (id: string, slips: Slip[], token?: string): Parcel => ({
  id,
  slips: new Map(slips.map((slip) => [slip[0], slip])),
  token,
});

/** `head` is a JSON object that ends with the object `auth`: the token goes in there, and the rest behind it. */
export const bodyOf = ({ id, slips, token, counts }: Parcel): string => {
  const all = [...slips.values()];
  const [, head, seq] = all[0] as Slip;
  const auth = token ? `,"token":${JSON.stringify(token)}}` : '}';
  const pages = [...new Set(all.map((slip) => slip[3]))];
  const events = all.map((slip) => slip[4]);
  const told = counts ? `,"counts":${counts}` : '';
  return `${head.slice(0, -2)}${auth},"batch_id":"${id}","batch_seq":${seq},"sent_at_ms":${Date.now()}${told},"pages":[${pages}],"events":[${events}]}`;
};
