/** This machine has no embedded engine: the native package is missing, or there is none for it. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
}

/** Another process holds the data directory. */
export class EngineLockedError extends Error {
  override readonly name = 'EngineLockedError';
  readonly directory: string;

  constructor(directory: string) {
    super(
      `Another process has ${directory} open. One data directory serves one server: stop the other one, or give this one its own TRODDEN_DATA_DIR.`,
    );
    this.directory = directory;
  }
}

/** The engine did not come up for another reason; the message ends with what it printed last. */
export class EngineStartError extends Error {
  override readonly name = 'EngineStartError';
}
