import type { Logger } from '../log.ts';
import { createAskStore } from './ask-store.ts';
import type { StoreClient } from './client.ts';
import type { Project } from './project.ts';
import { readProjectCopy, writeProjectCopy } from './project-copy.ts';
import { hashSecretKey } from './project-keys.ts';
import { readProjects, writeProject } from './project-rows.ts';

/** How long a change made on another node may take to be seen here. */
const REFRESH_EVERY_MS = 3_000;

/** The projects in memory. Lookups never wait for the store. */
export interface ProjectRegistry {
  /** False until the store or the copy on disk has told: until then an unknown key may still be a good one. */
  known(): boolean;
  /** True while the store answers: only then is an unknown key certainly a wrong one. */
  current(): boolean;
  list(): readonly Project[];
  byId(id: string): Project | undefined;
  byPublicKey(publicKey: string): Project | undefined;
  bySecretKey(secretKey: string): Project | undefined;
  /**
   * The same, after asking the store about a key that memory does not know: it may be a moment old.
   * Clients give up on a key that is called unknown, so without a fresh answer this throws `STORE_UNAVAILABLE`.
   */
  findPublicKey(publicKey: string): Promise<Project | undefined>;
  findSecretKey(secretKey: string): Promise<Project | undefined>;
  /** Takes a project's keys on trust, in memory only, until `follow` is called. */
  presume(project: Project): void;
  /** Writes a new version to the store, then to memory and the copy on disk. */
  save(project: Project): Promise<void>;
  /** Reads all projects from the store. */
  refresh(): Promise<void>;
  /** Starts to refresh by itself, once the store's tables exist. */
  follow(): void;
  stop(): void;
}

export interface ProjectRegistryOptions {
  /** Throws while the store cannot be reached. */
  client: () => StoreClient;
  log: Logger;
  /** Where the last known projects are kept; none: nowhere. */
  dataDir?: string | undefined;
}

export function createProjectRegistry({ client, log, dataDir }: ProjectRegistryOptions): ProjectRegistry {
  let projects: readonly Project[] = [];
  let known = false;
  let byPublicKey = new Map<string, Project>();
  let bySecretHash = new Map<string, Project>();
  let refreshing: Promise<void> | undefined;
  let lastAsked = 0;
  let timer: NodeJS.Timeout | undefined;
  let fingerprint = '';
  let current = false;
  /** Its keys are good although the store may not have them yet: a client gives up on a key that is called unknown. */
  let presumed: Project | undefined;

  const adopt = (next: readonly Project[]) => {
    projects = next;
    known = true;
    // The presumed one first: whatever the store says about the same key wins.
    const all = presumed === undefined ? next : [presumed, ...next];
    byPublicKey = new Map(all.flatMap((project) => project.publicKeys.map((key) => [key, project] as const)));
    bySecretHash = new Map(all.flatMap((project) => project.secretKeyHashes.map((hash) => [hash, project] as const)));
  };

  const keep = (next: readonly Project[]) => {
    const text = JSON.stringify(next);
    if (text === fingerprint) return;
    adopt(next);
    fingerprint = text;
    if (dataDir === undefined) return;
    try {
      writeProjectCopy(dataDir, next);
    } catch (error) {
      // A full disk must not stop the server; the next change tries again.
      fingerprint = '';
      log.warn({ err: error }, 'could not write the copy of the projects');
    }
  };

  const refresh = () => {
    refreshing ??= Promise.resolve()
      .then(() => readProjects(client()))
      .then((next) => {
        keep(next);
        current = true;
      })
      .catch((error: unknown) => {
        current = false;
        throw error;
      })
      .finally(() => {
        refreshing = undefined;
        lastAsked = Date.now();
      });
    return refreshing;
  };

  const askStore = createAskStore({ running: () => refreshing, refresh, lastAsked: () => lastAsked });

  const findFresh = async (look: () => Project | undefined): Promise<Project | undefined> => {
    const found = look();
    if (found !== undefined) return found;
    await askStore();
    return look();
  };

  const copy = dataDir === undefined ? undefined : readProjectCopy(dataDir);
  if (copy !== undefined) adopt(copy);

  return {
    known: () => known,
    current: () => current,
    list: () => projects,
    byId: (id) => projects.find((project) => project.id === id),
    byPublicKey: (publicKey) => byPublicKey.get(publicKey),
    bySecretKey: (secretKey) => bySecretHash.get(hashSecretKey(secretKey)),
    findPublicKey: (publicKey) => findFresh(() => byPublicKey.get(publicKey)),
    findSecretKey: (secretKey) => {
      const hash = hashSecretKey(secretKey);
      return findFresh(() => bySecretHash.get(hash));
    },
    presume(project) {
      presumed = project;
      adopt([project, ...projects.filter(({ id }) => id !== project.id)]);
    },
    async save(project) {
      const version = Math.max(Date.now(), project.version + 1);
      await writeProject(client(), { ...project, version });
      // A refresh that began before the insert may still hold the old answer.
      await refreshing?.catch(() => {});
      await refresh();
    },
    refresh,
    follow() {
      if (presumed !== undefined) {
        presumed = undefined;
        // Keys that were ended while this server was down were taken on trust until now.
        adopt(projects);
      }
      timer ??= setInterval(() => {
        refresh().catch((error: unknown) => log.debug({ err: error }, 'projects could not be refreshed'));
      }, REFRESH_EVERY_MS).unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
