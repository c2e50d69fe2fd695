import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

const FORMAT = 1;
const NAME = 'manifest.json';

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  version: z.string(),
  began_at: z.string(),
  /** Names of the migrations that the store had. */
  migrations: z.array(z.string()),
  /** `structure`: names and types of the columns, in the order in which they lie in the file. */
  tables: z.array(
    z.object({
      name: z.string().regex(/^\w+$/),
      structure: z.array(z.tuple([z.string(), z.string()])),
      rows: z.number().int(),
    }),
  ),
  /** Everything else that has to be as it was: path below the backup, and SHA-256. */
  files: z.record(z.string(), z.string()),
});

/** What a backup holds. Written last, so that a backup without it is none. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The folder is no backup, not a whole one, or not the one that was made. */
export class BackupError extends Error {
  override name = 'BackupError';
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

export async function writeManifest(dir: string, manifest: Omit<Manifest, 'format'>): Promise<void> {
  const file = await open(join(dir, NAME), 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ format: FORMAT, ...manifest }, undefined, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Reads it, and compares every file with what it says. */
export async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, NAME), 'utf8').catch(() => undefined);
  if (text === undefined) throw new BackupError(`${dir} holds no finished backup: there is no ${NAME}.`);
  const parsed = manifestSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new BackupError(`${NAME} is not one that this release understands.`);
  for (const [path, expected] of Object.entries(parsed.data.files)) {
    const actual = await hashOf(join(dir, path)).catch(() => 'missing');
    if (actual !== expected) throw new BackupError(`${path} is not what was backed up.`);
  }
  return parsed.data;
}
