import { describe, expect, test } from 'vitest';
import { redact } from './redact.ts';

describe('kept', () => {
  test.each([
    'Example Shop - everything you need',
    'Report 2026-06-17 12:30',
    'Q3 2026 results (1,234,567 visitors)',
    'Invoice 12345',
    'internationalization-configuration',
    'Supercalifragilisticexpialidocious',
    'Room 101, 3rd floor',
    'TypeError: Cannot read properties of undefined (reading getBoundingClientRect)',
    'chunk-vendors.js:12:34567',
    '日本語のタイトル',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('replaced', () => {
  test.each([
    ['Inbox of jane.doe+x@mail.example.co.uk', 'Inbox of [email]'],
    ['Card 4111 1111 1111 1111 declined', 'Card [number] declined'],
    ['Card 4111-1111-1111-1111', 'Card [number]'],
    ['Order 123456789', 'Order [number]'],
    ['Call +49 30 901820 now', 'Call [number] now'],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N end', 'jwt [token] end'],
    ['commit 3f786850e387550fdab836ed7e6dc881de23001b', 'commit [hex]'],
    ['id 6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'id [hex]'],
    ['key sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'key [token]'],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', '[token]'],
    ['reset aB3dE5fG7hI9jK1lM3nO5pQ7', 'reset [token]'],
  ])('%s', (text, plain) => {
    expect(redact(text)).toBe(plain);
  });
});

test('no text takes long, however it is built', () => {
  const pumps = ['a', '1', '1 ', '1-', 'a.', 'a@', 'aA1', '-', 'eyJ', '+1 ', 'A_', 'f-', '@a.', '%'];
  for (const pump of pumps) {
    const text = pump.repeat(Math.ceil(65_536 / pump.length));
    const start = process.cpuUsage();
    redact(text);
    expect(process.cpuUsage(start).user / 1_000, pump).toBeLessThan(300);
  }
});
