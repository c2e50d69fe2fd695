import type { CaptureContext, Page } from './capture/index.ts';
import { CAPTURES } from './capture/index.ts';
import type { Delivery, DeliveryReport } from './delivery/index.ts';
import { createDelivery } from './delivery/index.ts';
import type { TroddenOptions } from './options.ts';
import { resolveOptions } from './options.ts';
import type { Stop } from './util/index.ts';
import { createGuard, createIds, createShelf } from './util/index.ts';
import type { AuthUser, Segment, Who } from './who/index.ts';
import { createConsent, createWho, followAuth } from './who/index.ts';
import type { FlatData, TroddenEvent } from './wire.ts';

declare const __SDK_VERSION__: string;
const VERSION = typeof __SDK_VERSION__ === 'string' ? __SDK_VERSION__ : 'dev';

/** What `diagnose()` tells. */
export interface Diagnosis {
  version: string;
  host: string;
  consent: boolean;
  /** Undefined while nothing may be recorded. */
  delivery: DeliveryReport | undefined;
  /** Exceptions and slow calls of ours that the page never saw, by name. */
  faults: Record<string, number>;
}

/** What `init` returns. After `stop()` every method does nothing. */
export interface TroddenHandle {
  /** Records an event of your own. Names must not start with `$`. */
  track(name: string, props?: FlatData): void;
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
  delivery: Delivery;
  stop: Stop;
}

export const createClient = (given: TroddenOptions, life: PageLife): TroddenHandle => {
  const options = resolveOptions(given);
  const { key, host, release, beforeSend } = options;
  const { page, segment } = life;
  const name = `trodden1.${key}`;
  const local = createShelf('localStorage', `${name}.`);
  const guard = createGuard((...words) => options.debug && console.warn('[trodden]', ...words));
  const consent = createConsent(local, options.consent);
  const nextId = createIds();
  /** What the app said last, for the time after an opt-in; undefined when it said nothing. */
  let user: AuthUser | null | undefined;
  let recording: Recording | undefined;

  const head = (who: Who) => JSON.stringify({ key, sdk_version: VERSION, release, ...who.now() });

  const emit = ({ who, delivery }: Pick<Recording, 'who' | 'delivery'>, event_type: string, data: object) => {
    const made = { event_id: nextId(), event_type, event_at_ms: Date.now(), page_view_id: page.id, data };
    const event = beforeSend ? beforeSend(made as TroddenEvent) : (made as TroddenEvent);
    if (!event) {
      delivery.refuse('hook');
      return undefined;
    }
    delivery.add(event, { head: head(who), url: page.url, token: who.token(), nextSeq: who.nextSeq });
    return event;
  };

  const begin = () => {
    const who = createWho({ local, session: createShelf('sessionStorage', `${name}.`), segment });
    const delivery = createDelivery({ host, shelf: local, name, guard });
    const context: CaptureContext = {
      options,
      guard,
      page,
      emit: (type, data) => emit({ who, delivery }, type, data),
      update: delivery.update,
      flush: () => void delivery.flush(),
    };
    const stops: Stop[] = [delivery.stop, who.stop];
    recording = {
      who,
      delivery,
      stop: () => {
        for (const stop of stops.reverse()) guard('stop', stop)();
      },
    };
    for (const capture of CAPTURES) guard('start', () => void stops.push(capture(context)))();
    if (user !== undefined) setUser(user, 'identify');
  };

  const halt = () => {
    recording?.stop();
    recording = undefined;
  };

  const setUser = (next: AuthUser | null, cause: string, newVisitor?: boolean) => {
    user = next;
    if (!recording) return;
    const { who } = recording;
    if (!next && who.now().auth.state !== 'signed-in') return;
    const before = who.setUser(next);
    if (!before) return;
    if (newVisitor) who.renew();
    emit(recording, '$auth', { from: before.state, to: who.now().auth.state, cause });
  };

  if (consent.given()) begin();
  const unfollow = followAuth(
    options.auth,
    guard('auth', (next: AuthUser | null) => setUser(next, 'auth')),
  );

  return {
    track: guard('track', (event: string, props?: FlatData) => {
      if (!recording || !event || event.startsWith('$')) return;
      emit(recording, event, { ...props });
    }),
    identify: guard('identify', (id: string, more?: Omit<AuthUser, 'id'>) => setUser({ ...more, id }, 'identify')),
    signOut: guard('signOut', (how?: { newVisitor?: boolean }) => setUser(null, 'sign-out', how?.newVisitor)),
    optIn: guard('optIn', () => {
      consent.decide(true);
      if (!recording) begin();
    }),
    optOut: guard('optOut', () => {
      recording?.delivery.clear();
      halt();
      for (const stored of local.names()) local.set(stored, null);
      Object.assign(page, { id: '', url: '' });
      consent.decide(false);
    }),
    flush: async () => recording?.delivery.flush(),
    diagnose: () => ({
      version: VERSION,
      host,
      consent: consent.given(),
      delivery: recording?.delivery.report(),
      faults: guard.faults,
    }),
    stop() {
      unfollow();
      halt();
      life.handle = undefined;
    },
  };
};
