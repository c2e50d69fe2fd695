import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const SALT_BYTES = 32;
/** A salt outlives its day by no more than this, also when nobody visits. */
const LOOK_EVERY_MS = 60_000;

const fileSchema = z.object({ day: z.string(), salt: z.string().length(SALT_BYTES * 2) });

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The random key of one day (UTC). In its file until the day is over, so that a restart does not make everybody a new visitor. */
export interface DailySalt {
  of(nowMs: number): { day: string; salt: Buffer };
  stop(): void;
}

export interface DailySaltOptions {
  dataDir: string;
  now: () => number;
}

export function createDailySalt({ dataDir, now }: DailySaltOptions): DailySalt {
  const path = join(dataDir, 'daily-salt.json');
  let current: { day: string; salt: Buffer } | undefined;

  function stored(): { day: string; salt: Buffer } | undefined {
    try {
      const { day, salt } = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      return { day, salt: Buffer.from(salt, 'hex') };
    } catch {
      return undefined;
    }
  }

  function make(day: string): { day: string; salt: Buffer } {
    const made = { day, salt: randomBytes(SALT_BYTES) };
    try {
      writeFileSync(`${path}.new`, JSON.stringify({ day, salt: made.salt.toString('hex') }), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    } catch {
      // A full disk: then a restart begins the day anew, and that is all.
    }
    return made;
  }

  /** Yesterday's is worth something to whoever wants to recognise people; it goes, wherever it is. */
  function forget(): void {
    const day = dayOf(now());
    if (current !== undefined && current.day !== day) current = undefined;
    const kept = current ?? stored();
    if (kept === undefined || kept.day !== day) rmSync(path, { force: true });
  }

  forget();
  const timer = setInterval(forget, LOOK_EVERY_MS).unref();
  return {
    of(nowMs) {
      const day = dayOf(nowMs);
      if (current?.day !== day) {
        const kept = stored();
        current = kept?.day === day ? kept : make(day);
      }
      return current;
    },
    stop: () => clearInterval(timer),
  };
}
