import type { ReadonlySignal } from '@preact/signals';
import { signal } from '@preact/signals';
import type { ReplayDetail } from './detail.ts';
import type { Track } from './track.ts';
import { createTrack } from './track.ts';

/** A track for each tab of a replay, also for those that are opened while somebody follows. */
export function createSeats(detail: ReadonlySignal<ReplayDetail>) {
  const tracks = signal<readonly Track[]>(detail.value.tabs.map(({ tab_id }) => createTrack(tab_id)));
  const fonts: [url: string, bytes: ArrayBuffer][] = [];

  return {
    tracks,
    trackOf(segment: string): Track | undefined {
      const tab = detail.value.tabs.find(({ segments }) => segments.includes(segment));
      return tracks.value.find(({ tabId }) => tabId === tab?.tab_id);
    },
    /** A font that pages of any tab may ask for. */
    font(url: string, bytes: ArrayBuffer): void {
      fonts.push([url, bytes]);
      for (const track of tracks.value) track.font(url, bytes);
    },
    /** True when there are more tabs than before. */
    grow(): boolean {
      const news = detail.value.tabs.filter(({ tab_id }) => !tracks.value.some(({ tabId }) => tabId === tab_id));
      const more = news.map(({ tab_id }) => createTrack(tab_id));
      for (const track of more) for (const [url, bytes] of fonts) track.font(url, bytes);
      if (more.length > 0) tracks.value = [...tracks.value, ...more];
      return more.length > 0;
    },
  };
}
