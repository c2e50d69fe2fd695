import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createAdmission, createRateShares, followQuotas, followRates } from './admission/index.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { createCookieless, createDailySalt } from './cookieless/index.ts';
import { createDemoServer } from './demo/index.ts';
import { openCountries } from './enrich/index.ts';
import { HttpError } from './errors.ts';
import { createIdentity } from './identity/index.ts';
import type { Logger } from './log.ts';
import { createMetrics, observe } from './metrics.ts';
import { createRateLimit } from './middleware/index.ts';
import { banner } from './process/banner.ts';
import { createCloseStack } from './process/close-stack.ts';
import { DEFAULT_PROJECT, ensureDefaultProject, PresetKeyError, presetProject } from './process/default-project.ts';
import { closeHttpServer, createHttpServer, listen } from './process/http-server.ts';
import { serverUrl } from './process/server-url.ts';
import { settled } from './process/settled.ts';
import { linkStore } from './process/store-link.ts';
import { timedSpool } from './process/timed-spool.ts';
import { startRetention } from './retention/index.ts';
import { type Rollup, startRollup } from './rollup/index.ts';
import {
  apiRoutes,
  dashboardFiles,
  healthRoutes,
  mcpRoutes,
  overlayRoutes,
  replayAssetRoutes,
  sdkFiles,
  shareRoutes,
} from './routes/index.ts';
import { answerSettled, lockDirectory, openSpool, type SpoolLimits } from './spool/index.ts';
import { createProjectRegistry, type Inserter, type StoreClient, startInserter } from './store/index.ts';
import {
  createOverlayCodes,
  createOverlayTokens,
  createSessionCookies,
  createSignInCodes,
  createViewerLinks,
  openKeyRing,
} from './tokens/index.ts';

/** How long a start waits for the store before it goes on without. */
const WAIT_FOR_STORE_MS = 5_000;
/** A stop takes no longer; service managers and container engines kill after 20 s and more. What is acknowledged is on disk anyway. */
export const STOP_WITHIN_MS = 15_000;
/** What is in the spool after this long stays there for the next start. */
const DRAIN_WITHIN_MS = 10_000;
/** Of the time for a stop, kept for the engine: it closes its files, and is killed otherwise. */
const ENGINE_STOP_MS = 4_000;

export interface StartOptions {
  log: Logger;
  /** Also serve the demo site, on the next port. */
  demo?: boolean | undefined;
  /** Other than the spool's own. */
  spoolLimits?: Partial<SpoolLimits> | undefined;
}

export interface RunningServer {
  url: string;
  demoUrl: string | undefined;
  /** What to show to the person who started it. */
  banner: string;
  /** Settles with what makes it useless to go on, when that is found after the start. */
  failed: Promise<unknown>;
  /** Finishes what has begun, empties the spool for up to 10 s, stops the engine, lets go of the data directory. */
  stop(): Promise<void>;
}

/**
 * The process edge: everything that lasts is made here, in order, and stops in the opposite one.
 * Events are taken as soon as the spool is open and the projects are known; the store is reached meanwhile.
 */
