import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import type { CountryResponse } from 'maxmind';
import { Reader } from 'maxmind';
import { createRecent } from '../recent.ts';

/** Two capital letters, or '' for an address nobody has registered. */
export type CountryLookup = (address: string) => string;

/** The package's own files say `country_code`; MaxMind's say `country.iso_code`. Both are read. */
type CountryEntry = CountryResponse & { country_code?: string };

/** Walking the tree costs more than judging ten events, and an address sends many batches. */
const REMEMBERED_ADDRESSES = 4_000;

/** Opens the bundled database (CC0), or one of the operator's own in the same format. */
export function openCountries(file = bundledDatabase()): CountryLookup {
  const reader = new Reader<CountryEntry>(readFileSync(file));
  const remembered = createRecent<string, string>(REMEMBERED_ADDRESSES);

  function lookUp(address: string): string {
    const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
    if (isIP(plain) === 0) return '';
    const entry = reader.get(plain);
    const code = entry?.country_code ?? entry?.country?.iso_code ?? '';
    return /^[A-Z]{2}$/.test(code) ? code : '';
  }

  return (address) => {
    let code = remembered.get(address);
    if (code === undefined) {
      code = lookUp(address);
      remembered.set(address, code);
    }
    return code;
  };
}

function bundledDatabase(): string {
  const database = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';
  return createRequire(import.meta.url).resolve(database);
}
