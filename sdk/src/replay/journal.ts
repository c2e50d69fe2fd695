import { promisifyRequest } from 'idb-keyval';
import { createDisk } from '../util/index.ts';
import type { OpenChunk } from './chunk.ts';

/** A piece of a chunk that is still growing, or (`body`) the chunk as it will travel. */
export interface Piece {
  head: string;
  seq: number;
  firstAtMs: number;
  lastAtMs: number;
  events: string[];
  /** Which event of the chunk the first one is: pieces may overlap. */
  from: number;
  body?: ArrayBuffer;
}

export const pieceOf = ({ head, seq, firstAtMs, lastAtMs, events, journalled }: OpenChunk): Piece => ({
  head,
  seq,
  firstAtMs,
  lastAtMs,
  events: events.slice(journalled),
  from: journalled,
});

/** Sorts after every key of a chunk. */
const AFTER = '~';
const rangeOf = (id: string) => IDBKeyRange.bound(id, id + AFTER);

/** What is not yet acknowledged, on disk. Keys: a chunk's id, then the number of the piece's first event. */
export const createReplayJournal = (name: string) => {
  const store = createDisk(name && `${name}.replay`, 'chunks');
  const change = (work: (store: IDBObjectStore) => void) =>
    store('readwrite', (objects) => {
      work(objects);
      objects.transaction.commit?.();
      return promisifyRequest(objects.transaction);
    }).then(
      () => true,
      () => false,
    );

  return {
    /** The events that are not written yet. */
    async keep(chunk: OpenChunk) {
      const count = chunk.events.length;
      const key = `${chunk.id}.${`${chunk.journalled}`.padStart(6, '0')}`;
      const piece = pieceOf(chunk);
      if (await change((objects) => objects.put(piece, key))) chunk.journalled = count;
    },
    /** In place of its pieces. */
    keepBody(id: string, body: ArrayBuffer) {
      return change((objects) => {
        objects.delete(rangeOf(id));
        objects.put({ body }, `${id}.`);
      });
    },
    drop: (id: string) => change((objects) => objects.delete(rangeOf(id))),
    clear: () => change((objects) => objects.clear()),
    keys: () =>
      store('readonly', (objects) => promisifyRequest(objects.getAllKeys())).catch(() => []) as Promise<string[]>,
    read: (id: string) =>
      store('readonly', (objects) => promisifyRequest(objects.getAll(rangeOf(id)))).catch(() => []) as Promise<Piece[]>,
  };
};
