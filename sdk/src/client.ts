import type { CaptureContext, CoreContext, Page, ReplayControl } from './capture/index.ts';
import { CAPTURES, keepEarlyErrors } from './capture/index.ts';
import type { Rest } from './chunks.ts';
import { loadRest } from './chunks.ts';
import type { Delivery, DeliveryReport } from './delivery/index.ts';
import { createDelivery } from './delivery/index.ts';
import { takeMapCode } from './map-code.ts';
import type { Options } from './options.ts';
import type { PartStates } from './rest/index.ts';
import type { Faults, Guard, Stop } from './util/index.ts';
import { createGuard, createShelf, newId } from './util/index.ts';
import type { AuthUser, Segment, Who } from './who/index.ts';
import { consentOf, createWho, isDeclined, rememberConsent } from './who/index.ts';
import type { FlatData, TroddenEvent } from './wire.ts';

declare const __SDK_VERSION__: string;
const VERSION = typeof __SDK_VERSION__ === 'string' ? __SDK_VERSION__ : 'dev';
/** A capture that failed or was slow this often is switched off. */
const MAX_FAULTS = 10;
/** Tells the server that these ids last for a page load, and that it is to derive the visitor and the visit. */
const COOKIELESS_MARK = 'c:';

/** What `diagnose()` tells. */
export interface Diagnosis {
  version: string;
  host: string;
  consent: boolean;
  /** Undefined while nothing may be recorded. */
  delivery: DeliveryReport | undefined;
  /** The lazy parts that were asked for. */
  parts: PartStates;
  /** Chunks of the replay by what became of them; undefined while none is recorded. */
  replay: ReplayControl['tally'];
  /** Exceptions and slow calls of ours that the page never saw, by name. */
  faults: Faults;
}

export interface TrackHow {
  /** Sent at once instead of with the next batch. */
  important?: boolean | undefined;
}

/** What `init` returns. After `stop()` every method does nothing. */
export interface TroddenHandle {
  /** Records an event of your own. Names must not start with `$`. */
  track(name: string, props?: FlatData, how?: TrackHow): void;
  /** Says who is signed in; everything from now on carries it. */
  identify(userId: string, user?: Omit<AuthUser, 'id'>): void;
  /** Says that nobody is signed in any more; with `newVisitor` the next person on this device starts afresh. */
  signOut(how?: { newVisitor?: boolean }): void;
  optIn(): void;
  /** Stops recording and forgets everything that was kept in this browser. */
  optOut(): void;
  /** Sends what is there; resolves when it is away or has to wait. */
  flush(): Promise<void>;
  diagnose(): Diagnosis;
  /** Where this very moment of the replay can be watched; undefined while none is recorded. */
  replayUrl(): string | undefined;
  /** Records this session and keeps it, whatever sampling and triggers say. */
  startReplay(): void;
  /** Ends it: no listener, timer or patched method stays. */
  stop(): void;
}

/** What a page load remembers across `stop()` and a second `init`. */
export interface PageLife {
  handle?: TroddenHandle | undefined;
  page: Page;
  segment: Segment;
}

interface Recording {
  who: Who;
  sender: Delivery;
  stops: Stop[];
}

/** Keeps to what the app's `auth` says; answers how to end that. Functions and promises are no attributes: no script tag has any. */
export type Follow = (
  source: Options['auth'],
  guard: Guard,
  tell: (user: AuthUser | null, cause: string) => void,
) => Stop | undefined;

