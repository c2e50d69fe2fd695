import fs from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const SEGMENT_NAME = /^segment-(\d{1,15})\.log$/;
const SEGMENT_DIGITS = 12;
/** Numbers seed the checksums of frames, which have 32 bits. Nobody writes this many; a stranger's file may claim it. */
const MAX_SEGMENT = 0xffff_0000;

export function segmentPath(dir: string, segment: number): string {
  return join(dir, `segment-${String(segment).padStart(SEGMENT_DIGITS, '0')}.log`);
}

/** The number of a segment file, undefined for anything else that lies in the folder. */
function segmentNumber(name: string): number | undefined {
  const number = Number(SEGMENT_NAME.exec(name)?.[1]);
  return number <= MAX_SEGMENT ? number : undefined;
}

/** The segments in the folder, oldest first. */
export async function segmentsIn(dir: string): Promise<number[]> {
  const numbers = (await readdir(dir)).map(segmentNumber).filter((number) => number !== undefined);
  return numbers.sort((a, b) => a - b);
}

/** A new, renamed or deleted file is only so after a power cut once its folder was synced. */
export async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Writes all of it, however often the system takes only a part. */
export async function writeFully(fd: number, buffers: readonly Uint8Array[], position: number): Promise<void> {
  let rest = [...buffers];
  let at = position;
  while (rest.length > 0) {
    const written = await writeSome(fd, rest, at);
    at += written;
    rest = without(rest, written);
  }
}

function writeSome(fd: number, buffers: readonly Uint8Array[], position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.writev(fd, buffers, position, (error, written) => (error === null ? resolve(written) : reject(error)));
  });
}

function without(buffers: readonly Uint8Array[], written: number): Uint8Array[] {
  const rest: Uint8Array[] = [];
  let skip = written;
  for (const buffer of buffers) {
    if (skip < buffer.length) rest.push(skip === 0 ? buffer : buffer.subarray(skip));
    skip = Math.max(0, skip - buffer.length);
  }
  return rest;
}

export function syncData(fd: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fs.fdatasync(fd, (error) => (error === null ? resolve() : reject(error)));
  });
}

/** Replaces a file by another content, so that either the old or the new one is there after a power cut. */
export async function replaceFile(dir: string, name: string, content: string | readonly Uint8Array[]): Promise<void> {
  const temporary = join(dir, `${name}.new`);
  const file = await open(temporary, 'w', 0o600);
  try {
    if (typeof content === 'string') await file.writeFile(content);
    else await writeFully(file.fd, content, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await fs.promises.rename(temporary, join(dir, name));
  await syncFolder(dir);
}
