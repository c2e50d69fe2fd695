import { startCourier } from '../../src/courier/index.ts';
import type { Delivery, DeliveryReport } from '../../src/delivery/index.ts';
import { createDelivery } from '../../src/delivery/index.ts';
import type { Faults } from '../../src/util/index.ts';
import { createGuard, createShelf, newId } from '../../src/util/index.ts';
import type { TroddenEvent } from '../../src/wire.ts';
import type { ModelServer } from './server.ts';
import { POISON } from './server.ts';

export interface ModelBrowser {
  /** Exceptions of ours. */
  faults: Faults;
  /** Ids of all events that any page made. */
  made: string[];
  page(): Delivery;
  reports(): DeliveryReport[];
  add(size: number, poison: boolean): void;
  /** An event that `beforeSend` dropped. */
  hook(): void;
  /** Somebody signs in or out: the next event needs a batch of its own. */
  become(): void;
  next(): void;
  /** The page before goes on. */
  anotherTab(): void;
  fetch: ModelServer['fetch'];
  close(): void;
}

/** Pages come and go, what they store stays. A page that has ended hears no answer any more, though the server may. */
export const createModelBrowser = (server: ModelServer): ModelBrowser => {
  const name = `test.${newId()}`;
  const shelf = createShelf(`${name}.`);
  const faults: Faults = {};
  const pages: Delivery[] = [];
  const ended = new Set<number>();
  let seq = 0;
  let state = 0;
  const guard = createGuard(faults, Number.POSITIVE_INFINITY, () => {});
  const page = () => pages.at(-1) as Delivery;
  const open = () =>
    pages.push(
      createDelivery({ endpoint: `http://page-${pages.length}`, name, shelf }, guard, Promise.resolve(startCourier)),
    );
  const put = (event: TroddenEvent | null) =>
    page().add(event, '/', {
      head: JSON.stringify({ key: 'pk', auth: { state: `${state}` } }),
      token: undefined,
      nextSeq: () => seq++,
    });
  open();
  return {
    faults,
    made: [],
    page,
    reports: () => pages.map((one) => one.report()),
    add(size, poison) {
      const event_id = newId();
      this.made.push(event_id);
      const data = { text: (poison ? POISON : '') + 'x'.repeat(size) };
      put({ event_id, event_type: 'x', event_at_ms: Date.now(), page_view_id: 'p', data });
    },
    hook: () => put(null),
    become: () => state++,
    next() {
      page().stop();
      ended.add(pages.length - 1);
      open();
    },
    anotherTab: open,
    async fetch(url, request) {
      const answer = await server.fetch(url, request).catch((error: Error) => error);
      if (ended.has(Number(/page-(\d+)/.exec(url)?.[1]))) return new Promise(() => {});
      if (answer instanceof Error) throw answer;
      return answer;
    },
    close() {
      for (const one of pages) one.stop();
    },
  };
};
