import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Parcel, Slip } from '../delivery/index.ts';
import { createGasp } from '../delivery/index.ts';
import { createGuard, createShelf, newId } from '../util/index.ts';
import { drain } from './drain.ts';
import { JOURNAL_PAGE } from './journal.ts';
import { createOutbox } from './outbox.ts';

let name: string;
beforeEach(() => {
  localStorage.clear();
  name = `test.${newId()}`;
});
const outbox = () => {
  const shelf = createShelf(`${name}.`);
  const gasp = createGasp(
    shelf,
    createGuard({}, 9, () => {}),
  );
  return Object.assign(gasp, createOutbox(gasp, shelf, name));
};
const seal = (...ids: string[]) => ids.map((id) => [id] as unknown as Slip);
const slipOf = (batch: string): Slip => [batch + newId(), '{"auth":{}}', 0, '{}', '{}'];
const gasps = () => Object.keys(localStorage).filter((key) => key.includes('gasp'));
/** Both stores may show an event that is on its way from one to the other. */
const stored = async () => [...new Map((await outbox().read())[0].map((slip) => [slip[0], slip])).values()];
const written = () => vi.waitFor(() => expect(gasps()).toEqual([]), 10_000);
const drained = async (known: (id: string) => boolean = () => false) => {
  const adopted: Parcel[] = [];
  const box = outbox();
  const [more] = await drain(box, box.drop, known, (parcel) => adopted.push(parcel));
  return { more, sizes: Object.fromEntries(adopted.map(({ id, slips }) => [id, slips.size])) };
};

it('an event is in the gasp at once, and in the journal a moment later', async () => {
  const slip = slipOf(newId());
  outbox().keep(slip);
  await Promise.resolve();
  expect(gasps().length).toBe(1);
  await written();
  expect(await outbox().read()).toEqual([[slip], false, expect.any(Number)]);
});

it('what another page left in the gasp is taken over, whatever lies beside it', async () => {
  const slip = slipOf(newId());
  localStorage.setItem(`${name}.gasp.${slip[0]}`, JSON.stringify([slip]));
  localStorage.setItem(`${name}.gasp.x`, '[');
  localStorage.setItem(`${name}.gasp.y`, 'null');
  localStorage.setItem(`${name}.gasp.z`, '["short"]');
  expect(await stored()).toEqual([slip]);
  await written();
  expect(await stored()).toEqual([slip]);
});

it('drops a batch, the tail of a batch, or all', async () => {
  const [one, two] = [newId(), newId()];
  const slips = [slipOf(one), slipOf(one), slipOf(one), slipOf(two)];
  const box = outbox();
  slips.forEach(box.keep);
  box.drop(one, (slips[1] as Slip)[0].slice(36));
  expect(await stored()).toEqual([slips[0], slips[3]]);
  box.drop(one);
  expect(await stored()).toEqual([slips[3]]);
  box.drop();
  expect(await stored()).toEqual([]);
});

it('a batch that may still be open is left alone until its lease is over or it is sealed', async () => {
  const batch = newId();
  const box = outbox();
  box.keep(slipOf(batch));
  await written();
  expect(await drained()).toEqual({ more: true, sizes: {} });
  box.write(seal(batch));
  expect(await drained()).toEqual({ more: false, sizes: { [batch]: 1 } });
  expect(await drained((id) => id === batch)).toEqual({ more: false, sizes: {} });
});

it('a batch whose page died without a word is taken after its lease, also when the clock stepped back', async () => {
  const batch = newId();
  outbox().keep(slipOf(batch));
  await written();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_500 });
  expect((await drained()).sizes).toEqual({ [batch]: 1 });
  vi.setSystemTime(Date.now() - 86_400_000);
  expect((await drained()).sizes).toEqual({ [batch]: 1 });
  vi.useRealTimers();
});

