import { resolve } from 'node:path';
import { z } from 'zod';
import { storeUrls, trustProxySchema, webUrl } from './config-values.ts';

/** Every setting there is, with its default, in the words of `trodden-ingest --help`. */
export const SETTINGS = [
  ['PORT', '4400', 'port to listen on; 0 picks a free one. `start --demo` also takes the port after it'],
  ['HOST', '127.0.0.1', 'address to listen on; 0.0.0.0 to be reached from other machines'],
  ['TRODDEN_DATA_DIR', '.trodden', 'spool, embedded store and keys'],
  ['TRODDEN_PUBLIC_KEY', '', "public key (pk_…) of the project 'default'"],
  ['TRODDEN_SECRET_KEY', '', "secret key (sk_…) of the project 'default'"],
  ['TRODDEN_ORIGINS', '', 'origins that may send events, separated by commas; none given: any'],
  ['TRODDEN_RATE_LIMIT', '3000', 'requests a minute and address; 0 switches the limit off'],
  ['TRODDEN_SHARED_RATES', 'off', "on: the servers on one store share every project's requests a minute"],
  [
    'TRODDEN_TRUST_PROXY',
    'off',
    "proxies in front of the server, as Express' trust proxy: off, a number of hops, or addresses",
  ],
  ['TRODDEN_PUBLIC_URL', '', 'where browsers reach this server, when that is not http://HOST:PORT'],
  [
    'CLICKHOUSE_URL',
    '',
    'http(s)://user:password@host:8123/database, or several of one store, separated by commas; none given: the embedded store',
  ],
  ['TRODDEN_CLUSTER', '', 'name of the ClickHouse cluster at CLICKHOUSE_URL, for replicated and distributed tables'],
  [
    'TRODDEN_INSERT_QUORUM',
    'auto',
    'replicas of a cluster that must have a row before it counts as stored: auto (most of them), a number, or 0',
  ],
  ['TRODDEN_LOG_LEVEL', 'info', 'fatal, error, warn, info, debug, trace or silent'],
] as const;

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  publicKey: string | undefined;
  secretKey: string | undefined;
  /** Origins allowed for every project besides its own list; empty means any. */
  origins: readonly string[];
  /** Requests a minute and address; 0 is off. */
  rateLimit: number;
  /** The rates of projects hold over all servers on the store, not on each. */
  sharedRates: boolean;
  trustProxy: boolean | number | string;
  publicUrl: string | undefined;
  /** One address, or several of the same store, separated by commas. */
  clickhouseUrl: string | undefined;
  cluster: string | undefined;
  insertQuorum: string;
  logLevel: LogLevel;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const MAX_RATE_LIMIT = 10_000_000;

const wholeNumber = (max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value <= max, `must be at most ${max}`);

const key = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{16,100}$`), `must be ${prefix}_ and 16 to 100 letters, digits, _ or -`);

const schema = z.object({
  PORT: wholeNumber(65_535).default(4400),
  HOST: z.string().default('127.0.0.1'),
  TRODDEN_DATA_DIR: z.string().default('.trodden'),
  TRODDEN_PUBLIC_KEY: key('pk').optional(),
  TRODDEN_SECRET_KEY: key('sk').optional(),
  TRODDEN_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '' && entry !== '*'),
    )
    .pipe(
      z.array(
        z.string().refine((entry) => URL.canParse(entry) && new URL(entry).origin === entry.toLowerCase(), {
          message: 'every entry must be an origin such as https://example.com, without a path',
        }),
      ),
    ),
  TRODDEN_RATE_LIMIT: wholeNumber(MAX_RATE_LIMIT).default(3000),
  TRODDEN_SHARED_RATES: z
    .enum(['on', 'off'], 'must be on or off')
    .default('off')
    .transform((value) => value === 'on'),
  TRODDEN_TRUST_PROXY: trustProxySchema.default(false),
  TRODDEN_PUBLIC_URL: webUrl.transform((value) => value.replace(/\/+$/, '')).optional(),
  CLICKHOUSE_URL: storeUrls.optional(),
  TRODDEN_CLUSTER: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be a cluster name')
    .optional(),
  TRODDEN_INSERT_QUORUM: z
    .string()
    .regex(/^(auto|\d{1,2})$/, 'must be auto or a number')
    .default('auto'),
  TRODDEN_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

/** The environment cannot be used; one line per variable says why. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Reads the environment once. An empty variable counts as not set. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
    throw new ConfigError([...new Set(lines)].join('\n'));
  }
  const env = parsed.data;
  if (env.TRODDEN_CLUSTER !== undefined && env.CLICKHOUSE_URL === undefined) {
    throw new ConfigError('TRODDEN_CLUSTER: needs CLICKHOUSE_URL, the embedded store has no cluster');
  }
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.TRODDEN_DATA_DIR),
    publicKey: env.TRODDEN_PUBLIC_KEY,
    secretKey: env.TRODDEN_SECRET_KEY,
    origins: env.TRODDEN_ORIGINS.map((origin) => origin.toLowerCase()),
    rateLimit: env.TRODDEN_RATE_LIMIT,
    sharedRates: env.TRODDEN_SHARED_RATES,
    trustProxy: env.TRODDEN_TRUST_PROXY,
    publicUrl: env.TRODDEN_PUBLIC_URL,
    clickhouseUrl: env.CLICKHOUSE_URL,
    cluster: env.TRODDEN_CLUSTER,
    insertQuorum: env.TRODDEN_INSERT_QUORUM,
    logLevel: env.TRODDEN_LOG_LEVEL,
  };
}
