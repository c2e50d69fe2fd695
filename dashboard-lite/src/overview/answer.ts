import { effect, signal, untracked } from '@preact/signals';
import { ApiError, readOverview } from '../api.ts';
import { newestId } from '../feed.ts';
import type { OverviewAnswer } from '../wire.ts';
import type { Question } from './question.ts';
import { queryOf, question } from './question.ts';

/** New events change the numbers; nobody reads faster than this. */
const AT_MOST_EVERY_MS = 5_000;

export interface Answered {
  /** What it answers: until the next one is here, the last stays and says so. */
  question: Question;
  now: OverviewAnswer;
  /** The time before, which is asked second: the numbers themselves are not kept waiting for what they are held against. */
  before: OverviewAnswer | null;
}

export const answered = signal<Answered | null>(null);
export const overviewTrouble = signal<ApiError | null>(null);

/** Asks when the question changes, and again when something new has arrived. */
export function startOverview(): () => void {
  let turn = 0;
  let timer = 0;
  let askedAt = 0;

  const refresh = async (asked: Question) => {
    const mine = ++turn;
    askedAt = Date.now();
    const { range, filters } = asked;
    try {
      const now = await readOverview(queryOf(range, filters));
      if (mine !== turn) return;
      const known = answered.peek();
      answered.value = { question: asked, now, before: known?.question === asked ? known.before : null };
      const before = await readOverview(queryOf(range.before, filters));
      if (mine !== turn) return;
      answered.value = { question: asked, now, before };
      overviewTrouble.value = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine === turn) overviewTrouble.value = error;
    }
  };

  const stopAsking = effect(() => {
    const asked = question.value;
    // Asking reads the address, which changes with more than the question.
    untracked(() => void refresh(asked));
  });
  const stopListening = effect(() => {
    newestId.value;
    clearTimeout(timer);
    const wait = Math.max(0, askedAt + AT_MOST_EVERY_MS - Date.now());
    timer = window.setTimeout(() => void refresh(question.peek()), wait);
  });
  return () => {
    turn += 1;
    clearTimeout(timer);
    stopAsking();
    stopListening();
    answered.value = null;
  };
}
