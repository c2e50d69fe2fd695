import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PageLife, TroddenHandle } from './client.ts';
import { createClient } from './client.ts';
import type { TroddenOptions } from './options.ts';
import { resolveOptions } from './options.ts';
import { createDisk } from './util/index.ts';

/** What was told, by the path of its endpoint. */
let sent: string[];
let opened: TroddenHandle[];

beforeEach(() => {
  localStorage.clear();
  sent = [];
  opened = [];
  vi.stubGlobal('fetch', async (url: string) => {
    sent.push(new URL(url).pathname);
    return new Response('{}', { status: 503 });
  });
});
afterEach(() => {
  for (const handle of opened) handle.stop();
  vi.unstubAllGlobals();
});

const begin = (more: Partial<TroddenOptions> = {}, seen: string[] = []) => {
  const life: PageLife = {
    page: { id: '', url: '' },
    segment: { id: '', session: '', batches: 0, chunks: 0 },
  };
  const options = resolveOptions({
    key: 'pk',
    host: 'https://stats.example',
    without: 'vitals',
    beforeSend: (event) => {
      seen.push(event.event_type);
      return event;
    },
    ...more,
  });
  const handle = createClient(options, life);
  opened.push(handle);
  return { handle, life, seen };
};
const extrasReady = (handle: TroddenHandle) =>
  vi.waitFor(() => expect(handle.diagnose().parts.extras).toBe('ready'), 10_000);
let routes = 0;
const navigate = () => history.pushState({}, '', `/${++routes}`);

it('after opting out and in again, what is lazy observes again', async () => {
  const { handle, seen } = begin();
  await extrasReady(handle);
  handle.optOut();
  seen.length = 0;
  handle.optIn();
  await extrasReady(handle);
  // Each view's end tells for how long it was seen.
  await vi.waitFor(() => {
    navigate();
    expect(seen).toContain('$visible');
  }, 10_000);
});

it('after stop() no method does anything', () => {
  const { handle, seen } = begin();
  handle.stop();
  seen.length = 0;
  handle.optIn();
  handle.track('late');
  handle.identify('somebody');
  expect(seen).toEqual([]);
  expect(handle.diagnose()).toMatchObject({ consent: false, delivery: undefined });
});

it('opting out leaves nothing on disk, also where nothing is recorded and where another tab holds it open', async () => {
  for (const [name, table] of [
    ['trodden1.pk', 'outbox'],
    ['trodden1.pk.replay', 'chunks'],
  ] as const)
    await createDisk(name, table)('readwrite', async (store) => store.put('kept', 'key'));
  localStorage.setItem('trodden1.pk.visitor', 'kept');
  begin({ consent: 'denied' }).handle.optOut();
  expect({ ...localStorage }).toEqual({ 'trodden1.pk.consent': 'denied' });
  await vi.waitFor(async () => expect(await indexedDB.databases()).toEqual([]), 10_000);
});

it.each(['storage', 'pageshow'])(
  'what another tab decided holds here, as heard by %s, and nothing is told of it',
  async (type) => {
    const { handle, seen } = begin();
    handle.track('mine');
    expect(seen).toEqual(['$page-view', 'mine']);
    window.dispatchEvent(new Event(type));
    expect(handle.diagnose().consent).toBe(true);
    localStorage.setItem('trodden1.pk.consent', 'denied');
    window.dispatchEvent(Object.assign(new Event(type), { persisted: true }));
    expect(handle.diagnose().consent).toBe(false);
    await handle.flush();
    handle.track('late');
    expect(seen).toEqual(['$page-view', 'mine']);
    expect(sent).toEqual([]);
    expect({ ...localStorage }).toEqual({ 'trodden1.pk.consent': 'denied' });
  },
);
