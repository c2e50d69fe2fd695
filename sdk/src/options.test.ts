import { expect, it } from 'vitest';
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
