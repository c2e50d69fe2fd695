import type { MarkKind, TroddenEvent } from '../wire.ts';
import { MAX_MARK_LABEL_LENGTH } from '../wire.ts';

export interface Mark {
  kind: MarkKind;
  label: string;
}

/** Corrections come within seconds. */
const MAX_TOLD = 500;

const text = (value: unknown): string => `${value ?? ''}`.slice(0, MAX_MARK_LABEL_LENGTH);

/** What an event puts on the timeline of a replay. One that is corrected later adds what became known. */
const marksOf = ({ event_type, data }: TroddenEvent, isCorrection?: boolean): Mark[] => {
  const { path, tag_name, dead, rage, from, to, message } = data as Record<string, unknown>;
  const marks: Mark[] = [];
  const add = (kind: MarkKind, label: unknown) => marks.push({ kind, label: text(label) });
  if (event_type === '$click') {
    if (!isCorrection) add('click', tag_name);
    if (dead) add('dead', dead);
    if (rage) add('rage', rage);
  } else if (isCorrection) return marks;
  else if (event_type === '$page-view') add('page-view', path);
  else if (event_type === '$auth') add('auth', `${from} → ${to}`);
  else if (event_type === '$error') add('error', message);
  else if (!event_type.startsWith('$')) add('event', event_type);
  return marks;
};

/** Each verdict on a click is told once, however often it is corrected. */
export const createMarker = (tell: (mark: Mark) => void) => {
  let told = new Set<string>();
  return (event: TroddenEvent, isCorrection?: boolean): void => {
    if (told.size > MAX_TOLD) told = new Set();
    for (const mark of marksOf(event, isCorrection)) {
      const name = `${event.event_id} ${mark.kind}`;
      if (!told.has(name)) tell(mark);
      told.add(name);
    }
  };
};
