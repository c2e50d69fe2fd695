import type { Mood } from '../browser/collector.ts';
import type { Random } from './random.ts';

const UNAVAILABLE = JSON.stringify({ error: { code: 'SPOOL_FULL' } });

const WORKING: Mood[] = ['up', 'slow'];
/** What the client cannot tell from a failure. Two of the six have kept the batch. */
const FAILING: Mood[] = [
  'refuse',
  'forgetful',
  { status: 503, body: UNAVAILABLE, headers: { 'retry-after': '1' } },
  'hang',
  'mute',
  'portal',
];

/** From the client's view three of five fail. */
export const drawMood = (random: Random): Mood => {
  const moods = random() < 0.4 ? WORKING : FAILING;
  return moods[Math.floor(random() * moods.length)] as Mood;
};
