import { copyFile, mkdir, open, readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Locks belong to the process that holds them. */
const NOT_COPIED = /^lock|\.new$|\.tmp$/;
/** Keys of links and cookies, and the projects as they were known last. The day's salt must not outlive its day. */
export const KEPT_FILES = ['signing.key', 'projects.json'];

/** Copies a file as it is now. @returns whether it was there */
export async function copyDurably(from: string, to: string): Promise<boolean> {
  try {
    const { atime, mtime } = await stat(from);
    await copyFile(from, to);
    // The spool forgets batch ids by the age of their file.
    await utimes(to, atime, mtime);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  await sync(to);
  return true;
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Copies a spool, also one in use: its files are only ever appended to, replaced whole, or deleted once the store has their rows. A
 * last frame that is cut is what a kill leaves as well. @returns the names of the copies
 */
export async function copySpool(from: string, to: string): Promise<string[]> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const names = (await readdir(from).catch(() => [])).filter((name) => !NOT_COPIED.test(name)).sort();
  // What says how far the store is goes first: an older word only makes the store be asked once more.
  const segmentsLast = [...names.filter((name) => !isSegment(name)), ...names.filter(isSegment)];
  const copied: string[] = [];
  for (const name of segmentsLast) {
    const path = join(from, name);
    if (!(await stat(path).catch(() => undefined))?.isFile()) continue;
    if (await copyDurably(path, join(to, name))) copied.push(name);
  }
  return copied;
}

const isSegment = (name: string) => name.startsWith('segment-');

export { sync as syncFile };
