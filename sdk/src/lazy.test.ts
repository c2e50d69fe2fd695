import { afterEach, expect, it, vi } from 'vitest';
import type { CaptureContext } from './capture/index.ts';
import { keepEarlyErrors } from './capture/index.ts';
import * as chunks from './chunks.ts';
import type { ChunkStates } from './lazy.ts';
import { startChunk, startIdleChunks } from './lazy.ts';
import { resolveOptions } from './options.ts';
import { createGuard } from './util/index.ts';

afterEach(() => vi.restoreAllMocks());

const setting = () => {
  const faults = {};
  const states: ChunkStates = {};
  const guard = createGuard(faults, 10, () => {});
  const context = { guard, options: resolveOptions({ key: 'pk', host: '' }) } as unknown as CaptureContext;
  return { faults, states, guard, context };
};
/** The seam itself: which part comes, and when, is what these tests decide. */
const chunkThat = (start: chunks.Chunk['start']) => {
  let arrive = () => {};
  const load = vi.spyOn(chunks, 'loadChunk').mockImplementation(
    () =>
      new Promise((resolve) => {
        arrive = () => resolve({ start });
      }),
  );
  return { load, arrive: () => arrive() };
};

it('a part is loaded when the page is idle, and its captures end with everything else', async () => {
  const { states, context } = setting();
  context.options.without = 'vitals';
  const end = vi.fn();
  vi.spyOn(chunks, 'loadChunk').mockResolvedValue({ start: () => end });
  const stop = startIdleChunks(states, context);
  expect(states).toEqual({});
  await vi.waitFor(() => expect(states).toEqual({ extras: 'ready', clicks: 'ready' }), 3_000);
  stop();
  expect(end).toHaveBeenCalledTimes(2);
});

it('a part that arrives after the end is not started, and one that was never asked for is not loaded', async () => {
  const { states, context } = setting();
  const start = vi.fn(() => () => {});
  const { load, arrive } = chunkThat(start);
  startChunk('extras', states, context)();
  arrive();
  await vi.waitFor(() => expect(states.extras).toBe('ready'));
  expect(start).not.toHaveBeenCalled();
  load.mockClear();
  startIdleChunks(states, context)();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(load).not.toHaveBeenCalled();
});

it('the end reaches what a part has started, with the wish to forget', async () => {
  const { states, context } = setting();
  const end = vi.fn();
  const { arrive } = chunkThat(() => end);
  const stop = startChunk('extras', states, context);
  arrive();
  await vi.waitFor(() => expect(states.extras).toBe('ready'));
  stop(true);
  expect(end).toHaveBeenCalledWith(true);
});

it('a part that fails is told, and is nobody else’s matter', async () => {
  const { faults, states, context } = setting();
  const { arrive } = chunkThat(() => {
    throw new Error('broken');
  });
  const stop = startChunk('extras', states, context);
  arrive();
  await vi.waitFor(() => expect(states.extras).toBe('failed'));
  await vi.waitFor(() => expect(faults).toEqual({ extras: 1 }));
  stop();
});

it('early errors wait to be taken, the first ones only, and those of files do not count', () => {
  const { guard } = setting();
  const [take, stop] = keepEarlyErrors(guard);
  const tell = () => window.dispatchEvent(new Event('error'));
  document.body.dispatchEvent(new Event('error', { bubbles: false }));
  for (let n = 0; n < 30; n++) tell();
  expect(take().length).toBe(20);
  tell();
  expect(take()).toEqual([]);
  stop();
});
