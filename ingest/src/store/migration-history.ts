import type { Logger } from '../log.ts';
import { type Migration, MigrationError } from './migration-files.ts';

/** A row of `schema_migrations`. */
export interface MigrationRow {
  number: number;
  name: string;
  checksum: string;
  release: number;
  done: 0 | 1;
}

/**
 * Compares what the store went through with what this release brings. A store one release ahead is fine (another node of a rolling
 * upgrade was first; new columns have defaults and no column goes before the release that stopped using it). Two ahead is not.
 */
export function checkHistory(migrations: readonly Migration[], history: readonly MigrationRow[], log: Logger): void {
  const ownRelease = Math.max(...migrations.map((migration) => migration.release));
  for (const row of history) {
    const migration = migrations[row.number - 1];
    if (migration !== undefined && migration.checksum !== row.checksum) {
      throw new MigrationError(
        `Migration ${row.name} was changed after it had been applied to this store. Restore the file; new changes belong in a new one.`,
      );
    }
    if (migration !== undefined) continue;
    if (row.release > ownRelease + 1) {
      throw new MigrationError(
        `The store has migration ${row.name}, more than one release ahead of this server. Update the server.`,
      );
    }
    log.warn({ migration: row.name }, 'the store is one release ahead of this server');
  }
}
