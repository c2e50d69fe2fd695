import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import type { Slip } from '../delivery/index.ts';
import { createDelivery } from '../delivery/index.ts';
import { createGuard, createShelf, newId } from '../util/index.ts';
import { startCourier } from './courier.ts';
import { createJournal } from './journal.ts';

afterEach(() => vi.unstubAllGlobals());

it('what is read from the journal while everything is forgotten is not sent', async () => {
  const name = `test.${newId()}`;
  const batch = '0198a5f0-0000-7000-8000-000000000000';
  const slip: Slip = [batch + newId(), '{"auth":{}}', 0, '{}', '{}'];
  await createJournal(name).change((store) => store.put(slip, slip[0]));
  const fetched = vi.fn(async () => new Response('{}', { status: 503 }));
  vi.stubGlobal('fetch', fetched);
  const delivery = createDelivery(
    { endpoint: 'https://stats.example', name, shelf: createShelf(`${name}.`) },
    createGuard({}, Number.POSITIVE_INFINITY, () => {}),
    Promise.resolve(startCourier),
  );
  const { getAll } = IDBObjectStore.prototype;
  const looked = new Promise<void>((resolve) => {
    IDBObjectStore.prototype.getAll = function (...range) {
      delivery.stop(true);
      resolve();
      return getAll.apply(this, range);
    };
  });
  await looked;
  IDBObjectStore.prototype.getAll = getAll;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(delivery.report()).toMatchObject({ adopted: 0, queued: 0 });
  expect(fetched).not.toHaveBeenCalled();
});
