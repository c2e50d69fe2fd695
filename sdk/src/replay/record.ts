import { record } from '@rrweb/record';
import type { Stop } from '../util/index.ts';
import type { Recorded } from './mask-event.ts';

/** Pointer moves are kept this often and told in groups; the player draws lines between them. */
const MOVE_EVERY_MS = 100;
const MOVES_TOGETHER_MS = 1_000;
const SCROLL_EVERY_MS = 150;
const MEDIA_EVERY_MS = 800;
/** On oversized pages of each list so many items are recorded; the rest keeps its place as boxes. */
export const THIN_SIBLINGS = 150;

const BLOCK = '[data-trodden-block]';
/** Nothing in them is seen, and some of it is secret. */
const SLIM = {
  script: true,
  comment: true,
  headFavicon: true,
  headWhitespace: true,
  headMetaDescKeywords: true,
  headMetaSocial: true,
  headMetaRobots: true,
  headMetaHttpEquiv: true,
  headMetaAuthorship: true,
  headMetaVerification: true,
} as const;

export interface RecordOptions {
  /** A selector of what is not recorded at all. */
  block?: string | undefined;
  isThin: boolean;
  emit(event: Recorded): void;
  onFault(reason: unknown): void;
}

/** The only door to rrweb. */
export const startRecord = ({ block, isThin, emit, onFault }: RecordOptions): Stop => {
  const blocked = [BLOCK, block, isThin && `:nth-child(n+${THIN_SIBLINGS + 1})`].filter(Boolean).join();
  const stop = record({
    emit: (event) => emit(event as unknown as Recorded),
    blockSelector: blocked,
    maskAllInputs: true,
    // `type=text` fields included; what is unmasked is decided in our own pass, for which the text is needed.
    maskInputFn: (text) => text,
    slimDOMOptions: SLIM,
    inlineStylesheet: true,
    sampling: {
      mousemove: MOVE_EVERY_MS,
      mousemoveCallback: MOVES_TOGETHER_MS,
      scroll: SCROLL_EVERY_MS,
      media: MEDIA_EVERY_MS,
      input: 'last',
      mouseInteraction: { MouseUp: false, MouseDown: false, Focus: false, Blur: false },
    },
    errorHandler: (reason) => {
      onFault(reason);
      // The page never sees a fault of the recorder.
      return true;
    },
  });
  return () => stop?.();
};

export const nodeOf = (id: number): Node | null => record.mirror.getNode(id);

export const takeSnapshot = (): void => record.takeFullSnapshot(true);
