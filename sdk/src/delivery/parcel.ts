/** What is stored of one event: what its batch shares, its page, and the event as JSON. An empty one marks its batch as closed. */
export type Slip = [head: string, seq: number, page_view_id: string, url: string, event: string] | [];

/** Batch id, then event id: the store's own order is the order of sending. */
export type Entry = [key: string, slip: Slip];

export const ID_LENGTH = 36;

export const batchOf = (key: string): string => key.slice(0, ID_LENGTH);

/**
 * One batch. Its id is minted before its first event, and every event is journalled under it: an event belongs to one
 * batch for ever, however often, by whichever tab and after whatever crash it is sent, and the server needs no more
 * than the batch id to keep it once.
 */
export interface Parcel {
  id: string;
  /** By event id. */
  slips: Map<string, Slip>;
  /** The host app's own token. Sent from memory only, never stored. */
  token?: string | undefined;
  /** Characters of JSON so far. */
  size: number;
  /** Frozen at the first send; a retry sends the same bytes. */
  body?: string;
  /** Refused by a server that was there; counted only for quarantine. */
  tries: number;
  /** How many batches had gone through when this one was first refused. */
  passed: number;
  /** A keepalive request is under way and outlives the page. */
  safe?: boolean;
  flight?: Promise<void> | undefined;
}

export const newParcel = (id: string, slips: Iterable<[string, Slip]> = [], token?: string): Parcel => ({
  id,
  slips: new Map(slips),
  token,
  size: 0,
  tries: 0,
  passed: 0,
});

export const bodyOf = (parcel: Parcel): string => {
  if (!parcel.body) {
    const slips = [...parcel.slips.values()];
    const [head, batch_seq] = slips[0] as Slip;
    const shared = JSON.parse(head as string);
    const pages = new Map(slips.map(([, , page_view_id, url]) => [page_view_id, url]));
    const envelope = {
      ...shared,
      auth: { ...shared.auth, token: parcel.token },
      batch_id: parcel.id,
      batch_seq,
      sent_at_ms: Date.now(),
      pages: [...pages].map(([page_view_id, url]) => ({ page_view_id, url })),
    };
    parcel.body = `${JSON.stringify(envelope).slice(0, -1)},"events":[${slips.map((slip) => slip[4]).join()}]}`;
  }
  return parcel.body;
};

/** Stored entries back into batches, and which of them are closed. Entries of another shape belong to nobody. */
export const unpack = (entries: Entry[]): { parcels: Map<string, Parcel>; closed: Set<string> } => {
  const parcels = new Map<string, Parcel>();
  const closed = new Set<string>();
  for (const [key, slip] of entries) {
    const id = batchOf(key);
    const parcel = parcels.get(id) ?? newParcel(id);
    if (!slip.length) closed.add(id);
    else parcels.set(id, parcel);
    if (slip.length) parcel.slips.set(key.slice(ID_LENGTH), slip);
  }
  return { parcels, closed };
};
