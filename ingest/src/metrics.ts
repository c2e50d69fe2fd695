import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RollupStats } from './rollup/index.ts';
import type { SpoolStats } from './spool/index.ts';
import type { InserterStats } from './store/index.ts';

/** A disk answers in 1 to 50 ms; beyond a second something is wrong. */
const APPEND_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 1, 5];
const INSERT_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

/** Read when somebody scrapes: the parts know their own state, nobody keeps a second copy of it. */
export interface MetricSources {
  /** Undefined until the store was reached. */
  rollup(): RollupStats | undefined;
  spool(): SpoolStats;
  inserter(): InserterStats | undefined;
  engineRestarts(): number;
  storeUp(): boolean;
  rateServers(): number;
  connections(): Promise<number>;
}

/** What the server counts. Labels are closed sets: codes and outcomes, never paths, keys or ids. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: 'trodden_requests_total',
      help: 'Answered requests by route and outcome: "ok", or the code of the refusal.',
      labelNames: ['route', 'outcome'] as const,
      registers,
    }),
    eventsAccepted: new Counter({
      name: 'trodden_events_accepted_total',
      help: 'Events acknowledged, which means on disk.',
      registers,
    }),
    eventsRejected: new Counter({
      name: 'trodden_events_rejected_total',
      help: 'Events refused one by one while the rest of their batch was kept, by code.',
      labelNames: ['code'] as const,
      registers,
    }),
    batchesRepeated: new Counter({
      name: 'trodden_batches_repeated_total',
      help: 'Batches seen before: acknowledged again, nothing written.',
      registers,
    }),
    botEvents: new Counter({
      name: 'trodden_bot_events_total',
      help: 'Events of senders taken for machines: kept and marked, or refused where the project says so.',
      registers,
    }),
    wordsOverflowed: new Counter({
      name: 'trodden_words_overflowed_total',
      help: 'Values counted as "(other)", because a project brought too many different ones today, by kind.',
      labelNames: ['kind'] as const,
      registers,
    }),
    identityChecks: new Counter({
      name: 'trodden_identity_checks_total',
      help: 'Batches that came with a token of the host app, by what it proved: "verified", or why it did not.',
      labelNames: ['outcome'] as const,
      registers,
    }),
    replayBytes: new Counter({
      name: 'trodden_replay_bytes_total',
      help: 'Bytes of recordings taken, after inflation.',
      registers,
    }),
    replayScrubbed: new Counter({
      name: 'trodden_replay_scrubbed_total',
      help: 'Values taken out of recordings that no recorder should have sent.',
      registers,
    }),
    connectionsRefused: new Counter({
      name: 'trodden_connections_refused_total',
      help: 'Connections closed at once, because the address or the server has too many.',
      registers,
    }),
    appendSeconds: new Histogram({
      name: 'trodden_spool_append_seconds',
      help: 'From handing a batch to the spool until it is fsynced.',
      buckets: APPEND_BUCKETS_S,
      registers,
    }),
    insertSeconds: new Histogram({
      name: 'trodden_block_insert_seconds',
      help: 'One insert statement of a block into ClickHouse.',
      buckets: INSERT_BUCKETS_S,
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

/** Gauges that look at the running parts. */
export function observe(metrics: Metrics, sources: MetricSources): void {
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [metrics.registry],
      async collect() {
        this.set(await read());
      },
    });
  gauge(
    'trodden_spool_backlog_bytes',
    'Bytes in the spool that are not yet in ClickHouse.',
    () => sources.spool().backlogBytes,
  );
  gauge(
    'trodden_spool_backlog_rows',
    'Events in the spool that are not yet in ClickHouse.',
    () => sources.spool().backlogRows,
  );
  gauge(
    'trodden_spool_oldest_age_seconds',
    'Age of the oldest event that is not yet in ClickHouse; how far answers lag behind.',
    () => sources.spool().oldestUnconfirmedMs / 1_000,
  );
  gauge(
    'trodden_spool_quarantined_pieces',
    'Damaged stretches of the spool found at the start and set aside.',
    () => sources.spool().quarantinedPieces,
  );
  gauge('trodden_spool_writable', '0 while the disk refuses to make anything durable.', () =>
    sources.spool().writable ? 1 : 0,
  );
  gauge(
    'trodden_rollup_leading',
    '1 while this server adds events to the derived tables, 0 while another one does.',
    () => (sources.rollup()?.isLeading === true ? 1 : 0),
  );
  gauge(
    'trodden_rollup_rows',
    'Events that this server has added to the derived tables since it began.',
    () => sources.rollup()?.rows ?? 0,
  );
  gauge(
    'trodden_rollup_last_fold_seconds',
    'How long the last fold took.',
    () => (sources.rollup()?.lastFoldMs ?? 0) / 1_000,
  );
  gauge(
    'trodden_blocks_stored',
    'Blocks stored in ClickHouse since this server began.',
    () => sources.inserter()?.blocks ?? 0,
  );
  gauge(
    'trodden_blocks_deferred',
    'Blocks set aside until it is clear whether their rows or the table are at fault.',
    () => sources.inserter()?.deferred ?? 0,
  );
  new Gauge({
    name: 'trodden_blocks_reconciled',
    help: 'Blocks that ClickHouse was asked about first, by what it had of them: "nothing", "part" or "all".',
    labelNames: ['found'] as const,
    registers: [metrics.registry],
    collect() {
      for (const [found, count] of Object.entries(sources.inserter()?.reconciled ?? {})) this.set({ found }, count);
    },
  });
  gauge('trodden_engine_restarts', 'Times the embedded engine was started again since this server began.', () =>
    sources.engineRestarts(),
  );
  gauge('trodden_store_up', '1 when ClickHouse answers and its tables are ready.', () => (sources.storeUp() ? 1 : 0));
  gauge(
    'trodden_rate_servers',
    'Servers that share the rates of projects, as far as this one knows; 1 where nothing is shared.',
    () => sources.rateServers(),
  );
  gauge('trodden_connections', 'Open connections.', () => sources.connections());
}
