import { createRequire } from 'node:module';
import { EngineUnavailableError } from './errors.ts';

/** The names of chdb's optional dependencies. There is no build for musl or Windows. */
const NATIVE_PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': '@chdb/lib-darwin-arm64',
  'darwin-x64': '@chdb/lib-darwin-x64',
  'linux-arm64': '@chdb/lib-linux-arm64-gnu',
  'linux-x64': '@chdb/lib-linux-x64-gnu',
};

const ANYWHERE =
  'With CLICKHOUSE_URL=http://user:password@host:8123 Trodden uses a ClickHouse server instead, on every platform.';

type Machine = { platform: string; arch: string };

/** Where the native package of `machine` is, resolved the way chdb itself does it but without loading its 540 MB. */
export function locateNative(machine: Machine = process): { name: string; path: string } {
  const key = `${machine.platform}-${machine.arch}`;
  const name = NATIVE_PACKAGES[key];
  if (name === undefined) {
    const wsl = machine.platform === 'win32' ? ' (it runs inside WSL2)' : '';
    throw new EngineUnavailableError(`The embedded ClickHouse engine has no build for ${key}${wsl}. ${ANYWHERE}`);
  }
  const chdb = resolveChdb();
  try {
    return { name, path: createRequire(chdb).resolve(name) };
  } catch (cause) {
    throw new EngineUnavailableError(
      `The embedded ClickHouse engine needs the package ${name}, which is not installed. Run: npm i ${name}@${nativeVersion(chdb, name)}\n${ANYWHERE}`,
      { cause },
    );
  }
}

/** Whether the embedded engine can be started here. */
export function engineAvailable(machine: Machine = process): boolean {
  try {
    locateNative(machine);
    return true;
  } catch (error) {
    if (error instanceof EngineUnavailableError) return false;
    throw error;
  }
}

/** The package is there but does not load: another libc, another Node ABI, a broken download. */
export function unloadable(name: string, cause: unknown): EngineUnavailableError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EngineUnavailableError(`The package ${name} does not load here: ${reason}\n${ANYWHERE}`, { cause });
}

function resolveChdb(): string {
  try {
    return createRequire(import.meta.url).resolve('chdb');
  } catch (cause) {
    throw new EngineUnavailableError(
      `The embedded ClickHouse engine needs the package chdb, which is not installed. Run: npm i chdb\n${ANYWHERE}`,
      { cause },
    );
  }
}

function nativeVersion(chdb: string, name: string): string {
  const manifest: { optionalDependencies?: Record<string, string> } = createRequire(chdb)('chdb/package.json');
  return manifest.optionalDependencies?.[name] ?? 'latest';
}
