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
  /** No number up to this one is given to a segment again: what is written about the earlier one must never be read as said of another. */
  readonly highestSegment: number;
  isDone(blockId: string): boolean;
  buried(blockId: string): ReadonlySet<string>;
  /** From this offset on a segment holds nothing, undefined when it was never cut. */
  voidFrom(segment: number): number | undefined;
  /** The block is stored; settles when that is on disk. */
  done(blockIds: readonly string[]): Promise<void>;
  bury(blockId: string, identity: string): Promise<void>;
  makeVoid(segment: number, offset: number): Promise<void>;
  /** What recovery did not find is forgotten, where it could read everything, and the file begins anew. */
  settle(found: RecoveredBlocks): Promise<void>;
  /** The segment is about to be deleted; settles when its number can be given to no other any more. */
  retire(segment: number): Promise<void>;
  /** The segment is deleted, and with it every reason to remember these blocks. */
  forget(segment: number, blockIds: readonly string[]): void;
  close(): Promise<void>;
}

export interface RecoveredBlocks {
  blockIds: ReadonlySet<string>;
  /** A segment that could not be read may hold others. */
  isComplete: boolean;
}

interface State {
  done: Set<string>;
  dead: Map<string, Set<string>>;
  voids: Map<number, number>;
  highest: bigint;
  highestSegment: number;
}

const NOBODY: ReadonlySet<string> = new Set();

function sealLine(text: string): string {
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`;
}

function raise(state: State, blockId: string): void {
  const number = BigInt(blockId);
  if (number > state.highest) state.highest = number;
}

function raiseSegment(state: State, segment: number): void {
  if (segment > state.highestSegment) state.highestSegment = segment;
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
  if (word === 'void' || word === 'segment') raiseSegment(state, Number(first));
}

async function load(dir: string, log: Logger): Promise<State> {
  const state: State = { done: new Set(), dead: new Map(), voids: new Map(), highest: 0n, highestSegment: 0 };
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
  yield `segment ${state.highestSegment}`;
  for (const blockId of state.done) yield `done ${blockId}`;
  for (const [segment, offset] of state.voids) yield `void ${segment} ${offset}`;
  for (const [blockId, identities] of state.dead)
    for (const identity of identities) yield `dead ${blockId} ${identity}`;
}

/** `segments` are those on disk: what was void in one that is gone says nothing about the next one of its number. */
export async function openCheckpoint(dir: string, log: Logger, segments: readonly number[]): Promise<Checkpoint> {
  const state = await load(dir, log);
  const onDisk = new Set(segments);
  for (const segment of segments) raiseSegment(state, segment);
  for (const segment of state.voids.keys()) if (!onDisk.has(segment)) state.voids.delete(segment);
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

  return {
    get highestBlock() {
      return state.highest;
    },
    get highestSegment() {
      return state.highestSegment;
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
      raiseSegment(state, segment);
    },
    async settle({ blockIds, isComplete }) {
      if (isComplete) {
        for (const blockId of state.done) if (!blockIds.has(blockId)) state.done.delete(blockId);
        for (const blockId of state.dead.keys()) if (!blockIds.has(blockId)) state.dead.delete(blockId);
      }
      await rewrite();
    },
    async retire(segment) {
      if (segment <= state.highestSegment) return;
      await append([`segment ${segment}`]);
      raiseSegment(state, segment);
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
