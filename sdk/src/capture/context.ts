import type { DeliveryReport } from '../delivery/index.ts';
import type { Options } from '../options.ts';
import type { Guard, Shelf, Stop } from '../util/index.ts';
import type { Identity, Segment, Who } from '../who/index.ts';
import type { ClickData, TroddenEvent } from '../wire.ts';

/** The page view that everything now belongs to. Outlives `stop()`, like the page load it is part of. */
export interface Page {
  id: string;
  url: string;
}

/** The element that a click means, and what is told of it: how to find it again, and its text where that is allowed. */
export interface Description {
  element: Element;
  told: Pick<ClickData, 'anchor' | 'text' | 'href'>;
}

export type Describe = (hit: Element, options: Options) => Description;

/** What the replay tells and is told. */
export interface ReplayControl {
  /** Where this very moment can be watched. */
  url?: (() => string | undefined) | undefined;
  /** Whether the session of this moment is one to record. */
  isDrawn?: (() => boolean) | undefined;
  /** Said before anybody could hear it: the session is to be kept, whatever sampling and triggers say. */
  isWanted?: boolean | undefined;
  /** An error was told, perhaps before anybody recorded. */
  hasErred?: boolean;
  /** The same, said later. */
  start?: (() => void) | undefined;
  /** Chunks by what became of them. */
  tally?: { created: number; acked: number; dropped: number };
}

/** What the captures of the core may use. */
export interface CoreContext {
  options: Options;
  guard: Guard;
  page: Page;
  /** Records that something happened; undefined when it may not be kept. */
  emit(type: string, data: object): TroddenEvent | undefined;
  /** Stores an event again that was changed; false when it is on its way already. */
  update(event: TroddenEvent, url: string): boolean | undefined;
  flush(): unknown;
  /** What became of all events so far. */
  report(): DeliveryReport;
  /** Until `ready`, no more than what was hit. */
  describe(hit: Element): Description;
  /** Resolves when the rest of the core is there, or cannot be had. */
  ready: Promise<unknown>;
  /**
   * Runs before a batch closes, while its events can still be corrected; with `last` before the page view may be over
   * (left, hidden, or followed by another), which is the time to emit what was gathered.
   */
  atClose(work: (last: boolean) => void): Stop;
  /** Runs all that. */
  closing(last: boolean): void;
  /** Asks for so much time to correct an event that was just emitted; a page that ends does not wait. */
  hold(ms: number): void;
  /** Hears of each click that is kept, before the page's own listeners run. `element` is what the click means. */
  clicked: Set<(event: TroddenEvent, raw: PointerEvent, element: Element) => void>;
  /** Captures the clicks of another document, such as a frame's. */
  watchClicks?(target: Document): Stop;
  /** Open shadow roots of the page, as far as somebody came upon them. */
  roots: Set<Node>;
  /** Hears of every event that is kept, and again when it is corrected. */
  heard: Set<(event: TroddenEvent, isCorrection?: boolean) => void>;
  replay: ReplayControl;
  shelf: Shelf;
  /** Of everything that is kept in this browser for the project; empty when nothing may be. */
  name: string;
  /** For what the lazy parts are given. */
  who: Who;
  segment: Segment;
  errors: Event[];
}

/** What a capture of a lazy part may use besides. */
export interface CaptureContext extends CoreContext {
  /** The first uncaught errors and rejections since the start. Whoever takes them listens for himself from then on. */
  takeErrors(): Event[];
  /** Who is there, without counting as something that happens. */
  identity(): Identity;
  /** The number of the next replay chunk of this segment. */
  nextChunk(): number;
}

/** Starts observing one thing. */
export type Capture = (context: CaptureContext) => Stop;

/** The same, of the core. */
export type CoreCapture = (context: CoreContext) => Stop;
