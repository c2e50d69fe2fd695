import type { PageIndex, Reader, Resolution } from '../resolver/index.ts';
import { indexPage, innerDocument, resolveEach } from '../resolver/index.ts';
import type { Stop } from '../util/index.ts';
import type { Anchor } from '../wire.ts';
import { inSlices } from './slices.ts';

/** A page that never stops changing gets this many times as long a rest as reading it took. */
const REST = 8;

export interface Placer {
  /** Where these are today, now and after each change of the page until the next call. */
  place(anchors: readonly Anchor[]): void;
  /** The page is another now. */
  refresh(): void;
  stop: Stop;
}

interface Options {
  reader: Reader;
  skip(element: Element): boolean;
  /** Every shadow root and frame that was read. */
  met(root: Node): void;
  done(answers: Resolution[]): void;
}

/** Reads the page once per version of it, in slices, and remembers what became of each set of anchors. */
export function createPlacer({ reader, skip, met, done }: Options): Placer {
  let anchors: readonly Anchor[] = [];
  let index: PageIndex | undefined;
  let version = 0;
  let run = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restUntil = 0;

  const visit = (element: Element) => {
    const inner = element.shadowRoot ?? innerDocument(element);
    if (inner) met(inner);
    return skip(element);
  };

  const work = async () => {
    const own = ++run;
    const isOver = () => own !== run;
    const of = version;
    const started = performance.now();
    const fresh = index ?? (await inSlices(indexPage(document, reader, visit), isOver));
    if (!fresh) return;
    if (!index) restUntil = performance.now() + (performance.now() - started) * REST;
    if (of === version) index = fresh;
    const answers = await inSlices(resolveEach(anchors, fresh), isOver);
    if (answers) done(answers);
  };

  return {
    place(next) {
      anchors = next;
      void work();
    },
    refresh() {
      version++;
      index = undefined;
      clearTimeout(timer);
      timer = setTimeout(work, Math.max(0, restUntil - performance.now()));
    },
    stop() {
      run++;
      clearTimeout(timer);
    },
  };
}
