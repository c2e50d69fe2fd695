import { describe, expect, test } from 'vitest';
import { plainHref, plainUrl } from './url.ts';

describe('addresses of pages', () => {
  test.each([
    ['https://a.test/x', 'https://a.test/x', '/x'],
    ['https://a.test', 'https://a.test/', '/'],
    ['https://a.test?utm_source=n', 'https://a.test/?utm_source=n', '/'],
    ['https://a.test:8443/x/?q=secret#frag', 'https://a.test:8443/x/', '/x/'],
    ['https://a.test/x?utm_source=n&token=t&ref=r&UTM_X=1&refresh=2', 'https://a.test/x?utm_source=n&ref=r', '/x'],
    ['https://a.test/x#/reset?utm_source=t', 'https://a.test/x', '/x'],
    ['https://user:pass@a.test/x', 'https://a.test/x', '/x'],
    ['https://a.test/x?utm_content=jane@mail.test', 'https://a.test/x?utm_content=[email]', '/x'],
    ['/just/a/path?x=1#y', '/just/a/path', '/just/a/path'],
    ['javascript:alert(1)', 'javascript:', ''],
    ['data:text/html,secret', 'data:', ''],
    ['mailto:jane@mail.test', 'mailto:', ''],
    ['about:blank', 'about:', ''],
    ['', '', ''],
  ])('%s', (text, url, path) => {
    expect(plainUrl(text)).toEqual({ url, path });
  });
});

describe('link targets', () => {
  test.each([
    ['/pricing?plan=1#top', '/pricing'],
    ['https://b.test/x?session=1', 'https://b.test/x'],
    ['https://u:p@b.test/x', 'https://b.test/x'],
    ['mailto:jane@mail.test', 'mailto:'],
    ['tel:+4930123456', 'tel:'],
    ['#section', ''],
  ])('%s', (text, href) => {
    expect(plainHref(text)).toBe(href);
  });
});
