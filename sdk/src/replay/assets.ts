import type { Guard, Shelf, Stop } from '../util/index.ts';
import { MAX_FONT_BYTES, MAX_SHEET_BYTES } from '../wire.ts';

const KEPT = 'assets';
const DAY_MS = 86_400_000;
/** A reference is 76 characters; shorter sheets travel as they are. */
const MIN_SHEET_CHARACTERS = 2_000;
/** Of one page load, and of what a browser remembers of a day. */
const MAX_ASSETS = 24;
const MAX_REMEMBERED = 200;
const FONT = /\.(woff2?|[ot]tf)$/i;
const FNV_PRIME = 0x01000193;

/** Only this browser compares them, with what it named itself: the server goes by SHA-256. */
const nameOf = (text: string): string => {
  let sum = 0;
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), FNV_PRIME);
  return `${text.length}.${sum}`;
};

export interface AssetsOptions {
  host: string;
  key: string;
  shelf: Shelf;
  guard: Guard;
  /** Another font is known. */
  onFont: () => void;
}

/**
 * Style sheets and fonts of the site's own origin, kept on the server once by what they hold: a replay looks as it did when the site has
 * changed, and a snapshot does not carry the same sheets again. Nothing is sent before the recording is wanted.
 */
export const createAssets = ({ host, key, shelf, guard, onFont }: AssetsOptions) => {
  const today = `${Math.floor(Date.now() / DAY_MS)}`;
  const shelved = shelf(KEPT);
  /** What the server has, by its name here. Asked again every day: what nobody has asked about for long is thrown away. */
  let kept: Record<string, string> = { '': today };
  guard('replay-kept', () => {
    const known = JSON.parse(shelved || '{}');
    if (known[''] === today) kept = known;
  })();
  const fonts: [url: string, hash: string][] = [];
  const asked = new Set<string>();
  let waiting: (() => unknown)[] | undefined = [];
  /** One font after the other, none after one that failed: a policy that keeps scripts from fonts reports one of them, not each. */
  let turn: Promise<unknown> = Promise.resolve();

  const keep = async (kind: 'font' | 'sheet', name: string, bytes: BufferSource & BlobPart): Promise<unknown> => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const send = async (body: BlobPart[]): Promise<unknown> => {
      const answer = await fetch(`${host}/v1/replay/asset?${new URLSearchParams({ key, kind, hash })}`, {
        method: 'POST',
        body: new Blob(body, { type: 'text/plain' }),
        credentials: 'omit',
        priority: 'low',
      });
      return (await answer.json()).has;
    };
    const has = await send([]);
    if (!(has || (has === false && (await send([bytes]))))) return;
    kept[name] = hash;
    if (Object.keys(kept).length < MAX_REMEMBERED) shelf(KEPT, JSON.stringify(kept));
  };
  /** Once for each name, a few for each page; without a secure context nothing can be named. */
  const take = (name: string, work: () => Promise<unknown>) => {
    if (asked.has(name) || asked.size >= MAX_ASSETS || !crypto.subtle) return;
    asked.add(name);
    const guarded = guard('replay-asset', work);
    if (waiting) waiting.push(guarded);
    else guarded();
  };
  /** A font that the page has loaded, out of the browser's cache. */
  const takeFont = (address: string) => {
    const url = address.replace(/[?#].*/, '');
    if (!FONT.test(url) || !url.startsWith(`${location.origin}/`)) return;
    const read = async () => {
      if (!kept[url]) {
        const answer = await fetch(address, { mode: 'same-origin', cache: 'force-cache' });
        const bytes = await answer.arrayBuffer();
        if (answer.ok && bytes.byteLength <= MAX_FONT_BYTES) await keep('font', url, bytes);
      }
      const hash = kept[url];
      if (!hash) return;
      fonts.push([url, hash]);
      onFont();
    };
    take(url, () => {
      turn = turn.then(read);
      return turn;
    });
  };

  const observer = new PerformanceObserver(
    guard('replay-fonts', (list: PerformanceObserverEntryList) => {
      for (const { name, initiatorType } of list.getEntries() as PerformanceResourceTiming[])
        if (initiatorType !== 'fetch') takeFont(name);
    }),
  );

  return {
    fonts,
    /** Puts a reference in place of a sheet that the server has; one that it may not have yet is sent for the next time. */
    shorten(attributes: Record<string, unknown>): void {
      const css = attributes._cssText;
      if (typeof css !== 'string' || css.length < MIN_SHEET_CHARACTERS || shelved === undefined) return;
      const name = nameOf(css);
      if (kept[name]) attributes._cssText = `/*trodden ${kept[name]}*/`;
      else if (css.length <= MAX_SHEET_BYTES) take(name, () => keep('sheet', name, new TextEncoder().encode(css)));
    },
    /** The recording is wanted. */
    start(): void {
      if (!waiting) return;
      for (const work of waiting) work();
      waiting = undefined;
      observer.observe({ type: 'resource', buffered: true });
    },
    stop: (() => observer.disconnect()) as Stop,
  };
};
