// @vitest-environment node
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { TroddenProvider, useAuth, useTrack, useTrodden } from './index.ts';

const Shop = () => {
  useAuth({ id: 'u1' });
  const track = useTrack();
  const trodden = useTrodden();
  track('rendered');
  return createElement('p', null, `consent: ${trodden.diagnose().consent}`);
};

it('renders on a server, where there is no window', async () => {
  expect(typeof window).toBe('undefined');
  const options = { key: 'pk_test', host: 'https://stats.example.com' };
  const page = createElement(TroddenProvider, { options }, createElement(Shop));
  expect(renderToString(page)).toBe('<p>consent: false</p>');
});

it('without a provider every hook does nothing', async () => {
  let flushed: Promise<void> | undefined;
  const Lonely = () => {
    const trodden = useTrodden();
    for (const method of [
      'track',
      'identify',
      'signOut',
      'optIn',
      'optOut',
      'startReplay',
      'replayUrl',
      'stop',
    ] as const)
      trodden[method]('x');
    flushed = trodden.flush();
    return createElement(Shop);
  };
  expect(renderToString(createElement(Lonely))).toBe('<p>consent: false</p>');
  await expect(flushed).resolves.toBeUndefined();
});
