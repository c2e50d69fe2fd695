import { EngineLockedError, EngineStartError, EngineUnavailableError } from '../embedded/index.ts';
import { PresetKeyError } from '../process/default-project.ts';
import { ListenError } from '../process/http-server.ts';
import { DirectoryLockedError } from '../spool/index.ts';
import { MigrationError } from '../store/index.ts';
import { StoreUnreachableError } from './open-store.ts';

/** Errors whose message is written for the person at the terminal; a stack would only bury it. */
const PLAIN = [
  DirectoryLockedError,
  EngineLockedError,
  EngineStartError,
  EngineUnavailableError,
  ListenError,
  MigrationError,
  PresetKeyError,
  StoreUnreachableError,
];

/** What to print before giving up. */
export function explain(error: unknown): string {
  if (PLAIN.some((kind) => error instanceof kind)) return `${(error as Error).message}\n`;
  return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}
