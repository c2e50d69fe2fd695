import { expect, it } from 'vitest';
import { addressOf } from './address.ts';

const of = (href: string, route?: boolean) => addressOf(href, route);

it.each([
  ['https://a.example/p?x=1#y', 'https://a.example/p', '/p'],
  ['https://user:pass@a.example:8443/p', 'https://a.example:8443/p', '/p'],
  ['https://a.example/?utm_source=x&ref=y&gclid=1', 'https://a.example/?utm_source=x&ref=y', '/'],
  ['https://a.example/u/a%40b.example/x', 'https://a.example/u/*/x', '/u/*/x'],
  ['https://a.example/?utm_content=a%40b.example', 'https://a.example/?utm_content=*', '/'],
  ['mailto:a@b.example', 'mailto:', 'mailto:'],
  ['javascript:steal()', 'javascript:', 'javascript:'],
])('%s', (href, url, path) => {
  expect(of(href)).toMatchObject({ url, path });
});

it('tells where the visit came from', () => {
  expect(of('https://a.example/?utm_source=mail&utm_campaign=may&utm_id=7').utm).toEqual({
    source: 'mail',
    campaign: 'may',
    id: '7',
  });
  expect(of('https://a.example/')).not.toHaveProperty('utm');
});

it("a hash router's path counts only when asked, without its query, and never another fragment", () => {
  expect(of('https://a.example/app#/users?id=1', true).path).toBe('/app#/users');
  expect(of('https://a.example/app#/users', false).path).toBe('/app');
  expect(of('https://a.example/app#token=1', true).path).toBe('/app');
});
