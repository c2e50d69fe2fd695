import { readdirSync, readFileSync } from 'node:fs';

/** Batches exactly as they travel; the SDK's tests compare what they send with the same files. */
export const goldenBatches: Record<string, unknown> = Object.fromEntries(
  readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => [file, JSON.parse(readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))]),
);
