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
  await vi.waitFor(async () => expect(await onDisk()).toEqual(new Set([chunk.id])), 10_000);
  expect(sent).toEqual([]);
});

const refuse = (status: number) => () => new Response('{"error":{"code":"NO"}}', { status });
const copies = () => Object.keys(localStorage).sort();

it('of more than the server can be waited for, the oldest go, on disk too, and are counted', {
  timeout: 30_000,
}, async () => {
  answer = refuse(403);
  const chunks = Array.from({ length: 410 }, () => chunkOf('one'));
  for (const chunk of chunks) outbox.add(chunk);
  await vi.waitFor(() => expect(outbox.tally).toEqual({ created: 410, acked: 0, dropped: 10 }), 20_000);
  await vi.waitFor(async () => expect(await onDisk()).toEqual(new Set(chunks.slice(10).map(({ id }) => id))), 5_000);
});

it('nothing is kept for a project that is gone', async () => {
  outbox.hold(chunkOf('one'));
  answer = refuse(410);
  outbox.add(chunkOf('one'));
  await vi.waitFor(() => expect(outbox.tally).toEqual({ created: 1, acked: 0, dropped: 1 }), 10_000);
  outbox.add(chunkOf('one'));
  outbox.last(chunkOf('one'));
  outbox.keep(chunkOf('one'));
  outbox.hold(chunkOf('one'));
  await vi.waitFor(() => expect(outbox.tally).toEqual({ created: 3, acked: 0, dropped: 3 }), 10_000);
  expect([await onDisk(), copies(), sent.length]).toEqual([new Set(), [], 1]);
});

it('copies in localStorage are of this visit only, and take no more than their share', () => {
  const other = chunkOf('other');
  outbox.hold(other);
  const held = Array.from({ length: 5 }, () => chunkOf('one', 300_000));
  for (const chunk of held) outbox.hold(chunk);
  expect(copies()).toEqual(held.slice(0, 3).map(({ id }) => `${name}.held-replay.${id}`));
});
