import type { CaptureContext } from '../capture/index.ts';
import type { Stop } from '../util/index.ts';
import type { TroddenEvent } from '../wire.ts';
import { createAssets } from './assets.ts';
import { createBudget, judgeSize } from './budget.ts';
import { CHUNK_MS, createChunker, type OpenChunk } from './chunk.ts';
import { createKeep } from './keep.ts';
import { CUSTOM, FULL_SNAPSHOT, INCREMENT, META, PERSON, SELECTION } from './kinds.ts';
import { createMarker, type Mark } from './marks.ts';
import { createEventMask, type Recorded } from './mask-event.ts';
import { createOutbox } from './outbox.ts';
import { watchConsole, watchNetwork } from './page-talk.ts';
import { nodeOf, startRecord, THIN_SIBLINGS, takeSnapshot } from './record.ts';
import { createTrigger } from './trigger.ts';

/** Written to disk this often; a browser that is killed loses no more. */
const JOURNAL_MS = 1_000;
/** Nobody did anything for so long: what the page does by itself is not recorded, until somebody does again. */
const IDLE_MS = 300_000;
/** So that one lost chunk costs little, and that a player can begin anywhere. */
const SNAPSHOT_MS = 240_000;
/** While nothing is kept yet: a trigger brings along at most two of these. */
const PREROLL_MS = 30_000;
/** A visit is over after so long; whoever comes back begins another, and the first event says so. */
const VISIT_MS = 1_800_000;
const TICK_MS = 1_000;

