import type { RecordedEvent } from '../wire.ts';
import type { ReadAsset } from './replay-api.ts';

/** What stands in a snapshot in place of a sheet that is kept once. */
const REFERENCE = /^\/\*trodden ([0-9a-f]{64})\*\/$/;
const HASH = /^[0-9a-f]{64}$/;
const FULL_SNAPSHOT = 2;
const INCREMENT = 3;
const CUSTOM = 5;

type Bag = Record<string, unknown>;
export type OnFont = (url: string, bytes: ArrayBuffer) => void;

/** All attributes that refer to a sheet, wherever in an event they stand. */
function* references(event: unknown): Generator<{ attributes: Bag; hash: string }> {
  const waiting = [event];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    const { _cssText: css } = at as Bag;
    const hash = typeof css === 'string' ? REFERENCE.exec(css)?.[1] : undefined;
    if (hash) yield { attributes: at as Bag, hash };
    else for (const value of Object.values(at)) if (typeof value === 'object') waiting.push(value);
  }
}

function fontsOf({ type, data }: RecordedEvent): [url: string, hash: string][] {
  const { tag, payload } = (data ?? {}) as { tag?: unknown; payload?: { fonts?: unknown } };
  const fonts = type === CUSTOM && tag === 'trodden' ? payload?.fonts : undefined;
  return Array.isArray(fonts)
    ? fonts.filter((font) => Array.isArray(font) && typeof font[0] === 'string' && HASH.test(String(font[1])))
    : [];
}

/** What recordings refer to by its hash; each is read once. */
export function createAssets(read: ReadAsset, onFont: OnFont) {
  const asked = new Map<string, Promise<ArrayBuffer | undefined>>();
  const told = new Set<string>();
  const bytesOf = (hash: string) => {
    const known = asked.get(hash) ?? read(hash);
    asked.set(hash, known);
    return known;
  };
  const fill = async (attributes: Bag, hash: string) => {
    const bytes = await bytesOf(hash);
    attributes._cssText = bytes ? new TextDecoder().decode(bytes) : '';
  };
  const tell = async ([url, hash]: [string, string]) => {
    if (told.has(url)) return;
    told.add(url);
    const bytes = await bytesOf(hash);
    if (bytes) onFont(url, bytes);
  };
  return {
    /** Resolves when every reference to a sheet is that sheet. Fonts come when they come: nothing waits for them. */
    async fill(events: unknown): Promise<void> {
      if (!Array.isArray(events)) return;
      const work: Promise<void>[] = [];
      for (const event of events as RecordedEvent[]) {
        if (event?.type === FULL_SNAPSHOT || event?.type === INCREMENT)
          for (const { attributes, hash } of references(event.data)) work.push(fill(attributes, hash));
        if (event?.type === CUSTOM) for (const font of fontsOf(event)) void tell(font);
      }
      await Promise.all(work);
    },
  };
}
