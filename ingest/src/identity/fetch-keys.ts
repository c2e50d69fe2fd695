import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { isKeyUrl } from './key-url.ts';

const TIMEOUT_MS = 3_000;
/** Forty keys with their certificates. */
const MAX_BYTES = 131_072;
const MAX_KEYS = 64;

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(MAX_KEYS) });

/** What the address of the keys answered cannot be used. */
class KeysError extends Error {
  override name = 'KeysError';
}

/** Redirects are refused: where the operator pointed is where keys come from, and nowhere else is asked on anybody's behalf. */
export async function fetchKeys(url: string): Promise<JSONWebKeySet> {
  if (!isKeyUrl(url)) throw new KeysError('Keys are not fetched from there');
  const response = await fetch(url, {
    redirect: 'error',
    headers: { accept: 'application/jwk-set+json, application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new KeysError(`The answer was ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // Leaving the loop closes the connection.
    if (bytes > MAX_BYTES) throw new KeysError(`The answer is longer than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return keySetSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8'))) as JSONWebKeySet;
}
