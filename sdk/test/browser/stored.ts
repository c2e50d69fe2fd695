import type { Page } from 'playwright-core';

/** Events in the journal and copies in the gasp. */
export const stored = (page: Page, key: string): Promise<{ events: number; gasps: number }> =>
  page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
    });
    const events = await new Promise<number>((resolve) => {
      const request = database.transaction('outbox').objectStore('outbox').count();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    const gasps = Object.keys(localStorage).filter((entry) => entry.startsWith(`${name}.gasp`)).length;
    return { events, gasps };
  }, `trodden1.${key}`);

/** As pages of earlier days would have left it. */
export const fillJournal = (page: Page, count: number, size: number, ageMs: number): Promise<void> =>
  page.evaluate(
    async ([count, size, ageMs]) => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('trodden1.pk_test');
        request.onsuccess = () => resolve(request.result);
      });
      const store = database.transaction('outbox', 'readwrite').objectStore('outbox');
      const head = JSON.stringify({
        key: 'pk_test',
        sdk_version: '1',
        visitor_id: 'v',
        session_id: 's',
        tab_id: 't',
        session_replay_segment_id: 'g',
        auth: { state: 'anonymous' },
      });
      const page = JSON.stringify({ page_view_id: 'p', url: 'http://x/' });
      const id = (n: number) => {
        const time = (Date.now() - ageMs + Math.floor(n / 100)).toString(16).padStart(12, '0');
        return `${time.slice(0, 8)}-${time.slice(8)}-7${(n % 100).toString(16).padStart(3, '0')}-8000-${'0'.repeat(12)}`;
      };
      for (let n = 0; n < count; n++) {
        const event_at_ms = Date.now() - ageMs;
        const data = { n, text: 'x'.repeat(size) };
        const event = JSON.stringify({ event_id: id(n), event_type: 'left', event_at_ms, page_view_id: 'p', data });
        const key = id(n - (n % 100)) + id(n);
        store.put([key, head, 0, page, event], key);
      }
      await new Promise((resolve) => {
        store.transaction.oncomplete = resolve;
      });
      database.close();
    },
    [count, size, ageMs] as const,
  );
