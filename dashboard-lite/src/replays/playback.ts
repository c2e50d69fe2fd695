import { computed, signal } from '@preact/signals';
import { ApiError } from '../api.ts';
import type { StoredChunk } from '../wire.ts';
import { createAssets } from './assets.ts';
import type { Broken } from './broken.ts';
import { addBroken, isPlayable } from './broken.ts';
import type { ReplayDetail } from './detail.ts';
import { createDetail } from './detail.ts';
import type { Stretch } from './loader.ts';
import { createLoader } from './loader.ts';
import type { ReplaySource } from './replay-api.ts';
import { createSeats } from './seats.ts';
import { lastUntil } from './track.ts';
import { isWide } from './wide.ts';

export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const;
/** Longer than this without an event is idle, and may be skipped up to shortly before the next one. */
const IDLE_MS = 5_000;
const LEAD_MS = 1_000;

/** No tab's id: theirs are UUIDs. */
export const ALL_TABS = 'all';

export interface PlaybackOptions {
  replay: ReplayDetail;
  source: ReplaySource;
  startAtMs: number;
}

/**
 * One clock for all tabs of a replay. The stages follow its orders; the position shown is the clock's, so that pausing keeps what the
 * viewer saw.
 */
export function createPlayback({ replay, source, startAtMs }: PlaybackOptions) {
  const beginMs = replay.started_at_ms;
  const endMs = signal(beginMs + replay.duration_ms);
  const { detail, follow } = createDetail(replay, source.read);
  const seats = createSeats(detail);
  const { tracks } = seats;
  const at = signal(Math.min(Math.max(startAtMs, beginMs), endMs.value));
  const playing = signal(false);
  const speed = signal<number>(1);
  const skipping = signal(true);
  const stretch = signal<Stretch>({ fromMs: null, untilMs: beginMs, isWhole: false });
  const error = signal<ApiError | null>(null);
  const broken = signal<readonly Broken[]>([]);
  /** A tab, or all of them; undefined follows the one in which something happened last. */
  const chosen = signal<string | undefined>(undefined);
  const together = computed(() => chosen.value === ALL_TABS && isWide.value);
  const shown = computed(() => {
    stretch.value;
    if (chosen.value !== undefined && chosen.value !== ALL_TABS) return chosen.value;
    const latest = tracks.value.map((track) => ({ track, time: track.times[lastUntil(track.times, at.value)] ?? -1 }));
    return latest.sort((one, other) => other.time - one.time)[0]?.track.tabId ?? '';
  });
  let frame = 0;
  let tickedAt = 0;
  /** For what has not arrived, or has not happened yet. */
  let isWaiting = false;

  const direct = () => {
    for (const track of tracks.value)
      track.order(playing.value ? { kind: 'play', at: at.value, speed: speed.value } : { kind: 'pause', at: at.value });
  };

  const assets = createAssets(source.asset, seats.font);
  const loader = createLoader({
    read: async (fromMs) => {
      const answer = await source.chunks(fromMs);
      const [isLate] = await Promise.all([
        follow(answer.chunks),
        ...answer.chunks.map(({ events }) => assets.fill(events)),
      ]);
      if (seats.grow()) direct();
      // What was missing lies before what is read next.
      if (isLate) setTimeout(() => loadFor(at.value));
      error.value = null;
      return answer;
    },
    isLive: () => detail.value.is_live,
    onChunks(news: readonly StoredChunk[], now) {
      for (const { session_replay_segment_id, events, first_event_at_ms, last_event_at_ms } of news)
        if (isPlayable(events)) seats.trackOf(session_replay_segment_id)?.add(events);
        else broken.value = addBroken(broken.value, { from_ms: first_event_at_ms, to_ms: last_event_at_ms });
      if (detail.value.is_live) endMs.value = Math.max(endMs.value, now.untilMs);
      stretch.value = now;
      // A stage that ran out of events has stopped by itself.
      if (isWaiting && playing.value) direct();
    },
    onError(thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      error.value = thrown;
    },
  });

  /** The newest full picture of any tab that is not later, so that every tab has one. */
  const loadFor = (time: number) => {
    for (const track of tracks.value) track.clear();
    const { tabs, snapshots } = detail.value;
    const starts = tabs.flatMap(({ segments }) => {
      const before = snapshots.filter(
        ({ at_ms, session_replay_segment_id }) => at_ms <= time && segments.includes(session_replay_segment_id),
      );
      return before.at(-1)?.chunk_from_ms ?? [];
    });
    loader.start(starts.length > 0 ? Math.min(...starts) : null);
  };

  const nextEvent = (time: number) =>
    Math.min(...tracks.value.map(({ times }) => times[lastUntil(times, time) + 1] ?? Number.POSITIVE_INFINITY));

  const tick = () => {
    const now = performance.now();
    const next = at.value + (now - tickedAt) * speed.value;
    tickedAt = now;
    // What has not arrived yet cannot be shown: the clock waits for it.
    if (loader.holds(next) || next >= endMs.value) at.value = Math.min(next, endMs.value);
    isWaiting = at.value < next;
    const upcoming = nextEvent(at.value);
    if (skipping.value && Number.isFinite(upcoming) && upcoming - at.value > IDLE_MS) {
      at.value = upcoming - LEAD_MS;
      direct();
    }
    if (at.value >= endMs.value && !detail.value.is_live) return pause();
    frame = requestAnimationFrame(tick);
  };

  const play = () => {
    if (playing.value) return;
    if (at.value >= endMs.value && !detail.value.is_live) seek(beginMs);
    playing.value = true;
    tickedAt = performance.now();
    frame = requestAnimationFrame(tick);
    direct();
  };

  const pause = () => {
    cancelAnimationFrame(frame);
    playing.value = false;
    direct();
  };

  const seek = (time: number) => {
    at.value = Math.min(Math.max(time, beginMs), endMs.value);
    if (!loader.holds(at.value) && at.value < endMs.value) loadFor(at.value);
    tickedAt = performance.now();
    direct();
  };

  loadFor(at.value);
  direct();

  return {
    detail,
    beginMs,
    endMs,
    at,
    playing,
    speed,
    skipping,
    stretch,
    error,
    broken,
    noteBroken: (time: number) => {
      broken.value = addBroken(broken.value, { from_ms: time, to_ms: time });
    },
    chosen,
    together,
    shown,
    tracks,
    play,
    pause,
    seek,
    setSpeed(value: number) {
      speed.value = value;
      direct();
    },
    stop() {
      pause();
      loader.stop();
    },
  };
}

export type Playback = ReturnType<typeof createPlayback>;
