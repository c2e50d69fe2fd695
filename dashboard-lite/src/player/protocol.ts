import type { ClickmapElement, RecordedEvent } from '../wire.ts';

/** What the dashboard tells the stage: the stage itself may fetch nothing. Times are the recording's own. */
export type StageOrder =
  /** Forgets what was there. */
  | { kind: 'load'; events: readonly RecordedEvent[] }
  | { kind: 'add'; events: readonly RecordedEvent[] }
  /** The bytes of a font by the address that its page had it from. */
  | { kind: 'font'; url: string; bytes: ArrayBuffer }
  | { kind: 'play'; at: number; speed: number }
  | { kind: 'pause'; at: number }
  /** Shows the last moment of these as a whole page, with what was clicked on it. */
  | { kind: 'map'; events: readonly RecordedEvent[]; elements: readonly ClickmapElement[] };

export type StageReport =
  | { kind: 'ready' }
  /** The recorded window, in CSS pixels. */
  | { kind: 'size'; width: number; height: number }
  /** What the last order asked for is drawn. */
  | { kind: 'shown'; at: number }
  /** Something at this time could not be shown. */
  | { kind: 'fault'; at: number; message: string }
  /** How the map was drawn. In a masked recording only links, names and places tell elements apart. */
  | { kind: 'mapped'; placed: number; clicks: number; lost: number; isMasked: boolean }
  /** Somebody wants to know more about what has these keys. */
  | { kind: 'chosen'; keys: string[] };