export const createClient = (options: Options, life: PageLife, follow?: Follow): TroddenHandle => {
  const { key, host, eventsPath, release, auth, cookieless } = options;
  const { page, segment } = life;
  const name = `trodden1.${key}`;
  const kept = cookieless ? '' : name;
  const shelf = createShelf(`${name}.`, options);
  const faults: Faults = {};
  const parts: PartStates = { rest: 'loading' };
  const debug = (...words: unknown[]) => options.debug && console.warn('trodden', ...words);
  const guard = createGuard(faults, MAX_FAULTS, debug);
  /** What keeps the data safe is never switched off. */
  const lasting = createGuard(faults, Number.POSITIVE_INFINITY, debug);
  /** What the app said last; undefined when it said nothing yet. */
  let user: AuthUser | null | undefined;
  let recording: Recording | undefined;
  const replay: ReplayControl = {};
  const heard: CaptureContext['heard'] = new Set();
  let stopped = false;

  const emit = (event_type: string, data: object): TroddenEvent | undefined => {
    // Without a page view, which may have failed, the server could not take it.
    if (!recording || !page.id) return undefined;
    const { who, sender } = recording;
    const made = {
      // In an order that compresses: what changes from event to event stands together (`sdk/bench/README.md`, "The wire").
      event_at_ms: Date.now(),
      page_view_id: page.id,
      event_id: newId(),
      event_type,
      data,
    } as TroddenEvent;
    let event: TroddenEvent | null | undefined = made;
    if (options.beforeSend) {
      // One that throws has not allowed it.
      event = null;
      lasting('hook', () => {
        event = options.beforeSend?.(made);
      })();
    }
    const head = JSON.stringify({ key, sdk_version: VERSION, release, ...who.now() });
    sender.add(event, page.url, { head, token: who.token(), nextSeq: () => segment.batches++ });
    if (event) for (const hear of heard) hear(event);
    return event ?? undefined;
  };

  const become = (next: AuthUser | null, cause: string) => {
    // Without an id it is nobody.
    user = next?.id ? next : null;
    const before = recording?.who.become(user);
    if (before) emit('$auth', { from: before.state, to: user ? 'signed-in' : 'signed-out', cause });
  };

  // Before anything records the address. A map that was open here before goes on.
  const code = takeMapCode() || shelf('map', undefined, 'sessionStorage');
  let closeMap: Stop | undefined;

  const begin = lasting('begin', () => {
    // Another tab may have declined for all, also while this page was away. Before anybody else hears that it is back.
    const heeds = ['storage', 'pageshow'].map((type) => lasting.on(window, type, () => isDeclined(shelf) && forget()));
    const who = createWho(shelf, segment, lasting, cookieless ? COOKIELESS_MARK : '');
    let rest: Rest | undefined;
    const ready = loadRest(options.base).then(
      (loaded) => {
        parts.rest = 'ready';
        rest = loaded;
      },
      () => {
        parts.rest = 'failed';
      },
    );
    const delivery = createDelivery(
      { endpoint: host + eventsPath, name: kept, shelf },
      lasting,
      ready.then(() => rest?.startCourier),
    );
    const errors: Event[] = [];
    const stops: Stop[] = [delivery.stop, who.stop, ...keepEarlyErrors(guard, errors), ...heeds];
    recording = { who, sender: delivery, stops };
    const context: CoreContext = {
      ...delivery,
      who,
      segment,
      errors,
      update(event, url) {
        for (const hear of heard) hear(event, true);
        return delivery.update(event, url);
      },
      options,
      guard,
      page,
      emit,
      clicked: new Set(),
      roots: new Set(),
      heard,
      replay,
      shelf,
      name: kept,
      ready,
      describe: (hit) => rest?.describe(hit, options) ?? { element: hit, told: { anchor: { t: hit.localName } } },
    };
    // Before the captures tell what waited for it: it knows what is to be masked.
    void ready.then(
      lasting('parts', () => recording?.stops === stops && rest && stops.push(rest.startParts(parts, context))),
    );
    for (const capture of CAPTURES) lasting('start', () => stops.push(capture(context)))();
    if (user !== undefined) become(user, 'identify');
  });

  const halt: Stop = (forget) => {
    for (const stop of recording?.stops.reverse() ?? []) lasting('stop', stop)(forget);
    recording = undefined;
  };
  /** All that is kept in this browser but the decision; on disk, and so last, also what nothing of this page has opened. */
  const forget = () => {
    halt(true);
    for (const stored of shelf.names('')) if (stored !== 'consent') shelf(stored, null);
    page.url = '';
    rememberConsent(shelf, false);
    if (kept) for (const tail of ['', '.replay']) indexedDB.deleteDatabase(kept + tail);
  };

  const agreed = consentOf(shelf, options.consent, options.respectDnt);
  if (agreed) begin();
  // A map records nothing: it needs no visitor's consent. And where nothing is recorded, somebody may want to know why.
  if (code || (options.debug && !agreed))
    loadRest(options.base).then((rest) => {
      if (!stopped) closeMap = rest.attend(parts, options, code);
    }, debug);
  const unfollow = follow?.(auth, guard, become);

  const methods = {
    track(type: string, props?: FlatData, how?: TrackHow) {
      if (type && !type.startsWith('$')) emit(type, { ...props });
      if (how?.important) return handle.flush();
    },
    identify: (id: string, more?: Omit<AuthUser, 'id'>) => become({ ...more, id }, 'identify'),
    signOut(how?: { newVisitor?: boolean }) {
      become(null, 'sign-out');
      // Afterwards: the sign-out itself was still theirs.
      if (how?.newVisitor) recording?.who.renew();
    },
    startReplay() {
      replay.isWanted = true;
      replay.start?.();
    },
    optIn() {
      if (stopped) return;
      rememberConsent(shelf, true);
      if (!recording) begin();
    },
    optOut: forget,
    stop() {
      stopped = true;
      unfollow?.();
      halt();
      closeMap?.();
      life.handle = undefined;
    },
  };
  const handle = {
    flush: async () => recording?.sender.flush(),
    diagnose: () => ({
      version: VERSION,
      host,
      consent: !!recording,
      delivery: recording?.sender.report(),
      parts,
      replay: replay.tally,
      faults,
    }),
    replayUrl: () => replay.url?.(),
  } as TroddenHandle;
  for (const [method, work] of Object.entries(methods)) {
    const guarded = lasting<never[]>(method, work);
    // Nothing comes back: React takes what an effect returns for its clean-up. And no spread: a page may have broken it.
    handle[method as 'stop'] = (...args: never[]) => void Reflect.apply(guarded, 0, args);
  }
  return handle;
};
