import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGuard, createShelf, newId } from '../util/index.ts';
import type { OpenChunk } from './chunk.ts';
import { createReplayJournal } from './journal.ts';
import type { Outbox } from './outbox.ts';
import { createOutbox } from './outbox.ts';

let name: string;
let outbox: Outbox;
let sent: string[];
let answer: () => Response;

beforeEach(() => {
  localStorage.clear();
  name = `test.${newId()}`;
  sent = [];
  answer = () => new Response('{}', { status: 503 });
  vi.stubGlobal('fetch', async (url: string) => {
    sent.push(url);
    return answer();
  });
  outbox = open();
});
afterEach(() => {
  outbox.stop(true);
  vi.unstubAllGlobals();
});

const guard = createGuard({}, Number.POSITIVE_INFINITY, () => {});
const open = () => createOutbox({ host: 'https://stats.example', name, shelf: createShelf(`${name}.`), guard });
const chunkOf = (session_id: string, characters = 10): OpenChunk => {
  const now = Date.now();
  return {
    id: newId(),
    head: JSON.stringify({ key: 'pk', session_id }),
    seq: 0,
    events: [JSON.stringify('x'.repeat(characters))],
    characters,
    openedAtMs: now,
    firstAtMs: now,
    lastAtMs: now,
    journalled: 0,
  };
};
const onDisk = async () => new Set((await createReplayJournal(name).keys()).map((key) => key.split('.')[0]));

it('what is being zipped while everything is forgotten is neither stored nor sent', async () => {
  outbox.add(chunkOf('one'));
  outbox.stop(true);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await onDisk()).toEqual(new Set());
  expect(sent).toEqual([]);
});

it('what is being zipped as the page stops lies on disk for the next one', async () => {
  const chunk = chunkOf('one');
  outbox.add(chunk);
  outbox.stop();
  await vi.waitFor(async () => expect(await onDisk()).toEqual(new Set([chunk.id])));
  expect(sent).toEqual([]);
});
