import type { CaptureContext } from './capture/index.ts';
import type { ChunkName } from './chunks.ts';
import { loadChunk } from './chunks.ts';
import type { Options } from './options.ts';
import type { Guard, Stop } from './util/index.ts';

/** A browser that is never idle still gets to it. */
const MAX_IDLE_WAIT_MS = 2_000;
/** Safari has no idle callback. */
const NO_IDLE_WAIT_MS = 200;

/** What is loaded when the page is idle, unless an option says no. */
const IDLE_CHUNKS: [name: ChunkName, wanted: (options: Options) => unknown][] = [
  ['extras', () => true],
  ['clicks', () => true],
  ['vitals', ({ without }) => !without?.includes('vitals')],
];

/** How far each chunk has come. `failed`: blocked, unreachable, or of another release; everything else goes on. */
export type ChunkStates = Partial<Record<ChunkName, 'loading' | 'ready' | 'failed'>>;

/** Runs after the page's load event, when nothing else has to be done. */
const whenIdle = ({ on }: Guard, work: () => void): Stop => {
  let over = false;
  const once = () => over || work();
  const wait = () => {
    if ('requestIdleCallback' in window) requestIdleCallback(once, { timeout: MAX_IDLE_WAIT_MS });
    else setTimeout(once, NO_IDLE_WAIT_MS);
  };
  const off = document.readyState === 'complete' ? wait() : on(window, 'load', wait);
  return () => {
    over = true;
    off?.();
  };
};

/** Loads a chunk and starts it. Its stop also holds while the chunk is still on its way. */
export const startChunk = (name: ChunkName, states: ChunkStates, context: CaptureContext): Stop => {
  const { guard, options } = context;
  let stop: Stop | undefined;
  let over = false;
  states[name] = 'loading';
  guard(name, async () => {
    try {
      const chunk = await loadChunk(name, options.base);
      if (!over) stop = chunk.start(context);
      states[name] = 'ready';
    } catch (reason) {
      states[name] = 'failed';
      throw reason;
    }
  })();
  return (forget) => {
    over = true;
    stop?.(forget);
  };
};

/** Everything that may wait for the page. */
export const startIdleChunks = (states: ChunkStates, context: CaptureContext): Stop => {
  const stops: Stop[] = [];
  const unwait = whenIdle(
    context.guard,
    context.guard('idle', () => {
      for (const [name, wanted] of IDLE_CHUNKS)
        if (wanted(context.options)) stops.push(startChunk(name, states, context));
    }),
  );
  return (forget) => {
    unwait();
    for (const stop of stops.reverse()) stop(forget);
  };
};
