import { createReadStream, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { crc32 } from 'node:zlib';
import { failpoint } from '../failpoint.ts';
import type { Logger } from '../log.ts';
import { replaceFile } from './files.ts';

const NAME = 'checkpoint.log';
/** Rewritten without what no longer matters once it has grown by this. */
const REWRITE_AFTER_BYTES = 262_144;

/** What the inserter has finished, one checksummed line each. A line that is lost costs a reconciliation, never an event. */
export interface Checkpoint {
  readonly highestBlock: bigint;
  isDone(blockId: string): boolean;
  buried(blockId: string): ReadonlySet<string>;
  /** From this offset on a segment holds nothing, undefined when it was never cut. */
  voidFrom(segment: number): number | undefined;
  /** The block is stored; settles when that is on disk. */
  done(blockIds: readonly string[]): Promise<void>;
  bury(blockId: string, identity: string): Promise<void>;
  makeVoid(segment: number, offset: number): Promise<void>;
  /** The segment is deleted, and with it every reason to remember these blocks. */
  forget(segment: number, blockIds: readonly string[]): void;
  close(): Promise<void>;
}

interface State {
  done: Set<string>;
  dead: Map<string, Set<string>>;
  voids: Map<number, number>;
  highest: bigint;
}

const NOBODY: ReadonlySet<string> = new Set();

function sealLine(text: string): string {
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`;
}

function raise(state: State, blockId: string): void {
  const number = BigInt(blockId);
  if (number > state.highest) state.highest = number;
}

function addDead(state: State, blockId: string, identity: string): void {
  const known = state.dead.get(blockId);
  if (known === undefined) state.dead.set(blockId, new Set([identity]));
  else known.add(identity);
}

function readLine(state: State, line: string): void {
  const text = line.slice(9);
  if (line.slice(0, 8) !== crc32(text).toString(16).padStart(8, '0')) return;
  const [word, first = '', ...rest] = text.split(' ');
  if (word === 'done') state.done.add(first);
  else if (word === 'dead') addDead(state, first, rest.join(' '));
  else if (word === 'void') state.voids.set(Number(first), Number(rest[0]));
  if (word === 'done' || word === 'high') raise(state, first);
}

async function load(dir: string, log: Logger): Promise<State> {
  const state: State = { done: new Set(), dead: new Map(), voids: new Map(), highest: 0n };
  try {
    const input = createReadStream(join(dir, NAME), 'utf8');
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) readLine(state, line);
  } catch (error) {
    // Every block will be reconciled: slower, and as exact.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.error({ err: error }, 'The checkpoint cannot be read');
  }
  return state;
}

function* linesOf(state: State): Generator<string> {
  yield `high ${state.highest}`;
  for (const blockId of state.done) yield `done ${blockId}`;
  for (const [segment, offset] of state.voids) yield `void ${segment} ${offset}`;
  for (const [blockId, identities] of state.dead)
    for (const identity of identities) yield `dead ${blockId} ${identity}`;
}

export async function openCheckpoint(dir: string, log: Logger): Promise<Checkpoint> {
  const state = await load(dir, log);
  let file: FileHandle | undefined;
  let size = 0;
  let rewriteAt = 0;
  let last: Promise<void> = Promise.resolve();

  /** Also the way out of a failed write: a file whose fsync failed is never trusted again. */
  async function rewrite(): Promise<void> {
    await file?.close().catch(() => undefined);
    file = undefined;
    const content = [...linesOf(state)].map(sealLine).join('');
    await replaceFile(dir, NAME, content);
    file = await open(join(dir, NAME), 'a');
    size = content.length;
    rewriteAt = size + REWRITE_AFTER_BYTES;
  }

  async function write(lines: readonly string[]): Promise<void> {
    if (file === undefined || size > rewriteAt) await rewrite();
    const content = lines.map(sealLine).join('');
    const target = file;
    if (target === undefined) throw new Error('The checkpoint is closed');
    try {
      const half = content.slice(0, content.length / 2);
      failpoint('mid-checkpoint', () => writeSync(target.fd, half));
      await target.appendFile(content);
      await target.datasync();
      size += content.length;
    } catch (error) {
      file = undefined;
      await target.close().catch(() => undefined);
      throw error;
    }
  }

  /** One write at a time, in order. */
  function append(lines: readonly string[]): Promise<void> {
    const written = last.then(() => write(lines));
    last = written.catch(() => undefined);
    return written;
  }

  await rewrite();
  return {
    get highestBlock() {
      return state.highest;
    },
    isDone: (blockId) => state.done.has(blockId),
    buried: (blockId) => state.dead.get(blockId) ?? NOBODY,
    voidFrom: (segment) => state.voids.get(segment),
    async done(blockIds) {
      await append(blockIds.map((blockId) => `done ${blockId}`));
      for (const blockId of blockIds) {
        state.done.add(blockId);
        raise(state, blockId);
      }
    },
    async bury(blockId, identity) {
      await append([`dead ${blockId} ${identity}`]);
      addDead(state, blockId, identity);
    },
    async makeVoid(segment, offset) {
      await append([`void ${segment} ${offset}`]);
      state.voids.set(segment, offset);
    },
    forget(segment, blockIds) {
      state.voids.delete(segment);
      for (const blockId of blockIds) {
        state.done.delete(blockId);
        state.dead.delete(blockId);
      }
    },
    async close() {
      await last;
      await file?.close();
      file = undefined;
    },
  };
}
