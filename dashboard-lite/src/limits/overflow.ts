import { formatCount, formatShare, plural } from '../format.ts';
import type { LimitsAnswer, WordUse } from '../wire.ts';

/** What a project has more of, today, than it may; in words for whoever reads the numbers. */
export interface Overflow {
  title: string;
  /** What that does to the numbers, and where the rest is. */
  text: string;
}

/** From here on there is something to do before it is too late. */
const NEARLY = 0.8;

type WordKind = 'paths' | 'event_names' | 'property_keys';

export const WORDS: Record<WordKind, { label: string; many: string; rest: (beyond: number) => string; kept: string }> =
  {
    paths: {
      label: 'Pages',
      many: 'different pages',
      rest: (beyond) => `${plural(beyond, 'event', 'events')} of further pages`,
      kept: 'Their addresses are kept, in the column url.',
    },
    event_names: {
      label: 'Event names',
      many: 'different event names',
      rest: (beyond) => `${plural(beyond, 'event', 'events')} with further names`,
      kept: 'Their names are kept, in the property (name).',
    },
    property_keys: {
      label: 'Property keys',
      many: 'different property keys',
      rest: (beyond) => `${plural(beyond, 'property', 'properties')} with further keys`,
      kept: 'Their keys and values are kept, in the property (other).',
    },
  };

const KINDS = Object.keys(WORDS) as WordKind[];

export const wordKinds = (answer: LimitsAnswer): (readonly [WordKind, WordUse])[] =>
  KINDS.map((kind) => [kind, answer[kind]] as const);

function quotaOverflow({ events_per_day, events_today, refused_today }: LimitsAnswer): Overflow[] {
  if (events_per_day === null || events_today === null) return [];
  const isReached = (refused_today.EVENT_QUOTA_REACHED ?? 0) > 0 || events_today >= events_per_day;
  const share = events_today / events_per_day;
  if (!isReached && share < NEARLY) return [];
  const taken = `${formatCount(events_today)} were taken`;
  const quota = `quota of ${plural(events_per_day, 'event', 'events')}`;
  return isReached
    ? [
        {
          title: `Today’s ${quota} is reached: ${taken}.`,
          text: 'The rest of the day (UTC) is missing until browsers come back with what they keep, for up to a week.',
        },
      ]
    : [
        {
          title: `Today’s ${quota} is nearly reached: ${taken}.`,
          text: `${formatShare(1 - share)} of it is left until midnight (UTC).`,
        },
      ];
}

function rateOverflow({ requests_per_minute, refused_today }: LimitsAnswer): Overflow[] {
  const refused = refused_today.RATE_LIMITED ?? 0;
  if (refused === 0 || requests_per_minute === null) return [];
  return [
    {
      title: `${plural(refused, 'request', 'requests')} of today came too fast: more than ${formatCount(requests_per_minute)} a minute.`,
      text: 'Browsers keep what was in them and send it again, so numbers of today may still rise.',
    },
  ];
}

/** What should be known to whoever looks at the numbers of today; none on most days. */
export function overflowsOf(answer: LimitsAnswer): Overflow[] {
  const words = wordKinds(answer)
    .filter(([, { overflowed }]) => overflowed > 0)
    .map(([kind, { cap, overflowed }]) => ({
      title: `More than ${formatCount(cap)} ${WORDS[kind].many} today.`,
      text: `${WORDS[kind].rest(overflowed)} ${overflowed === 1 ? 'is' : 'are'} counted together, as “(other)”. ${WORDS[kind].kept}`,
    }));
  return [...quotaOverflow(answer), ...rateOverflow(answer), ...words];
}

/** Events of today whose sender is taken for a machine; most first. */
export const machinesOf = ({ bots }: LimitsAnswer): { total: number; reasons: [reason: string, events: number][] } => {
  const reasons = Object.entries(bots.events_today).sort(([, one], [, other]) => other - one);
  return { total: reasons.reduce((sum, [, events]) => sum + events, 0), reasons };
};
