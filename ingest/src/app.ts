import express, { type Application, type Router } from 'express';
import { type Admission, createReplayCap } from './admission/index.ts';
import type { Cookieless } from './cookieless/index.ts';
import type { CountryLookup } from './enrich/index.ts';
import type { Identity } from './identity/index.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { answerPreflight, createRateLimit, notFound, onlyMethods, renderError } from './middleware/index.ts';
import { postEvents } from './routes/events.ts';
import { postReplay } from './routes/replay.ts';
import type { Spool } from './spool/index.ts';
import type { ProjectRegistry } from './store/index.ts';

export interface AppDeps {
  config: {
    /** Accepted for every project besides its own; empty for any. */
    origins: readonly string[];
    /** Requests a minute and address; 0 is off. */
    rateLimit: number;
    trustProxy: boolean | number | string;
  };
  projects: ProjectRegistry;
  spool: Spool;
  countryOf: CountryLookup;
  identity: Identity;
  cookieless: Cookieless;
  admission: Admission;
  now: () => number;
  log: Logger;
  metrics: Metrics;
  /** Everything that is not on the hot path, in the order it is to be asked. */
  routers: readonly Router[];
}

/** Every middleware and route, in order. The hot path comes first: each layer above it would cost every batch. */
export function createApp(deps: AppDeps): Application {
  const { config, now, log, metrics, routers } = deps;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', config.trustProxy);
  const limit = createRateLimit(config.rateLimit, now);

  app
    .route('/v1/events')
    .post(postEvents({ ...deps, origins: config.origins, limit }))
    .options(answerPreflight)
    .all(onlyMethods('POST, OPTIONS'));
  app
    .route('/v1/replay')
    .post(postReplay({ ...deps, origins: config.origins, limit, cap: createReplayCap(now) }))
    .options(answerPreflight)
    .all(onlyMethods('POST, OPTIONS'));
  for (const router of routers) app.use(router);

  app.use(notFound);
  app.use(renderError(log, metrics));
  return app;
}
