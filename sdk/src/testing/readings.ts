import { bytesOfBase64 } from './sending.ts';

/** One way to read what was sent. */
export interface Reading {
  text: string;
  /** What was undone to read it so, in order. */
  through: readonly string[];
}

/** Deep enough for an event in a JSON text in base64 in gzip in a form, and not for ever. */
const MAX_DEPTH = 6;
/** Shorter runs hold no secret worth the name: eight signs are six bytes. */
const BASE64 = /[A-Za-z0-9+/_-]{8,}={0,2}/g;
const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const inflate = async (bytes: Uint8Array, format: CompressionFormat): Promise<Uint8Array | undefined> => {
  try {
    const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream(format));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    return undefined;
  }
};

/** By their first bytes, as servers tell them. */
const compressionOf = ([first = 0, second = 0]: Uint8Array): CompressionFormat | undefined => {
  if (first === 0x1f && second === 0x8b) return 'gzip';
  return first === 0x78 && ((first << 8) | second) % 31 === 0 ? 'deflate' : undefined;
};

/** Half of all bytes are zero in UTF-16 of plain letters. */
const isWide = (bytes: Uint8Array): boolean => {
  const zeros = bytes.subarray(0, 200).filter((byte) => byte === 0).length;
  return zeros > 3 && zeros * 3 > Math.min(bytes.length, 200);
};

const printable = (text: string): boolean => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells bytes from text.
  const strange = text.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
  return strange * 10 <= text.length;
};

const decodeRuns = (text: string): string =>
  text.replace(/(%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });

const UNDO: Record<string, (text: string) => string> = {
  url: (text) => (/%[0-9a-f]{2}/i.test(text) ? decodeRuns(text.replaceAll('+', ' ')) : text),
  json: (text) =>
    text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code, sign) =>
      code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[sign] ?? sign),
    ),
  html: (text) =>
    text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) =>
      name
        ? (ENTITIES[name.toLowerCase()] ?? whole)
        : String.fromCodePoint(Math.min(hex ? Number.parseInt(hex, 16) : Number(decimal), 0x10ffff)),
    ),
};

/** Every way to read some bytes: as they are, inflated, and without the escapes that they may be wrapped in; plainest first. */
export const readingsOf = async (bytes: Uint8Array): Promise<Reading[]> => {
  const found = new Map<string, Reading>();

  const readText = async (text: string, through: readonly string[]): Promise<void> => {
    if (found.has(text)) return;
    found.set(text, { text, through });
    if (through.length >= MAX_DEPTH) return;
    for (const [name, undo] of Object.entries(UNDO)) await readText(undo(text), [...through, name]);
    for (const [run] of text.matchAll(BASE64)) await readBase64(run, [...through, 'base64']);
  };
  const readBase64 = async (run: string, through: readonly string[]): Promise<void> => {
    const digits = run.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
    // A last sign alone is no byte.
    const inner = bytesOfBase64(digits.slice(0, digits.length - Number(digits.length % 4 === 1)));
    if (compressionOf(inner)) return readBytes(inner, through);
    const text = new TextDecoder(isWide(inner) ? 'utf-16le' : 'utf-8').decode(inner);
    // Most runs are ordinary words and ids, which say nothing this way.
    if (printable(text)) await readText(text, through);
  };
  const readBytes = async (some: Uint8Array, through: readonly string[]): Promise<void> => {
    const format = compressionOf(some);
    const inner = format && (await inflate(some, format));
    if (inner && through.length < MAX_DEPTH) return readBytes(inner, [...through, format]);
    await readText(new TextDecoder().decode(some), through);
    if (isWide(some)) await readText(new TextDecoder('utf-16le').decode(some), [...through, 'utf-16']);
  };

  await readBytes(bytes, []);
  return [...found.values()].sort((a, b) => a.through.length - b.through.length);
};
