import { Router } from 'express';
import type { Admission } from '../admission/index.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { admin, audit, countAnswers, onlyMethods } from '../middleware/index.ts';
import type { StoreClient } from '../store/index.ts';
import { clickmapRoutes } from './clickmap.ts';
import { type ClickmapLinkOptions, clickmapLinkRoute, clickmapRevokeRoute } from './clickmap-links.ts';
import { countRoute } from './count.ts';
import { deliveryRoute } from './delivery.ts';
import { erasureRoutes, exportRoute } from './erasure.ts';
import { limitsRoute } from './limits.ts';
import { liveRoutes } from './live.ts';
import { overviewRoute } from './overview.ts';
import { readPageGroups, writePageGroups } from './page-groups.ts';
import { peopleRoute, personRoute } from './people.ts';
import { keyRoutes } from './project-keys.ts';
import { projectRoutes } from './projects.ts';
import { queryRoutes } from './query.ts';
import { recentRoute } from './recent.ts';
import { replayRoutes } from './replays.ts';
import { type ServerHealthOptions, serverHealthRoute } from './server-health.ts';
import { readSessionRoute, type SessionOptions, signInRoute, signOutRoute } from './session.ts';
import { syncRoutes } from './sync.ts';
import { viewerLinkRoutes } from './viewer-links.ts';

export interface ApiOptions extends SessionOptions, ClickmapLinkOptions, ServerHealthOptions {
  metrics: Metrics;
  /** Throws while the store cannot be reached. */
  store: () => StoreClient;
  /** The same for work that may take hours. */
  unhurriedStore: () => StoreClient;
  /** For SQL that people type; none where the store has no such way in. */
  untrustedStore: () => StoreClient | undefined;
  log: Logger;
  admission: Pick<Admission, 'report'>;
  /** Resolves when everything acknowledged before the call is in the store. */
  settled: () => Promise<void>;
}

/** Everything under `/api`: signing in, then what only the owner of a project may ask. */
export function apiRoutes(options: ApiOptions): Router {
  const router = Router();
  router.use('/api', countAnswers(options.metrics), audit(options.log));
  router
    .route('/api/session')
    .get(readSessionRoute(options))
    .post(signInRoute(options))
    .delete(signOutRoute)
    .all(onlyMethods('GET, POST, DELETE'));
  router.use('/api', admin(options));
  router.route('/api/events/count').get(countRoute(options)).all(onlyMethods('GET'));
  router.route('/api/events/recent').get(recentRoute(options)).all(onlyMethods('GET'));
  const live = liveRoutes({ store: options.store, now: Date.now });
  router
    .route('/api/overview')
    .get(overviewRoute({ store: options.store, now: Date.now }))
    .all(onlyMethods('GET'));
  router.route('/api/live').get(live.once).all(onlyMethods('GET'));
  router.route('/api/live/stream').get(live.stream).all(onlyMethods('GET'));
  router.route('/api/delivery').get(deliveryRoute(options)).all(onlyMethods('GET'));
  router.route('/api/limits').get(limitsRoute(options)).all(onlyMethods('GET'));
  router
    .route('/api/page-groups')
    .get(readPageGroups(options))
    .put(writePageGroups(options))
    .all(onlyMethods('GET, PUT'));
  const projects = projectRoutes(options);
  router.route('/api/projects').get(projects.list).post(projects.create).all(onlyMethods('GET, POST'));
  router.route('/api/projects/:id').get(projects.read).patch(projects.change).all(onlyMethods('GET, PATCH'));
  const keys = keyRoutes(options);
  router.route('/api/projects/:id/keys').post(keys.rotate).delete(keys.revoke).all(onlyMethods('POST, DELETE'));
  const viewers = viewerLinkRoutes(options);
  router
    .route('/api/projects/:id/viewer-links')
    .post(viewers.make)
    .delete(viewers.revoke)
    .all(onlyMethods('POST, DELETE'));
  router.route('/api/health').get(serverHealthRoute(options)).all(onlyMethods('GET'));
  const replays = replayRoutes(options);
  router.route('/api/replays').get(replays.list).all(onlyMethods('GET'));
  router.route('/api/replays/size').get(replays.size).all(onlyMethods('GET'));
  router.route('/api/replays/:id').get(replays.one).delete(replays.remove).all(onlyMethods('GET, DELETE'));
  router.route('/api/replays/:id/chunks').get(replays.chunks).all(onlyMethods('GET'));
  router.route('/api/replays/:id/share').post(replays.share).all(onlyMethods('POST'));
  router.route('/api/replay-assets/:hash').get(replays.asset).all(onlyMethods('GET'));
  router.route('/api/shares/:share_id').delete(replays.unshare).all(onlyMethods('DELETE'));
  const clickmap = clickmapRoutes({ store: options.store, now: Date.now });
  router.route('/api/clickmap').get(clickmap.map).all(onlyMethods('GET'));
  router.route('/api/clickmap/hours').get(clickmap.hours).all(onlyMethods('GET'));
  router.route('/api/clickmap/pages').get(clickmap.pages).all(onlyMethods('GET'));
  router.route('/api/clickmap/compare').get(clickmap.compare).all(onlyMethods('GET'));
  router.route('/api/clickmap/preview').get(clickmap.preview).all(onlyMethods('GET'));
  router.route('/api/clickmap/link').post(clickmapLinkRoute(options)).all(onlyMethods('POST'));
  router.route('/api/clickmap/revoke').post(clickmapRevokeRoute(options)).all(onlyMethods('POST'));
  const erasure = erasureRoutes({ ...options, store: options.unhurriedStore });
  router.route('/api/people/erase').post(erasure.begin).all(onlyMethods('POST'));
  router.route('/api/people/erase/:job_id').get(erasure.look).all(onlyMethods('GET'));
  router
    .route('/api/people/export')
    .get(exportRoute({ store: options.unhurriedStore }))
    .all(onlyMethods('GET'));
  router.route('/api/people').get(peopleRoute(options)).all(onlyMethods('GET'));
  router.route('/api/people/:id').get(personRoute(options)).all(onlyMethods('GET'));
  const query = queryRoutes(options);
  router.route('/api/query').post(query.run).all(onlyMethods('POST'));
  router.route('/api/query/schema').get(query.schema).all(onlyMethods('GET'));
  for (const kind of ['users', 'teams'] as const) {
    const { read, write } = syncRoutes(options, kind);
    router.route(`/api/sync/${kind}`).get(read).post(write).all(onlyMethods('GET, POST'));
  }
  return router;
}
