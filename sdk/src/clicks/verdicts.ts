import type { Capture } from '../capture/index.ts';
import type { ClickData, TroddenEvent } from '../wire.ts';
import { answersTo } from './near.ts';
import { createRage } from './rage.ts';
import { leaves, suspicionsOf } from './suspect.ts';
import type { Trial } from './trial.ts';
import { createWitness } from './witness.ts';

const WINDOW_MS = 1_000;
/** Longer, and the batch could not wait for the verdict. */
const MAX_WINDOW_MS = 2_000;
/** A page that was busy for so long beyond the window may have answered without anybody seeing it. */
const LATE_MS = 500;
/** The `nodeType` of documents, of frames too, and of shadow roots. */
const ROOT = /^(9|11)$/;
/** Timers are late by this much on a quiet page. */
const SPARE_MS = 100;

/** Dead and rage clicks, with what did not happen, and within which time, on the click itself. */
export const captureVerdicts: Capture = (context) => {
  const { guard, options, page, update, hold, clicked, atClose, roots } = context;
  const windowMs = Math.min(Number(options.deadClickMs) || WINDOW_MS, MAX_WINDOW_MS);
  const wants = (name: string) => !options.without?.includes(name);
  const [wantsDead, wantsRage] = [wants('dead'), wants('rage')];
  const rage = createRage();
  /** Awaiting their end, in the order of time. */
  let trials: Trial[] = [];
  /** Called dead; a request that began in time may still prove them wrong. */
  let dead: Trial[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const correct = ({ event, url }: Trial, facts: Partial<ClickData>) => {
    event.data = { ...(event.data as ClickData), ...facts };
    update(event, url);
  };
  const judgeRage = () => {
    const [carrier, count] = rage.verdict() ?? [];
    if (carrier && ((carrier.event.data as ClickData).rage ?? 0) !== count)
      correct(carrier, { rage: count || undefined });
  };
  const witness = createWitness(context, {
    changed(changes) {
      for (const trial of trials) trial.reacted = true;
      const last = trials.at(-1);
      // Of several clicks the last one had the answer before its eyes.
      if (last && !last.answered && changes.some(last.answers)) last.answered = true;
      // Nothing is left to be seen until the next click.
      if (last?.answered) witness.pause();
    },
    reacted(focused) {
      // Focus on what was clicked comes with every click.
      for (const trial of trials) trial.reacted ||= !focused || !trial.path.includes(focused);
    },
    failed() {
      for (const trial of trials) trial.failed = true;
    },
    requested(atMs) {
      const isTimely = (trial: Trial) => atMs >= trial.atMs && atMs <= trial.atMs + windowMs;
      for (const trial of trials) trial.reacted ||= isTimely(trial);
      for (const trial of dead) if (isTimely(trial)) correct(trial, { dead: undefined });
      dead = dead.filter((trial) => !isTimely(trial));
    },
  });
  const schedule = () => {
    const [first] = trials;
    if (first) timer ??= setTimeout(judge, first.atMs + windowMs - performance.now());
    else witness.pause();
  };
  const judge = guard('verdict', () => {
    timer = undefined;
    const now = performance.now();
    judgeRage();
    for (const trial of trials) {
      const age = now - trial.atMs;
      if (age < windowMs) continue;
      if (!trial.mayBeDead || trial.reacted || age > windowMs + LATE_MS || trial.leaves()) continue;
      correct(trial, { dead: `${trial.failed ? 'error' : 'no-change'}:${windowMs}` });
      dead.push(trial);
    }
    trials = trials.filter(({ atMs }) => now - atMs < windowMs);
    schedule();
  });
  const hear = (event: TroddenEvent, raw: PointerEvent, element: Element) => {
    const path = raw.composedPath();
    const [mayBeDead, mayBeRage] = suspicionsOf(raw, path, element, context);
    if (!(mayBeDead && wantsDead) && !(mayBeRage && wantsRage)) return;
    const { x, y } = event.data as ClickData;
    const trial: Trial = {
      event,
      url: page.url,
      atMs: performance.now(),
      x,
      y,
      mayBeDead: mayBeDead && wantsDead,
      leaves: leaves(raw, path),
      answers: answersTo(element),
      path,
    };
    trials.push(trial);
    if (mayBeRage && wantsRage) rage.add(trial);
    witness.look([document, ...roots, ...(path as Node[]).filter(({ nodeType }) => ROOT.test(`${nodeType}`))]);
    hold(windowMs + SPARE_MS);
    schedule();
  };
  const stops = [
    atClose((last) => {
      judgeRage();
      // Where browsers do not tell that a navigation began, a page that goes may have been on its way.
      if (last && !document.hidden && !('navigation' in window))
        for (const trial of dead) correct(trial, { dead: undefined });
      dead = [];
      if (last) trials = [];
      if (!trials.length) witness.pause();
    }),
  ];
  clicked.add(hear);
  return () => {
    clicked.delete(hear);
    clearTimeout(timer);
    judgeRage();
    witness.stop();
    for (const stop of stops) stop();
  };
};