/** Records one page load: masks, marks, chunks, and keeps within its budget. */
export const createRecorder = (context: CaptureContext): Stop => {
  const { options, guard, page, identity, heard, nextChunk, shelf, name } = context;
  const { host, key, release } = options;
  const trigger = createTrigger(options);
  const keep = createKeep(shelf);
  const outbox = createOutbox({ host, name, shelf, guard });
  const assets = createAssets({ host, key, shelf, guard, onFont: () => tellFonts() });
  const { mask, replayUnmask: unmask } = options;
  const maskEvent = createEventMask({ mask, unmask, nodeOf, shorten: assets.shorten });
  const chunker = createChunker(nextChunk, (chunk) => finish(chunk));

  let finish: (chunk: OpenChunk) => void = outbox.add;
  let stopRecord: Stop | undefined;
  let isThin = false;
  let isSlow = false;
  let isLive = false;
  let isIdle = false;
  /** This session was not drawn. */
  let isOff = false;
  /** Somebody is back after so long that the session may be another one. */
  let isBetween = false;
  let isGivenUp = false;
  const marks: [at: number, kind: Mark['kind'], label: string][] = [];
  /** What a trigger would bring along; each full snapshot begins another part. */
  let preroll: Recorded[][] = [];
  let activeAt = Date.now();
  let snapshotAt = 0;
  let changesSince = 0;
  let journalledAt = 0;
  let segment = '';
  let session = '';
  let since = 0;
  let head = '';

  const put = (event: Recorded) => {
    if (isOff) return;
    if (isLive) chunker.add(event, head);
    else {
      if (event.type === META || !preroll.length) preroll.push([]);
      preroll[preroll.length - 1]?.push(event);
      // One part is the minute before, the other what has just begun.
      if (preroll.length > 2) preroll.shift();
    }
  };
  const tell = (payload: object) => put({ type: CUSTOM, timestamp: Date.now(), data: { tag: 'trodden', payload } });
  /** Behind every full snapshot too, as playing may begin there. */
  const tellFonts = () => assets.fonts.length && tell({ fonts: assets.fonts });
  const mark = (kind: Mark['kind'], label: string) => marks.push([Date.now(), kind, label]);
  /** Marks of a second travel as one event: each for itself they were a twelfth of a recording. */
  const tellMarks = () => {
    const now = Date.now();
    if (marks.length) tell({ marks: marks.splice(0).map(([at, kind, label]) => [at - now, kind, label]) });
  };

  // How long it may take, the budget says.
  const emit = guard(
    'replay',
    (event: Recorded) => {
      const { type, data } = event;
      if (type === INCREMENT) {
        if (PERSON.has(data.source as number)) {
          const idleMs = Date.now() - activeAt;
          activeAt = Date.now();
          // What woke it names nodes by numbers that the fresh snapshot has given anew; its effect is in there.
          if (isIdle) return wake(idleMs);
        } else if (isIdle) return;
        // What is marked with the pointer is not worth its bytes: every click tells of one.
        if (data.source === SELECTION) return;
        if (data.source === 0) changesSince++;
      }
      maskEvent(event);
      put(event);
      if (type === FULL_SNAPSHOT) tellFonts();
    },
    true,
  );

  const goLive = () => {
    if (isLive || isOff) return;
    tellMarks();
    isLive = true;
    keep.keep(session);
    outbox.release(session);
    assets.start();
    for (const event of preroll.flat()) chunker.add(event, head);
    preroll = [];
    chunker.close();
  };
  const decide = () => {
    if (isBetween) return;
    const isLong = trigger.isAlways && Date.now() - since >= trigger.minMs;
    if (isLong || context.replay.isWanted || keep.isKept(session)) goLive();
  };

  /** Without its snapshot nothing of a visit can be seen, so that leaves the page at once. */
  const sendSoon = () => setTimeout(guard('replay-first', () => isLive && chunker.close()));
  const snapshot = () => {
    snapshotAt = Date.now();
    changesSince = 0;
    budget.time(takeSnapshot);
    sendSoon();
  };
  const wake = (idleMs: number) => {
    isIdle = false;
    if (idleMs > VISIT_MS) {
      isBetween = true;
      isLive = false;
      preroll = [];
    }
    snapshot();
  };

  const halt = () => {
    stopRecord?.();
    stopRecord = undefined;
  };
  const begin = (): void => {
    halt();
    tellMarks();
    snapshotAt = Date.now();
    changesSince = 0;
    stopRecord = budget.around(() =>
      budget.time(() =>
        startRecord({
          block: options.replayBlock,
          isThin,
          emit,
          onFault: (reason) => guard('rrweb', () => Promise.reject(reason))(),
        }),
      ),
    );
    sendSoon();
  };
  const giveUp = (reason: string) => {
    halt();
    isGivenUp = true;
    mark('note', `gave-up: ${reason}`);
    tellMarks();
    chunker.close();
  };
  const budget = createBudget((worst) => {
    // Not in the middle of what is measured.
    setTimeout(
      guard('replay-thin', () => {
        if (!stopRecord) return;
        if (worst === 'snapshot') {
          // Another one would cost the same again: from now on only where nothing can be played without.
          if (!isSlow) mark('note', 'slow: snapshot');
          isSlow = true;
          return;
        }
        if (isThin) return giveUp(worst);
        isThin = true;
        mark('note', `thinned: ${worst}`);
        begin();
      }),
    );
  });

  /** Who and where may have changed with what was just recorded as an event. */
  const look = () => {
    const now = identity();
    const next = JSON.stringify({ key, release, ...now });
    if (head && head !== next) tellMarks();
    head = next;
    if (segment === now.session_replay_segment_id) return false;
    const isFirst = !segment;
    segment = now.session_replay_segment_id;
    session = now.session_id;
    since = keep.since(session);
    return !isFirst;
  };
  /** Another session, with a draw of its own. */
  const turn = (hasSnapshot: boolean) => {
    chunker.close();
    isLive = false;
    isOff = context.replay.isDrawn?.() === false;
    if (!hasSnapshot || isOff) preroll = [];
    if (isOff) return halt();
    decide();
    if (stopRecord && !hasSnapshot) snapshot();
    else if (!stopRecord && !isGivenUp) begin();
  };

  const marker = createMarker(({ kind, label }) => {
    mark(kind, label);
    if (trigger.fires({ kind, label })) goLive();
  });
  const hear = guard('replay-hear', (event: TroddenEvent, isCorrection?: boolean) => {
    const wasBetween = isBetween;
    isBetween = false;
    if (look()) turn(wasBetween);
    marker(event, isCorrection);
  });

  /** Full snapshots now and then; none of a page that nobody looks at. */
  const refresh = (now: number) => {
    const every = isLive || trigger.isAlways ? SNAPSHOT_MS : PREROLL_MS;
    if (now - activeAt > IDLE_MS) {
      isIdle = true;
      chunker.close();
    } else if (changesSince && !isSlow && now - snapshotAt > every) snapshot();
  };
  const tick = guard('replay-tick', () => {
    const now = Date.now();
    tellMarks();
    if (!isLive) decide();
    if (stopRecord && !isIdle) refresh(now);
    const open = chunker.open();
    if (!open) return;
    if (now - open.openedAtMs >= CHUNK_MS) chunker.close();
    else if (open.events.length > open.journalled && now - journalledAt >= JOURNAL_MS) {
      journalledAt = now;
      if (outbox.keep(open)) chunker.close();
    }
  });

  /** The page may be gone after this task. */
  const last = () => {
    tellMarks();
    if (!isLive) {
      if (!trigger.isAlways || !preroll.length) return;
      // Too short so far; the next page of the visit may make it long enough.
      finish = outbox.hold;
      for (const event of preroll.flat()) chunker.add(event, head);
      preroll = [];
    } else finish = outbox.last;
    chunker.close();
    finish = outbox.add;
    outbox.leave();
  };

  look();
  decide();
  // Both were told before anybody recorded.
  const path = page.url.replace(/^\w+:\/\/[^/]*|[?#].*$/g, '');
  mark('page-view', path);
  if (trigger.landed(path, context.replay.hasErred)) goLive();
  const size = judgeSize(THIN_SIBLINGS);
  isThin = size === 'thin';
  if (isThin) mark('note', 'thinned: elements');
  if (size === 'give-up') giveUp('elements');
  else begin();
  heard.add(hear);
  const timer = setInterval(tick, TICK_MS);
  const stops = [
    guard.on(document, 'visibilitychange', () => document.hidden && last()),
    guard.on(window, 'pagehide', last),
    assets.stop,
  ];
  if (options.replayConsole) stops.push(watchConsole(mark, guard));
  if (options.replayNetwork) stops.push(watchNetwork(mark, guard, options));
  Object.assign(context.replay, {
    // Without storage the server makes its own session of it.
    url: () => (name ? `${host}/replays/${session}?at_ms=${Date.now()}` : undefined),
    start: () => (isOff ? turn(false) : goLive()),
    tally: outbox.tally,
  });

  return (forget) => {
    heard.delete(hear);
    clearInterval(timer);
    for (const stop of stops) stop();
    halt();
    context.replay.url = undefined;
    if (!forget) last();
    outbox.stop(forget);
  };
};
