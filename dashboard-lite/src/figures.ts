import { effect, signal } from '@preact/signals';
import { ApiError, countEvents } from './api.ts';
import { newestId } from './feed.ts';
import type { RangeName } from './range.ts';
import { rangeAt, rangeNamed } from './range.ts';
import { parameter } from './state.ts';

/** A range that ends now has to be asked again even when nothing new came. */
const REFRESH_MS = 60_000;

interface Figure {
  now: number;
  before: number;
}

export interface Figures {
  range: RangeName;
  pageViews: Figure;
  clicks: Figure;
  all: Figure;
}

export const figures = signal<Figures | null>(null);
export const figuresTrouble = signal<ApiError | null>(null);

async function figureOf(range: RangeName, at: number, type?: string): Promise<Figure> {
  const { from, to, before } = rangeAt(range, at);
  const kind = type === undefined ? {} : { type };
  const [now, earlier] = await Promise.all([countEvents({ from, to, ...kind }), countEvents({ ...before, ...kind })]);
  return { now, before: earlier };
}

async function readFigures(range: RangeName): Promise<Figures> {
  const at = Date.now();
  const [pageViews, clicks, all] = await Promise.all([
    figureOf(range, at, '$page-view'),
    figureOf(range, at, '$click'),
    figureOf(range, at),
  ]);
  return { range, pageViews, clicks, all };
}

/** Counts again when the range changes, when something new arrived, and once a minute. */
export function startFigures(): () => void {
  let turn = 0;
  const refresh = async (range: RangeName) => {
    turn += 1;
    const mine = turn;
    try {
      const answer = await readFigures(range);
      if (mine !== turn) return;
      figures.value = answer;
      figuresTrouble.value = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine === turn) figuresTrouble.value = error;
    }
  };

  const stop = effect(() => {
    newestId.value;
    void refresh(rangeNamed(parameter('range')));
  });
  const timer = window.setInterval(() => {
    if (!document.hidden) void refresh(rangeNamed(parameter('range')));
  }, REFRESH_MS);
  return () => {
    turn += 1;
    stop();
    clearInterval(timer);
  };
}
