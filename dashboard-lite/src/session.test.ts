import { beforeEach, expect, test, vi } from 'vitest';
import { access } from './api.ts';
import { followProject, session } from './session.ts';
import { go, setParameter } from './state.ts';

const SOON = { timeout: 4_000 };

const told = async (name: string) => {
  await vi.waitFor(() => expect(session.value?.project?.name).toBe(name), SOON);
};

beforeEach(() => {
  go('/overview');
  access.value = 'granted';
});

test('only another project asks again: neither a view, nor a filter, nor what is typed', async () => {
  const asked = vi.fn(async (address: string) => {
    const name = new URL(address, location.href).searchParams.get('project');
    return new Response(JSON.stringify({ project: { name }, projects: [{ name }] }));
  });
  vi.stubGlobal('fetch', asked);
  const stop = followProject();
  go('/overview?project=one');
  await told('one');
  const known = session.value;
  const before = asked.mock.calls.length;

  go('/people');
  setParameter('search', 'somebody');
  go('/overview?filter=country%3Ais%3ADE');
  expect(session.value).toBe(known);
  expect(asked).toHaveBeenCalledTimes(before);

  go('/overview?project=two');
  expect(session.value).toBeNull();
  await told('two');
  expect(asked).toHaveBeenCalledTimes(before + 1);
  stop();
});
