import { z } from 'zod';
import { MAX_SELECTOR_LENGTH } from './limits.ts';
import type { BotPolicy, ProjectLimits } from './project-limits.ts';

/**
 * What a project tells the SDK from afar, with the answer to a batch. It can only take away: selectors are added to those of the page, and
 * a page that says `replay: 'off'` stays unrecorded.
 */
export interface SdkConfig {
  /** The share of sessions to record, 0 to 1, in place of what the page says. */
  replay?: number | undefined;
  /** A selector: the text of matching elements is never told. */
  mask?: string | undefined;
  /** A selector: matching elements are boxes in replays. */
  block?: string | undefined;
  /** A selector: clicks on matching elements, and inside them, are not recorded. */
  ignore?: string | undefined;
}

const selector = z.string().trim().min(1).max(MAX_SELECTOR_LENGTH).optional();

export const sdkConfigSchema = z.object({
  replay: z.number().min(0).max(1).optional(),
  mask: selector,
  block: selector,
  ignore: selector,
}) satisfies z.ZodType<SdkConfig>;

/** Whole days; null keeps for ever. */
export interface Retention {
  /** Events, and everything computed from them; they go by whole months, once all of a month is too old. */
  events_days: number | null;
  /** Recordings, after their end. */
  replay_days: number | null;
}

/** Enough for a switcher, and all that a viewer is told. */
export interface ProjectName {
  id: string;
  name: string;
}

export interface ProjectFacts extends ProjectName {
  enabled: boolean;
  created_at_ms: number;
  /** Newest first; two while pages are being moved from one to the other. */
  public_keys: string[];
  /** How many secret keys open it: two during a rotation. They exist as hashes only. */
  secret_keys: number;
  /** Origins that may send events; empty means any. */
  origins: string[];
  retention: Retention;
  limits: ProjectLimits;
  bots: BotPolicy;
  sdk: SdkConfig;
  viewers: {
    /** Whether they may ask SQL. */
    sql: boolean;
  };
}

/** `GET /api/projects`: those that this sign-in opens. */
export interface ProjectsAnswer {
  projects: ProjectName[];
  /** Whether it may make more. */
  can_create: boolean;
}

/** `PATCH /api/projects/:id`: what is given replaces what is there. */
export interface ProjectChange {
  name?: string | undefined;
  enabled?: boolean | undefined;
  origins?: string[] | undefined;
  retention?: { events_days?: number | null | undefined; replay_days?: number | null | undefined } | undefined;
  /** What is given replaces what is there; 0 is the default. */
  limits?: ProjectLimits | undefined;
  bots?: BotPolicy | undefined;
  sdk?: SdkConfig | undefined;
  viewers?: { sql: boolean } | undefined;
}

/** `POST /api/projects` and `POST /api/projects/:id/keys`: a secret key is readable here and never again. */
export interface NewKeysAnswer {
  project: ProjectFacts;
  public_key?: string | undefined;
  secret_key?: string | undefined;
}

/** `POST /api/projects/:id/viewer-links` */
export interface ViewerLinkAnswer {
  url: string;
  expires_at_ms: number;
}

/** `GET /api/health`: how the server itself is. */
export interface HealthAnswer {
  version: string;
  engine: { kind: 'embedded' | 'server'; version: string; up: boolean; restarts: number };
  spool: { waiting_events: number; waiting_bytes: number; lag_ms: number; refusal: string | null };
  disk: { free_bytes: number; total_bytes: number; data_bytes: number };
  tables: { name: string; rows: number; bytes: number }[];
}
