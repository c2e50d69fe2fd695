import { Router } from 'express';
import type { Metrics } from '../metrics.ts';
import type { SpoolStats } from '../spool/index.ts';

/** What the running parts say about themselves. */
export interface Health {
  /** Why events are not taken right now; undefined when they are. */
  refusal(): string | undefined;
  projectsKnown(): boolean;
  isStopping(): boolean;
  storeUp(): boolean;
  spool(): SpoolStats;
}

/**
 * `/livez`: the process answers. `/readyz`: it takes events. `/metrics`: Prometheus.
 * A store that is away or slow is reported, but does not make the server unready: taking events meanwhile is its job.
 */
export function healthRoutes({ health, metrics }: { health: Health; metrics: Metrics }): Router {
  const router = Router();
  router.use(['/livez', '/readyz', '/metrics'], (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/livez', (_request, response) => {
    response.json({ ok: true });
  });
  router.get('/readyz', (_request, response) => {
    const refusal = health.refusal();
    const isReady = !health.isStopping() && refusal === undefined && health.projectsKnown();
    const { backlogBytes, backlogRows, oldestUnconfirmedMs } = health.spool();
    response.status(isReady ? 200 : 503).json({
      ok: isReady,
      stopping: health.isStopping(),
      spool: {
        ok: refusal === undefined,
        reason: refusal ?? null,
        waiting_bytes: backlogBytes,
        waiting_events: backlogRows,
      },
      projects: { known: health.projectsKnown() },
      store: { up: health.storeUp(), lag_ms: oldestUnconfirmedMs },
    });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}
