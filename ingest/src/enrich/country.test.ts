import { expect, test } from 'vitest';
import { openCountries } from './country.ts';

const countryOf = openCountries();

test.each([
  ['8.8.8.8', 'US'],
  ['::ffff:8.8.8.8', 'US'],
  ['2001:4860:4860::8888', 'US'],
  ['193.99.144.80', 'DE'],
  ['127.0.0.1', ''],
  ['10.1.2.3', ''],
  ['::1', ''],
  ['fe80::1%eth0', ''],
  ['nonsense', ''],
  ['', ''],
])('%s is in %j', (address, country) => {
  expect(countryOf(address)).toBe(country);
});