it('a long journal is read in whole batches', async () => {
  const box = outbox();
  const [one, two] = [newId(), newId()];
  for (let n = 0; n < JOURNAL_PAGE - 100; n++) box.keep(slipOf(one));
  for (let n = 0; n < 200; n++) box.keep(slipOf(two));
  await written();
  box.write(seal(one, two));
  expect(await drained()).toEqual({ more: true, sizes: { [one]: JOURNAL_PAGE - 100 } });
  box.drop(one);
  expect(await drained()).toEqual({ more: false, sizes: { [two]: 200 } });
});

/** `count` events of each of `batches` in the journal, none in the gasp. */
const journalled = async (batches: string[], count: number) => {
  const box = outbox();
  for (const batch of batches) for (let n = 0; n < count; n++) box.keep(slipOf(batch));
  await Promise.resolve();
  await written();
  return box;
};
/** Looks until there is no more, as a page does whose batches are all acknowledged; answers the sizes of all it took. */
const drainedWhole = async () => {
  const all: Record<string, number> = {};
  for (let more = true; more; ) {
    const look = await drained();
    for (const [id, size] of Object.entries(look.sizes)) {
      all[id] = (all[id] ?? 0) + size;
      outbox().drop(id);
    }
    more = look.more;
  }
  return all;
};

it('seals of batches beyond what one reading shows, or one event of them in the gasp, cost nothing', async () => {
  const batches = Array.from({ length: 203 }, newId);
  await journalled(batches, 3);
  // As a page writes at its end while nothing goes through; what the journal has not confirmed then lies beside the seal.
  const late = batches.map((batch, n) => (n % 2 ? [slipOf(batch)] : []));
  for (const [n, batch] of batches.entries())
    localStorage.setItem(`${name}.gasp.${batch}`, JSON.stringify([...(late[n] as Slip[]), ...seal(batch)]));
  expect(await drainedWhole()).toEqual(Object.fromEntries(batches.map((batch, n) => [batch, 3 + (n % 2)])));
});

it('a reading that fails now and then shows nothing, since what the gasp has may be a part', async () => {
  const [one, two] = [newId(), newId()];
  const box = await journalled([one, two], 2);
  box.write([slipOf(one), ...seal(one, two)]);
  const { getAll } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.getAll = () => {
    throw new Error('The connection was lost');
  };
  try {
    expect(await drained()).toEqual({ more: true, sizes: {} });
  } finally {
    IDBObjectStore.prototype.getAll = getAll;
  }
  expect(await drainedWhole()).toEqual({ [one]: 3, [two]: 2 });
});

it('without a journal the gasp is all there is', async () => {
  const batch = newId();
  localStorage.setItem(`${name}.gasp.${batch}`, JSON.stringify([slipOf(batch), ...seal(batch)]));
  vi.stubGlobal('indexedDB', undefined);
  expect(await drained()).toEqual({ more: false, sizes: { [batch]: 1 } });
  vi.unstubAllGlobals();
});

it('a seal without events is cleared', async () => {
  outbox().write(seal(newId()));
  await drained();
  await vi.waitFor(async () => expect(await outbox().read()).toEqual([[], false, 0]), 10_000);
});

it('says by how much the journal is too full', async () => {
  const box = outbox();
  const batch = newId();
  const large = (): Slip => [batch + newId(), '{"auth":{}}', 0, '{}', 'x'.repeat(39_000)];
  for (let n = 0; n < 160; n++) box.keep(large());
  await written();
  expect((await box.read())[2]).toBe(160 * 39_000 - 5_000_000);
});

it('counts what a store refuses', async () => {
  const full = Object.assign(() => undefined, { names: () => [] });
  const gasp = createGasp(
    full,
    createGuard({}, 9, () => {}),
  );
  createOutbox(gasp, full, name);
  gasp.keep(slipOf(newId()));
  await Promise.resolve();
  expect(gasp.health).toEqual({ journal: true, refused: 1 });
});
