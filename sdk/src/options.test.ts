import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { TroddenOptions } from './options.ts';
import { optionsFrom, resolveOptions } from './options.ts';

const tag = (html: string) => {
  document.body.innerHTML = html;
  return document.querySelector('script') as HTMLScriptElement;
};

it('reads one attribute per scalar option; the host defaults to where the script came from', () => {
  expect(
    optionsFrom(
      tag(
        '<script type="x" src="https://s.example/a/t.js" data-key="pk_1" data-hash="true" data-debug="false" data-release="r"></script>',
      ),
    ),
  ).toEqual({ host: 'https://s.example', key: 'pk_1', hash: true, debug: false, release: 'r' });
  expect(
    optionsFrom(
      tag('<script type="x" src="https://s.example/t.js" data-key="k" data-host="https://o.example/x/"></script>'),
    ),
  ).toMatchObject({
    host: 'https://o.example/x/',
  });
});

it('defaults are resolved once', () => {
  expect(resolveOptions({ key: 'k', host: 'https://o.example/x//' })).toEqual({
    key: 'k',
    host: 'https://o.example/x',
    consent: 'granted',
    eventsPath: '/v1/events',
  });
  expect(resolveOptions({ key: 'k', host: '', consent: 'denied' }).consent).toBe('denied');
});

type Scalar = string | number | boolean;
type ScalarName = {
  [Name in keyof TroddenOptions]-?: Extract<TroddenOptions[Name], Scalar> extends never ? never : Name;
}[keyof TroddenOptions];

/** Every scalar option there is: a new one does not compile until it is here. */
const SAMPLES: { [Name in Exclude<ScalarName, 'auth'>]: Extract<TroddenOptions[Name], Scalar> } = {
  key: 'pk_1',
  host: 'https://o.example/x',
  release: '1.2.3',
  consent: 'denied',
  respectDnt: true,
  cookieless: true,
  cookieDomain: 'example.com',
  eventsPath: '/stats/e',
  mask: '.private, [data-x="1"]',
  allowClickText: true,
  hash: true,
  scriptedClicks: true,
  base: 'https://cdn.example/sdk/t.js',
  without: 'scroll exposures',
  deadClickMs: 1_500,
  ignoreDead: '.quiet, [data-x="1"]',
  ignoreRage: '.game',
  replay: 'on',
  replayMinMs: 2_000,
  replayWhen: 'error,/checkout*',
  replayBlock: '.card',
  replayUnmask: 'main h1',
  replayConsole: true,
  replayNetwork: true,
  debug: true,
};

it('every scalar option is an attribute, and comes back as it was given', () => {
  const element = document.createElement('script');
  for (const [name, sample] of Object.entries(SAMPLES)) {
    element.setAttribute(`data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, String(sample));
  }
  const read = resolveOptions(optionsFrom(element)) as unknown as Record<string, unknown>;
  // Numbers stay text, so that a release may be one.
  for (const [name, sample] of Object.entries(SAMPLES))
    expect([name, read[name]]).toEqual([name, typeof sample === 'number' ? String(sample) : sample]);
});

it('the README names every option', () => {
  const readme = readFileSync('sdk/README.md', 'utf8');
  const table = readme.slice(readme.indexOf('## Options'), readme.indexOf('`beforeSend(event)`'));
  const named = [...table.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(Object.keys(SAMPLES).filter((name) => !named.includes(name))).toEqual([]);
});
