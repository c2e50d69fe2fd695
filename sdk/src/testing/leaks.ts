import { readingsOf } from './readings.ts';
import type { Sending } from './sending.ts';

/** What must not be sent: by name, or a plain list. */
export type Secrets = readonly string[] | Readonly<Record<string, string>>;

/** A secret in something that was sent. */
export interface Leak {
  /** Its name; of a list, its place and beginning. */
  secret: string;
  sending: Sending;
  /** `url`, `body`, or the name of a header. */
  where: string;
  /** What was undone to find it, for example `gzip`, `json`, `base64`. */
  through: readonly string[];
  /** What stands around it, with the secret's name in its place. */
  excerpt: string;
}

/** Shorter ones turn up in ids and times by chance. */
const MIN_SECRET_LENGTH = 4;
const EXCERPT_LENGTH = 40;

interface Wanted {
  name: string;
  secret: string;
  plain: string;
  /** The middle of its base64 and hexadecimal forms, wherever it begins in what was encoded. */
  encoded: [form: string, digits: string][];
}

/** Letter case and white space are no disguise. */
const flat = (text: string): string => text.toLowerCase().replace(/\s+/g, '');

/** Of its three possible places in a group of three bytes, the signs that depend on the secret alone. */
const base64At = (bytes: Uint8Array, place: number): string => {
  const binary = '\0'.repeat(place) + String.fromCharCode(...bytes);
  const whole = Math.floor(binary.length / 3) * 4;
  return btoa(binary).slice(place ? 4 : 0, whole);
};

const wantedOf = (secrets: Secrets): Wanted[] =>
  Object.entries(secrets).map(([key, secret]) => {
    const name = Array.isArray(secrets) ? `secret ${Number(key) + 1} (${secret.slice(0, 2)}…)` : key;
    const plain = flat(secret);
    if (plain.length < MIN_SECRET_LENGTH)
      throw new TypeError(`${name} is too short to be told from chance: at least ${MIN_SECRET_LENGTH} characters`);
    const bytes = new TextEncoder().encode(secret);
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const forms: [string, string][] = [0, 1, 2].map((place) => ['base64', base64At(bytes, place)]);
    const urlSafe: [string, string][] = forms.map(([form, text]) => [
      form,
      text.replaceAll('+', '-').replaceAll('/', '_'),
    ]);
    const encoded = [...forms, ...urlSafe, ['hex', hex] as [string, string]];
    return { name, secret, plain, encoded: encoded.filter(([, digits]) => digits.length >= 8) };
  });

const excerptOf = (text: string, secret: string, name: string): string => {
  const at = text.indexOf(secret);
  const before = text.slice(Math.max(0, at - EXCERPT_LENGTH), at);
  const after = text.slice(at + secret.length, at + secret.length + EXCERPT_LENGTH);
  return `…${before}‹${name}›${after}…`.replace(/\s+/g, ' ');
};

/** How a text gives a secret away, if it does. */
const findIn = (
  text: string,
  { name, secret, plain, encoded }: Wanted,
): [form: string[], excerpt: string] | undefined => {
  if (text.includes(secret)) return [[], excerptOf(text, secret, name)];
  const flatText = flat(text);
  if (flatText.includes(plain)) return [[], excerptOf(flatText, plain, name)];
  for (const [form, digits] of encoded) {
    const searched = form === 'hex' ? flatText : text;
    if (searched.includes(digits)) return [[form], excerptOf(searched, digits, name)];
  }
  return undefined;
};

/** Looks for every secret in everything that was sent, through compression, escapes and encodings. */
export const leaksIn = async (sendings: readonly Sending[], secrets: Secrets): Promise<Leak[]> => {
  const wanted = wantedOf(secrets);
  const leaks: Leak[] = [];
  const seen = new Set<string>();
  for (const sending of sendings) {
    const parts: [where: string, bytes: Uint8Array][] = [
      ['url', new TextEncoder().encode(sending.url)],
      ...Object.entries(sending.headers).map(([name, value]): [string, Uint8Array] => [
        `${name} header`,
        new TextEncoder().encode(value),
      ]),
    ];
    if (sending.body) parts.push(['body', sending.body]);
    for (const [where, bytes] of parts)
      for (const { text, through } of await readingsOf(bytes))
        for (const each of wanted) {
          // The shortest way to it says enough, and what two observers saw is one leak.
          const leak = `${each.name} ${where} ${sending.method} ${sending.url}`;
          const found = seen.has(leak) ? undefined : findIn(text, each);
          if (!found) continue;
          seen.add(leak);
          leaks.push({ secret: each.name, sending, where, through: [...through, ...found[0]], excerpt: found[1] });
        }
  }
  return leaks;
};
