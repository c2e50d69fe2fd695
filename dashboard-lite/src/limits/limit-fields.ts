import { formatCount } from '../format.ts';
import { textIn } from '../settings/fields.ts';
import { DEFAULT_WORDS, MOST_OF_A_PROJECT, type ProjectLimits } from '../wire.ts';

interface LimitField {
  name: keyof ProjectLimits;
  label: string;
  note: string;
  most: number;
  /** What holds when the field is empty. */
  byDefault: string;
}

const field = (name: keyof ProjectLimits, label: string, note: string): LimitField => ({
  name,
  label,
  note,
  most: MOST_OF_A_PROJECT[name],
  byDefault: name in DEFAULT_WORDS ? formatCount(DEFAULT_WORDS[name as keyof typeof DEFAULT_WORDS]) : 'no end',
});

/** Of each, 0 and an empty field are the default. */
export const LIMIT_FIELDS = [
  field(
    'events_per_day',
    'Events a day',
    'Over all servers, until midnight (UTC). Beyond it browsers are sent away, keep what they have and come again.',
  ),
  field(
    'requests_per_minute',
    'Requests a minute',
    'Of all browsers together, on each server unless they share their rates. The key is public: whoever floods with it shuts people out from here on.',
  ),
  field('paths', 'Different pages a day', 'Events of further ones count as “(other)”; their addresses are kept.'),
  field('event_names', 'Different event names a day', 'Further ones count as “(other)”; their names are kept.'),
  field('property_keys', 'Different property keys a day', 'Further ones are kept together, in the property (other).'),
] as const;

export const limitsIn = (form: FormData): ProjectLimits =>
  Object.fromEntries(LIMIT_FIELDS.map(({ name }) => [name, Number(textIn(form, name))]));