export async function startServer(
  config: Config,
  { log, demo = false, spoolLimits }: StartOptions,
): Promise<RunningServer> {
  const stack = createCloseStack(log);
  let isStopping = false;
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    const lock = await lockDirectory(config.dataDir);
    stack.push('lock', () => lock.release());

    const metrics = createMetrics();
    const spool = await openSpool({ dir: join(config.dataDir, 'spool'), log, limits: spoolLimits });
    stack.push('spool', () => spool.close());
    lock.answerWith(answerSettled(() => settled(spool, Date.now)));

    const shares = config.sharedRates ? createRateShares(spool.writer) : undefined;
    const onOverflow = (kind: string) => metrics.wordsOverflowed.inc({ kind });
    const admission = createAdmission(Date.now, { onOverflow, shares });
    let inserter: Inserter | undefined;
    let rollup: Rollup | undefined;
    let shownSecret: string | undefined;
    const orRefuse = (client: StoreClient | undefined) => {
      if (client === undefined) throw new HttpError('STORE_UNAVAILABLE');
      return client;
    };
    const store = () => orRefuse(link.client());
    const unhurriedStore = () => orRefuse(link.unhurried());
    const projects = createProjectRegistry({ client: store, log, dataDir: config.dataDir });
    stack.push('projects', () => projects.stop());
    const quotas = followQuotas({ admission, store, projects: projects.list, now: Date.now, log });
    stack.push('quotas', () => quotas.stop());
    const rates = shares && followRates({ shares, server: spool.writer, store, projects: projects.list, log });
    stack.push('rates', () => rates?.stop());
    const preset = presetProject(projects.byId(DEFAULT_PROJECT), config);
    if (preset !== undefined) projects.presume(preset);

    const link = linkStore({
      config,
      log,
      async onReady(client) {
        await projects.refresh();
        shownSecret ??= await ensureDefaultProject(projects, config);
        projects.follow();
        await quotas.look();
        await rates?.look();
        // An inserter begun after the others were told to stop would have nobody to stop it.
        if (isStopping) return;
        inserter ??= startInserter({ spool, client, log, metrics, onBlock: () => rollup?.wake() });
        rollup ??= startRollup({ client, log, node: spool.writer, isAlone: config.clickhouseUrl === undefined });
      },
      onEngineRestart() {
        inserter?.wake();
        rollup?.wake();
      },
      isFinal: (error) => error instanceof PresetKeyError,
    });
    stack.push('store', () => link.stop());
    const beforeEngine = (leftMs: number) => Math.max(0, leftMs - ENGINE_STOP_MS);
    stack.push('rollup', (leftMs) =>
      Promise.race([rollup?.stop(), delay(beforeEngine(leftMs), undefined, { ref: false })]),
    );
    // The registry asks the store every few seconds, so it knows.
    const isStoreUp = () => link.isUp() && projects.current();
    // Without a store there is nothing to drain into, and nobody should wait for it.
    stack.push('inserter', (leftMs) =>
      inserter?.stop(isStoreUp() ? Math.min(DRAIN_WITHIN_MS, beforeEngine(leftMs)) : 0),
    );

    const salts = createDailySalt({ dataDir: config.dataDir, now: Date.now });
    stack.push('salts', () => salts.stop());
    const ring = openKeyRing(config.dataDir);
    const codes = createSignInCodes();
    const cookies = createSessionCookies(ring, projects);
    const overlayCodes = createOverlayCodes();
    const health = {
      refusal: () => spool.refusal('events')?.message,
      projectsKnown: () => projects.known(),
      isStopping: () => isStopping,
      storeUp: isStoreUp,
      spool: () => spool.stats(),
    };
    const app = createApp({
      config,
      projects,
      spool: timedSpool(spool, metrics),
      countryOf: openCountries(),
      admission,
      cookieless: createCookieless(salts),
      identity: createIdentity({ log, now: Date.now }),
      now: Date.now,
      log,
      metrics,
      routers: [
        healthRoutes({ health, metrics }),
        sdkFiles(),
        replayAssetRoutes({
          store,
          projects,
          origins: config.origins,
          limit: createRateLimit(config.rateLimit, Date.now),
          admission,
          metrics,
        }),
        overlayRoutes({
          store,
          now: Date.now,
          overlayCodes,
          overlayTokens: createOverlayTokens(ring, projects),
          projects,
          limit: createRateLimit(config.rateLimit, Date.now),
          metrics,
        }),
        apiRoutes({
          store,
          unhurriedStore,
          untrustedStore: () => link.untrusted(),
          log,
          projects,
          codes,
          overlayCodes,
          origins: config.origins,
          metrics,
          cookies,
          admission,
          viewerLinks: createViewerLinks(ring, projects),
          health,
          dataDir: config.dataDir,
          isEmbedded: config.clickhouseUrl === undefined,
          engineRestarts: link.engineRestarts,
          settled: () => settled(spool, Date.now),
        }),
        shareRoutes({ store }),
        mcpRoutes({ projects, cookies, metrics }),
        dashboardFiles(),
      ],
    });
    const server = createHttpServer(app, {
      isBehindProxy: config.trustProxy !== false,
      onRefused: () => metrics.connectionsRefused.inc(),
    });
    observe(metrics, {
      ...health,
      inserter: () => inserter?.stats(),
      rollup: () => rollup?.stats(),
      engineRestarts: link.engineRestarts,
      rateServers: () => shares?.servers() ?? 1,
      connections: () => promisify(server.getConnections.bind(server))(),
    });
    const retention = startRetention({ store: unhurriedStore, projects: projects.list, log });
    stack.push('retention', () => retention.stop());
    const port = await listen(server, config.port, config.host);
    stack.push('http', () => closeHttpServer(server));
    const url = serverUrl(config, port);

    // The dashboard link and the snippet need a project, and a first start has none before the store is there.
    await Promise.race([link.ready, delay(WAIT_FOR_STORE_MS, undefined, { ref: false })]);
    const project = projects.byId(DEFAULT_PROJECT);

    let demoUrl: string | undefined;
    if (demo) {
      const publicKey = () => projects.byId(DEFAULT_PROJECT)?.publicKeys[0] ?? '';
      const demoServer = createDemoServer({ publicKey, serverUrl: url });
      demoUrl = serverUrl(
        { host: config.host },
        await listen(demoServer, config.port === 0 ? 0 : port + 1, config.host),
      );
      stack.push('demo', () => closeHttpServer(demoServer));
    }
    return {
      url,
      demoUrl,
      banner: banner({
        url,
        demoUrl,
        signInCode: project === undefined ? undefined : codes.issue(project.id),
        publicKey: project?.publicKeys[0],
        secretKey: shownSecret,
        storeTrouble: link.isUp() ? undefined : (link.trouble() ?? 'still starting'),
        dataDir: config.dataDir,
      }),
      failed: new Promise((resolve) => link.ready.catch(resolve)),
      stop() {
        isStopping = true;
        return stack.close(STOP_WITHIN_MS);
      },
    };
  } catch (error) {
    isStopping = true;
    await stack.close(STOP_WITHIN_MS);
    throw error;
  }
}
