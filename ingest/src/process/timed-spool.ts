import type { Metrics } from '../metrics.ts';
import type { Spool } from '../spool/index.ts';

/** The spool as the routes see it, with a clock at its door. */
export function timedSpool(spool: Spool, metrics: Metrics): Spool {
  return {
    ...spool,
    async append(batch) {
      const startedAt = performance.now();
      const ack = await spool.append(batch);
      metrics.appendSeconds.observe((performance.now() - startedAt) / 1_000);
      return ack;
    },
  };
}
