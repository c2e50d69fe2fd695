/** Errors whose message is written for the person at the terminal; a stack would only bury it. By name: no command loads them all. */
const PLAIN = new Set([
  'BackupError',
  'DirectoryLockedError',
  'EngineLockedError',
  'EngineStartError',
  'EngineUnavailableError',
  'ListenError',
  'MigrationError',
  'PresetKeyError',
  'SpoolNotSettledError',
  'StoreUnreachableError',
]);

/** What to print before giving up. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `${String(error)}\n`;
  return `${PLAIN.has(error.name) ? error.message : (error.stack ?? error.message)}\n`;
}
