/** One site or app. Secret keys exist as SHA-256 only. */
export interface Project {
  id: string;
  name: string;
  /** Switched off: events are refused with `ANALYTICS_NOT_ENABLED`. */
  enabled: boolean;
  /** Newest first. Two are active during a rotation. */
  publicKeys: readonly string[];
  secretKeyHashes: readonly string[];
  /** Origins that may send events; empty means any. */
  origins: readonly string[];
  settings: Readonly<Record<string, unknown>>;
  createdAtMs: number;
  /** Rises with every change; the newest version of a row is the project. */
  version: number;
}

/** A row of `projects`, as JSONEachRow carries it both ways. */
export interface ProjectRow {
  id: string;
  name: string;
  enabled: boolean;
  public_keys: string[];
  secret_key_hashes: string[];
  origins: string[];
  settings: string;
  created_at_ms: string | number;
  version: string | number;
}

export function projectFromRow(row: ProjectRow): Project {
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled,
    publicKeys: row.public_keys,
    secretKeyHashes: row.secret_key_hashes,
    origins: row.origins,
    settings: row.settings === '' ? {} : JSON.parse(row.settings),
    createdAtMs: Number(row.created_at_ms),
    version: Number(row.version),
  };
}

/** The row to insert; `created_at` takes integer milliseconds. */
export function projectToRow(project: Project): Record<string, unknown> {
  return {
    id: project.id,
    name: project.name,
    enabled: project.enabled,
    public_keys: project.publicKeys,
    secret_key_hashes: project.secretKeyHashes,
    origins: project.origins,
    settings: JSON.stringify(project.settings),
    created_at: project.createdAtMs,
    version: project.version,
  };
}
