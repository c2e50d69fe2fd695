import { expect, test } from 'vitest';
import { fieldsOf } from '../../test/row-of.ts';
import { agentColumns } from './agent.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1';

const columns = (header: string | undefined) => fieldsOf('browser', agentColumns(header));

test('a desktop browser', () => {
  expect(columns(CHROME)).toEqual({
    browser: 'Chrome',
    browser_version: '141',
    os: 'Windows',
    os_version: '10',
    device: 'desktop',
  });
});

test('a phone', () => {
  expect(columns(IPHONE)).toEqual({
    browser: 'Safari',
    browser_version: '17',
    os: 'iOS',
    os_version: '17.0',
    device: 'mobile',
  });
});

test('machines are kept and marked with the reason', () => {
  expect(columns('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)').bot).toBe('google');
  expect(columns('curl/8.5.0').bot).toBe('curl');
  expect(columns(CHROME.replace('Chrome/', 'HeadlessChrome/')).bot).toBe('headless');
  expect(columns(undefined)).toEqual({ bot: 'no-user-agent' });
});

test('a hostile one is cut, escaped and parsed in no time', () => {
  const start = process.cpuUsage();
  const columnsOf = columns(`"\\\u0001${'('.repeat(100_000)}`);
  expect(process.cpuUsage(start).user / 1_000).toBeLessThan(100);
  expect(JSON.stringify(columnsOf).length).toBeLessThan(500);
});

test('the memory of user agents is bounded, and what is remembered is the same', () => {
  const first = agentColumns(CHROME);
  for (let n = 0; n < 5_000; n++) agentColumns(`Mozilla/5.0 test ${n}`);
  expect(agentColumns(CHROME)).toBe(first);
});
