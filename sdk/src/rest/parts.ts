import type { Capture, CaptureContext, CoreContext } from '../capture/index.ts';
import { configHeard } from '../courier/index.ts';
import { maskAlso } from '../dom/index.ts';
import type { Guard, Stop } from '../util/index.ts';
import { isOurs } from '../util/index.ts';
import type { SdkConfig } from '../wire.ts';

/** A browser that is never idle still gets to it. */
const MAX_IDLE_WAIT_MS = 2_000;
/** Safari has no idle callback. */
const NO_IDLE_WAIT_MS = 200;

/** Something lazy that observes the page: a folder of its own whose face exports this. */
export interface Part {
  start: Capture;
}

interface LazyPart {
  load(): Promise<Part>;
  /** Unless an option says no. */
  wanted(context: CaptureContext): unknown;
}

/**
 * What is loaded when the page is idle. Each becomes a file of its own, in the package and beside the script tag; what
 * it shares with this half of the core, it takes from there.
 */
const PARTS = {
  explain: { load: () => import('../explain/index.ts'), wanted: ({ options }) => options.debug },
  extras: { load: () => import('../extras/index.ts'), wanted: () => true },
  vitals: { load: () => import('../vitals/index.ts'), wanted: ({ options }) => !options.without?.includes('vitals') },
} satisfies Record<string, LazyPart>;

/**
 * How far each part has come: `loading`, `ready`, or `failed`, which is blocked by `script-src` or unreachable; everything else goes on. For
 * the overlay, which somebody waits for, what is in the way in words.
 */
export type PartStates = Record<string, string>;

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

/** Loads a part and starts it. Its stop also holds while the part is still on its way. */
export const startPart = (
  name: string,
  load: () => Promise<Part>,
  states: PartStates,
  context: CaptureContext,
): Stop => {
  let stop: Stop | undefined;
  let over = false;
  states[name] = 'loading';
  context.guard(name, async () => {
    try {
      const { start } = await load();
      if (over) return;
      stop = start(context);
      states[name] = 'ready';
    } catch (reason) {
      // Afterwards the name belongs to whoever starts it next.
      if (!over) states[name] = 'failed';
      throw reason;
    }
  })();
  return (forget) => {
    over = true;
    delete states[name];
    stop?.(forget);
  };
};

/** Everything that may wait for the page. */
export const startParts = (states: PartStates, core: CoreContext): Stop => {
  const { guard, options, replay, errors, who, segment, shelf } = core;
  const context: CaptureContext = {
    ...core,
    takeErrors: () => errors.splice(0),
    identity: who.look,
    nextChunk: () => segment.chunks++,
  };
  maskAlso(options.mask);
  const configure = guard('config', async (news?: SdkConfig) =>
    (await import('../remote/index.ts')).configure(context, news),
  );
  // What the settings mask holds from the page's first click on; the rest of them as soon as it is here.
  const settings = shelf('config');
  if (settings) guard('config', () => maskAlso((JSON.parse(settings) as SdkConfig).mask))();
  const configured = settings ? configure() : undefined;
  const watch = guard.on(document, 'securitypolicyviolation', (event) => {
    const { blockedURI, effectiveDirective } = event as SecurityPolicyViolationEvent;
    // Counted and told like any other fault of ours, by the directive that needs an entry.
    if (isOurs(blockedURI, options)) void guard(`blocked by ${effectiveDirective}`, () => Promise.reject(blockedURI))();
  });
  const stops: Stop[] = [watch];
  let over = false;
  // For the sessions that are drawn, which `extras` knows, and for those that are asked for.
  replay.start = () =>
    over || states.replay || stops.push(startPart('replay', () => import('../replay/index.ts'), states, context));
  /** Once idle, and again when the project's settings have changed. What they mask has to be known before anything records. */
  const begin = guard('idle', async (news?: SdkConfig) => {
    configHeard.set(shelf, begin);
    await configured;
    if (news) await configure(news);
    if (over) return;
    // The settings may have drawn a session that was not.
    if (replay.isDrawn?.()) replay.start?.();
    for (const [name, { load, wanted }] of Object.entries<LazyPart>(PARTS))
      if (!states[name] && wanted(context)) stops.push(startPart(name, load, states, context));
  });
  const unwait = whenIdle(guard, begin);
  return (forget) => {
    over = true;
    unwait();
    for (const stop of stops.reverse()) stop(forget);
    // What is asked for from now on is for another recording, if ever.
    replay.start = replay.isDrawn = replay.isWanted = undefined;
  };
};
