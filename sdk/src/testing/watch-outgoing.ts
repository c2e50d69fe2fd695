import type { PageLike } from './page.ts';
import { isPage } from './page.ts';
import type { Recorder } from './record.ts';
import { record } from './record.ts';
import type { Watch, WatchOptions } from './watch.ts';
import { createWatch, reportOf } from './watch.ts';

const BINDING = '__troddenOutgoing';
/** Bundlers that keep function names wrap functions in `__name`, which a page does not know. */
const IN_PAGE = `(() => { const __name = (named) => named; globalThis.${BINDING}.recorder = (${record})(globalThis.${BINDING}, '${BINDING} ') })()`;
const SETTLE = `globalThis.${BINDING}?.recorder?.settle()`;
const STOP = `globalThis.${BINDING}?.recorder?.stop()`;

const watchPage = async (page: PageLike, options: WatchOptions): Promise<Watch> => {
  let count = 0;
  const everywhere = (script: string) =>
    Promise.all(page.frames().map((frame) => frame.evaluate(script).catch(() => {})));
  const [watch, add] = createWatch(
    options,
    async () => {
      await everywhere(SETTLE);
      for (const { localStorage } of (await page.context().storageState()).origins)
        for (const { name, value } of localStorage) if (name.startsWith(BINDING)) add(JSON.parse(value));
    },
    () => {
      page.off('request', heard);
      void everywhere(STOP);
    },
  );
  const heard: Parameters<PageLike['on']>[1] = (request) => {
    const report = reportOf(request, `request ${++count}`);
    if (report) add(report);
  };
  page.on('request', heard);
  await page.exposeFunction(BINDING, add);
  await page.addInitScript({ content: IN_PAGE });
  return watch;
};

const watchHere = (options: WatchOptions): Watch => {
  let recorder: Recorder | undefined;
  const [watch, add] = createWatch(
    options,
    async () => recorder?.settle(),
    () => recorder?.stop(),
  );
  recorder = record(add);
  return watch;
};

/**
 * Notes everything that leaves a page: a Playwright page before it is opened, or without one the page that this runs in.
 * Sees fetch, XMLHttpRequest, beacons, WebSockets, event sources, forms and images with every byte of their bodies; of a
 * Playwright page also every other request of it, its frames and its workers.
 *
 * @example
 * const outgoing = await watchOutgoing(page, { to: 'https://stats.example.com' });
 * await page.goto('https://app.example.com');
 * // … type the secrets, click, leave …
 * await expectNoSecrets(outgoing, { password: 'correct-horse', card: '4111 1111 1111 1111' });
 */
export function watchOutgoing(page: PageLike, options?: WatchOptions): Promise<Watch>;
export function watchOutgoing(options?: WatchOptions): Watch;
export function watchOutgoing(
  target: PageLike | WatchOptions = {},
  options: WatchOptions = {},
): Watch | Promise<Watch> {
  return isPage(target) ? watchPage(target, options) : watchHere(target);
}
