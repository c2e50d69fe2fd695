import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Project } from './project.ts';

const copySchema = z.object({
  format: z.literal(1),
  projects: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      enabled: z.boolean(),
      publicKeys: z.array(z.string()),
      secretKeyHashes: z.array(z.string()),
      origins: z.array(z.string()),
      settings: z.record(z.string(), z.unknown()),
      createdAtMs: z.number(),
      version: z.number(),
    }) satisfies z.ZodType<Project>,
  ),
});

const copyPath = (dataDir: string) => join(dataDir, 'projects.json');

/**
 * The projects this node knew last, so that it accepts events while the store is away.
 * A missing or damaged copy is the same as none: the store will tell.
 */
export function readProjectCopy(dataDir: string): Project[] | undefined {
  try {
    return copySchema.parse(JSON.parse(readFileSync(copyPath(dataDir), 'utf8'))).projects;
  } catch {
    return undefined;
  }
}

/** Replaces the copy in one step: a kill leaves the old one or the new one. */
export function writeProjectCopy(dataDir: string, projects: readonly Project[]): void {
  const target = copyPath(dataDir);
  const file = openSync(`${target}.new`, 'w', 0o600);
  try {
    writeFileSync(file, `${JSON.stringify({ format: 1, projects }, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${target}.new`, target);
}
