import { randomInt, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from './files.ts';

const NAME = 'node';
const NUMBERS = 65_536;
const CONTENT = /^(\d{1,5}) ([0-9a-f-]{36})$/;

export interface NodeIdentity {
  /** The low bits of every block id of this server. */
  number: number;
  /** Names its ClickHouse session. */
  writer: string;
}

/** Drawn once, then kept beside the segments that carry it. `given` sets the number. */
export async function nodeIdentity(dir: string, given: number | undefined): Promise<NodeIdentity> {
  const kept = CONTENT.exec(await contentOf(join(dir, NAME)));
  const drawn = kept === null ? randomInt(NUMBERS) : Number(kept[1]);
  const id = kept?.[2] ?? randomUUID();
  if (kept === null) await replaceFile(dir, NAME, `${drawn} ${id}`);
  return { number: (given ?? drawn) % NUMBERS, writer: `trodden-writer-${id}` };
}

async function contentOf(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
