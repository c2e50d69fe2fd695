import { expect, test } from 'vitest';
import { hostileRecordings } from '../../../test/replay/hostile.ts';
import { judgeRecorded } from './judge-events.ts';
import { scrubRecording } from './scrub-recording.ts';

const ALARM = 'alarm()';
const recordings = hostileRecordings({ beacon: 'https://evil.example', alarm: ALARM });

test('there are many, and each has a name of its own', () => {
  expect(recordings.length).toBeGreaterThan(100);
  expect(new Set(recordings.map(({ name }) => name)).size).toBe(recordings.length);
});

test.each(recordings.map((recording) => [recording.name, recording] as const))(
  '%s',
  (_name, { events, isMalformed }) => {
    const judged = judgeRecorded(events);
    expect(typeof judged === 'number').toBe(isMalformed === true);
    if (isMalformed) return;
    scrubRecording(events);
    const left = JSON.stringify(events);
    // What runs by itself is gone before anything is stored; requests are the player's policy's business.
    expect(left).not.toMatch(/"on[a-z]+":"alarm/);
    expect(left).not.toMatch(/"(?:href|src|action|formaction)":"\s*java\s*script/i);
    expect(left).not.toContain('"srcdoc"');
    expect(left).not.toContain('"http-equiv"');
    expect(left).not.toContain(`"textContent":"${ALARM}"`);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  },
);

test('what a masked page sends passes untouched', () => {
  const node = {
    type: 2,
    tagName: 'a',
    attributes: { href: 'https://shop.example/p/1', class: 'x', title: '****', 'data-state': 'open' },
    childNodes: [{ type: 3, textContent: '**** ***' }],
  };
  const events = [{ type: 2, timestamp: 1, data: { node } }];
  const before = JSON.stringify(events);
  expect(scrubRecording(events)).toBe(0);
  expect(JSON.stringify(events)).toBe(before);
});
