import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../package-root.ts';
import { type SqlStatement, splitSql } from './sql-split.ts';

export interface Migration {
  number: number;
  /** `0001_events` */
  name: string;
  /** Of the statements, so that a comment may be corrected later. */
  checksum: string;
  /** Index of the release that brought it: a release reads the schema of the next one, not of the one after. */
  release: number;
  statements: readonly SqlStatement[];
}

/** Something is wrong with the migration files or with what the store has of them; starting again will not help. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * What may stand in a migration: statements that leave the same behind when they run twice, at once, or again after a kill in between.
 * ClickHouse has no transaction around DDL, so nothing else is safe.
 */
const REPEATABLE = [
  /^CREATE TABLE IF NOT EXISTS /,
  /^CREATE VIEW IF NOT EXISTS /,
  /^DROP (TABLE|VIEW) IF EXISTS /,
  /^ALTER TABLE \S+ (ADD|DROP|RENAME|CLEAR) (COLUMN|INDEX|PROJECTION|CONSTRAINT) IF (NOT )?EXISTS [^;]+$/,
  /^ALTER TABLE \S+ MODIFY (COLUMN|SETTING|TTL|COMMENT) /,
];

const NAME = /^(\d{4})_[a-z0-9-]+$/;

const releasesSchema = z.array(z.object({ version: z.string(), last_migration: z.number().int() })).min(1);

export const migrationsDir = join(packageRoot, 'migrations');

/** All that this release brings, in order. */
export const migrationNames = (): string[] => readMigrations().map(({ name }) => name);

/** Reads the numbered files; refuses gaps, unknown forms and files no release claims. */
export function readMigrations(dir = migrationsDir): Migration[] {
  const releases = releasesSchema.parse(JSON.parse(readFileSync(join(dir, 'releases.json'), 'utf8')));
  const names = readdirSync(dir)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .sort();
  return names.map((name, index) => {
    const number = Number(NAME.exec(name)?.[1]);
    if (number !== index + 1) throw new MigrationError(`${name}.sql should be number ${index + 1} of the migrations.`);
    const release = releases.findIndex((entry) => entry.last_migration >= number);
    if (release === -1) throw new MigrationError(`${name}.sql belongs to no release of releases.json.`);
    const statements = splitSql(readFileSync(join(dir, `${name}.sql`), 'utf8'));
    for (const { sql } of statements) {
      if (!REPEATABLE.some((form) => form.test(sql))) {
        throw new MigrationError(`${name}.sql has a statement that may not run twice: ${sql.slice(0, 80)}`);
      }
    }
    const checksum = createHash('sha256')
      .update(statements.map(({ sql }) => sql).join(';'))
      .digest('hex');
    return { number, name, checksum, release, statements };
  });
}
