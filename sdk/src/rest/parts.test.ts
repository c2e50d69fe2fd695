import { expect, it, vi } from 'vitest';
import type { CaptureContext } from '../capture/index.ts';
import { keepEarlyErrors } from '../capture/index.ts';
import { resolveOptions } from '../options.ts';
import { createGuard } from '../util/index.ts';
import type { Part, PartStates } from './parts.ts';
import { startPart, startParts } from './parts.ts';

const setting = () => {
  const faults = {};
  const states: PartStates = {};
  const guard = createGuard(faults, 10, () => {});
  const context = {
    guard,
    options: resolveOptions({ key: 'pk', host: '' }),
    who: { look: () => ({ session_id: '0198a5f0-0000-7000-8000-000000000000' }) },
    errors: [],
    segment: { chunks: 0 },
    heard: new Set(),
    shelf: () => undefined,
    replay: {},
  } as unknown as CaptureContext;
  return { faults, states, guard, context };
};
/** A part that comes when the test says so. */
const partThat = (start: Part['start']) => {
  let arrive = () => {};
  const load = () =>
    new Promise<Part>((resolve) => {
      arrive = () => resolve({ start });
    });
  return { load, arrive: () => arrive() };
};

it('parts are loaded when the page is idle, and end with everything else', async () => {
  const { states, context } = setting();
  const stop = startParts(states, { ...context, takeErrors: () => [] } as unknown as CaptureContext);
  expect(states).toEqual({});
  await vi.waitFor(() => expect(Object.keys(states)).toContain('extras'), 3_000);
  stop();
});

it('nothing is loaded after the end', async () => {
  const { states, context } = setting();
  startParts(states, context)();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(states).toEqual({});
});

it('a recording is started while there is somebody to start it, and never after the end', async () => {
  const { states, context } = setting();
  const { replay } = context;
  replay.isWanted = true;
  const stop = startParts(states, context);
  const { start } = replay;
  stop(true);
  start?.();
  replay.start?.();
  expect({ ...states, ...replay }).toEqual({});
});

it('a part that arrives after the end is not started', async () => {
  const { states, context } = setting();
  const start = vi.fn(() => () => {});
  const { load, arrive } = partThat(start);
  startPart('extras', load, states, context)();
  arrive();
  await new Promise((resolve) => setTimeout(resolve));
  expect(start).not.toHaveBeenCalled();
  expect(states).toEqual({});
});

it('the end reaches what a part has started, with the wish to forget', async () => {
  const { states, context } = setting();
  const end = vi.fn();
  const { load, arrive } = partThat(() => end);
  const stop = startPart('extras', load, states, context);
  arrive();
  await vi.waitFor(() => expect(states.extras).toBe('ready'), 10_000);
  stop(true);
  expect(end).toHaveBeenCalledWith(true);
});

it('a part that fails is told, and is nobody else’s matter', async () => {
  const { faults, states, context } = setting();
  const { load, arrive } = partThat(() => {
    throw new Error('broken');
  });
  const stop = startPart('extras', load, states, context);
  arrive();
  await vi.waitFor(() => expect(faults).toEqual({ extras: 1 }), 10_000);
  expect(states).toEqual({ extras: 'failed' });
  stop();
});

it('after the end it can be started again, whatever is still on its way', async () => {
  const { states, context } = setting();
  const [first, second] = [vi.fn(() => () => {}), vi.fn(() => () => {})];
  const [early, late] = [partThat(first), partThat(second)];
  startPart('extras', early.load, states, context)();
  const stop = startPart('extras', late.load, states, context);
  early.arrive();
  await new Promise((resolve) => setTimeout(resolve));
  expect(states).toEqual({ extras: 'loading' });
  late.arrive();
  await vi.waitFor(() => expect(states).toEqual({ extras: 'ready' }), 10_000);
  expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
  stop();
  expect(states).toEqual({});
});

it('early errors wait to be taken, the first ones only, and those of files do not count', () => {
  const { guard } = setting();
  const errors: Event[] = [];
  const stops = keepEarlyErrors(guard, errors);
  const tell = () => window.dispatchEvent(new Event('error'));
  document.body.dispatchEvent(new Event('error', { bubbles: false }));
  for (let n = 0; n < 30; n++) tell();
  expect(errors.length).toBe(20);
  for (const stop of stops) stop();
  errors.length = 0;
  tell();
  expect(errors).toEqual([]);
});
