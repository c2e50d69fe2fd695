import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../log.ts';

/** Kept for whoever investigates; beyond this only counted. */
const MAX_KEPT_BYTES = 67_108_864;

/** Damaged bytes of segments, set aside so that nothing is thrown away unseen. */
export function createQuarantine(dir: string, log: Logger) {
  let pieces = 0;
  let bytes = 0;
  return {
    get pieces() {
      return pieces;
    },
    get bytes() {
      return bytes;
    },
    async keep(segment: number, offset: number, damaged: Buffer): Promise<void> {
      pieces += 1;
      bytes += damaged.length;
      log.error({ segment, offset, bytes: damaged.length }, 'Damaged bytes in the spool were set aside');
      if (bytes > MAX_KEPT_BYTES || damaged.every((byte) => byte === 0)) return;
      const folder = join(dir, 'quarantine');
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, `segment-${segment}-at-${offset}.bin`), damaged);
      } catch (error) {
        log.error({ err: error }, 'Damaged bytes could not be kept');
      }
    },
  };
}

export type Quarantine = ReturnType<typeof createQuarantine>;
