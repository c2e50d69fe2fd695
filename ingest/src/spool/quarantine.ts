import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../log.ts';

/** Kept for whoever investigates; beyond this only counted. */
const MAX_KEPT_BYTES = 67_108_864;
/** These are rows of people, whom neither erasing nor retention can find in here. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** Damaged bytes of segments, set aside so that nothing is thrown away unseen. */
export async function openQuarantine(dir: string, log: Logger) {
  const folder = join(dir, 'quarantine');
  let pieces = 0;
  /** Of what is there, also from earlier lives. */
  let bytes = 0;

  async function dropOld(): Promise<void> {
    let left = 0;
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const file = await stat(path);
      if (file.mtimeMs < Date.now() - KEPT_DAYS * DAY_MS) await rm(path, { force: true });
      else left += file.size;
    }
    bytes = left;
  }
  const look = () => dropOld().catch((error) => log.warn({ err: error }, 'The quarantine could not be looked through'));
  await look();
  const timer = setInterval(look, DAY_MS).unref();

  return {
    get pieces() {
      return pieces;
    },
    async keep(segment: number, offset: number, damaged: Buffer): Promise<void> {
      pieces += 1;
      log.error({ segment, offset, bytes: damaged.length }, 'Damaged bytes in the spool were set aside');
      if (bytes + damaged.length > MAX_KEPT_BYTES || damaged.every((byte) => byte === 0)) return;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(join(folder, `segment-${segment}-at-${offset}.bin`), damaged, { mode: 0o600 });
        bytes += damaged.length;
      } catch (error) {
        log.error({ err: error }, 'Damaged bytes could not be kept');
      }
    },
    stop: () => clearInterval(timer),
  };
}

export type Quarantine = Awaited<ReturnType<typeof openQuarantine>>;
