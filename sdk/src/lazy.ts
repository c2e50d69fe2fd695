import type { CaptureContext } from './capture/index.ts';
import type { ChunkName, Loaded } from './chunks.ts';
import { loadChunk } from './chunks.ts';
import type { Options } from './options.ts';
import type { Guard, Stop } from './util/index.ts';

/** A browser that is never idle still gets to it. */
const MAX_IDLE_WAIT_MS = 2_000;
/** Safari has no idle callback. */
const NO_IDLE_WAIT_MS = 200;

type CaptureName = Exclude<ChunkName, 'rest'>;

/** What is loaded when the page is idle, unless an option says no. */
const IDLE_CHUNKS: [name: CaptureName, wanted: (options: Options) => unknown][] = [['extras', () => true]];

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

/** Undefined when it cannot be had, which is told as a fault. */
export const fetchChunk = async <Name extends ChunkName>(
  name: Name,
  states: ChunkStates,
  { guard, options }: Pick<CaptureContext, 'guard' | 'options'>,
): Promise<Loaded<Name> | undefined> => {
  states[name] = 'loading';
  try {
    const chunk = await loadChunk(name, options.base);
    states[name] = 'ready';
    return chunk;
  } catch (reason) {
    states[name] = 'failed';
    guard(name, () => Promise.reject(reason))();
    return undefined;
  }
};

/** Loads a chunk and starts it. Its stop also holds while the chunk is still on its way. */
export const startChunk = (name: CaptureName, states: ChunkStates, context: CaptureContext): Stop => {
  let stop: Stop | undefined;
  let over = false;
  void fetchChunk(name, states, context).then(
    context.guard(name, (chunk) => {
      if (!over) stop = chunk?.start(context);
    }),
  );
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
