import { createHash } from 'node:crypto';

/** A batch id within its project, 16 bytes as four words. */
export type BatchKey = Uint32Array;

const WORDS = 4;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_CACHED_PROJECTS = 10_000;
const projects = new Map<string, BatchKey>();

function digestWords(text: string): BatchKey {
  const digest = createHash('sha256').update(text).digest();
  return Uint32Array.from({ length: WORDS }, (_, n) => digest.readUInt32LE(n * 4));
}

function projectWords(project: string): BatchKey {
  const known = projects.get(project);
  if (known !== undefined) return known;
  if (projects.size >= MAX_CACHED_PROJECTS) projects.clear();
  const words = digestWords(project);
  projects.set(project, words);
  return words;
}

/** The id's own bits, moved by the project's: the same batch id in two projects is two batches. */
export function batchKey(project: string, batchId: string): BatchKey {
  const scope = projectWords(project);
  const key = new Uint32Array(WORDS);
  if (UUID.test(batchId)) {
    key[0] = Number.parseInt(batchId.slice(0, 8), 16);
    key[1] = Number.parseInt(batchId.slice(9, 13) + batchId.slice(14, 18), 16);
    key[2] = Number.parseInt(batchId.slice(19, 23) + batchId.slice(24, 28), 16);
    key[3] = Number.parseInt(batchId.slice(28), 16);
  } else {
    key.set(digestWords(batchId));
  }
  for (let word = 0; word < WORDS; word++) key[word] = (key[word] ?? 0) ^ (scope[word] ?? 0);
  return key;
}

/** Where a key lies among other bytes. */
export function readKey(bytes: Buffer, at: number): BatchKey {
  const key = new Uint32Array(WORDS);
  for (let word = 0; word < WORDS; word++) key[word] = bytes.readUInt32LE(at + word * 4);
  return key;
}

export function writeKey(bytes: Buffer, at: number, key: BatchKey): void {
  for (let word = 0; word < WORDS; word++) bytes.writeUInt32LE(key[word] ?? 0, at + word * 4);
}
