import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { MIN_SECRET_BYTES } from './contract/claims.ts';
import { nearest } from './contract/nearest.ts';
import { isSafeAddress } from './contract/safe-address.ts';
import { MAP_DATUMS, type MapDatum } from './model/datum.ts';

/** All threads but one, which answers HTTP; never fewer than two where there are two cores. */
export const defaultThreads = (cores: number): number => Math.max(Math.min(cores, 2), cores - 1);

const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(
      z
        .number(`must be a whole number`)
        .min(min, `must be at least ${min}`)
        .max(max, `must be at most ${max}`),
    )
    .default(fallback);

const text = z.string().trim().min(1, 'must not be empty');

const SETTINGS = {
  PORT: whole(0, 65_535, 8080),
  HOST: text.default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'must be like postgres://user:password@host:5432/database')
    .optional(),
  JIEDIAN_DATA_DIR: text.default('.jiedian/'),
  JIEDIAN_REGIONS: z
    .string()
    .transform((list) => [...new Set(list.split(',').map((id) => id.trim()))].sort())
    .refine((ids) => !ids.includes(''), 'must be region ids with commas between them')
    .optional(),
  JIEDIAN_THREADS: whole(1, 256, defaultThreads(availableParallelism())),
  JIEDIAN_SCREENING_THREADS: whole(0, 256, defaultThreads(availableParallelism())),
  JIEDIAN_SECRET: z
    .string()
    .refine(
      (key) => Buffer.byteLength(key) >= MIN_SECRET_BYTES,
      `must have at least ${MIN_SECRET_BYTES} bytes`,
    )
    .optional(),
  OIDC_ISSUER: z
    .string()
    .refine(
      (text) => isSafeAddress(text) && !/[?#]/u.test(text),
      'must be an https address (http on this machine) without query',
    )
    .optional(),
  OIDC_AUDIENCE: text.default('jiedian'),
  JIEDIAN_URL: z
    .url({ protocol: /^https?$/u, error: 'must be like https://grid.example or https://example.org/jiedian' })
    .refine((url) => !/[?#]|\/\/[^/]*@/u.test(url), 'must have no user, query or fragment')
    .transform((url) => url.replace(/\/+$/u, ''))
    .optional(),
  JIEDIAN_MAP_DATUM: z.enum(MAP_DATUMS, 'must be WGS84 or GCJ02').default('WGS84'),
  JIEDIAN_METRICS_FROM: z.enum(['loopback', 'any'], 'must be loopback or any').default('loopback'),
  JIEDIAN_WEBHOOK_TARGETS: z.enum(['public', 'private'], 'must be public or private').default('public'),
  JIEDIAN_LOG: z
    .enum(
      ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'],
      'must be silent, fatal, error, warn, info, debug or trace',
    )
    .default('info'),
  JIEDIAN_QUEUE: whole(1, 100_000, 256),
  JIEDIAN_DEADLINE_MS: whole(10, 600_000, 10_000),
  JIEDIAN_STREAMS: whole(1, 100_000, 500),
};

type Settings = z.infer<z.ZodObject<typeof SETTINGS>>;

/** What the environment decides, checked. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** A PostGIS server; `null` = embedded in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Regions this process serves, sorted; `null` = all. */
  readonly regions: readonly string[] | null;
  readonly threads: number;
  /** Threads for screenings, which let those of requests go first; 0 = this process takes no part in screenings. */
  readonly screeningThreads: number;
  /**
   * Key of the local tokens; `null` = one that the data directory keeps, or with an issuer none at all: then
   * only its tokens let anybody in.
   */
  readonly secret: string | null;
  /** The OpenID Connect issuer whose tokens are taken; `null` = none. */
  readonly oidc: { readonly issuer: string; readonly audience: string } | null;
  /** Address at which clients reach the service, for the links it gives; `null` = where each request was sent. */
  readonly publicUrl: string | null;
  /** What the maps of the page are drawn in. */
  readonly mapDatum: MapDatum;
  readonly metricsFrom: 'loopback' | 'any';
  /** Where webhooks may go: to public addresses only, or to the own network as well. */
  readonly webhookTargets: 'public' | 'private';
  readonly logLevel: Settings['JIEDIAN_LOG'];
  /** Searches that may wait for a thread. */
  readonly queue: number;
  /** Longest time a search may take, ms. */
  readonly deadlineMs: number;
  /** Streams of events that may be open at once. */
  readonly streams: number;
}

/** The environment is wrong; the message has one line per variable at fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * The configuration from environment variables. Nothing else in the house reads them.
 *
 * @throws ConfigError naming every variable at fault at once.
 */
export function readConfig(env: Readonly<NodeJS.ProcessEnv> = process.env): Config {
  // An empty variable is what compose files and shells make of one that is not set.
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = z.object(SETTINGS).safeParse(given);
  const faults = [...unknownNames(given), ...(parsed.error?.issues ?? []).map(inWords)];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults.join('\n'));
  return toConfig(parsed.data);
}

/** The configuration in lines to print; nothing secret is in them. */
export function describeConfig(config: Config): string {
  const shown = {
    ...config,
    databaseUrl: redacted(config.databaseUrl),
    secret: config.secret === null ? null : '(set)',
    oidc: config.oidc === null ? null : `${config.oidc.issuer} for ${config.oidc.audience}`,
  };
  return Object.entries(shown)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(',') : String(value ?? '-')}`)
    .join('\n');
}

/** Without password and parameters, either of which may hold a credential. */
const redacted = (url: string | null): string | null =>
  url?.replace(/\/\/([^:@/]*):.*@/, '//$1:***@').replace(/\?.*$/, '?…') ?? null;

const inWords = (issue: z.core.$ZodIssue): string => `${issue.path.join('.')}: ${issue.message}`;

function unknownNames(env: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(SETTINGS);
  return Object.keys(env)
    .filter((name) => name.startsWith('JIEDIAN_') && !names.includes(name))
    .map((name) => {
      const meant = nearest(name, names);
      return `${name}: unknown variable${meant === null ? '' : `; did you mean ${meant}?`}`;
    });
}

function toConfig(from: Settings): Config {
  return {
    port: from.PORT,
    host: from.HOST,
    databaseUrl: from.DATABASE_URL ?? null,
    dataDir: from.JIEDIAN_DATA_DIR,
    regions: from.JIEDIAN_REGIONS ?? null,
    threads: from.JIEDIAN_THREADS,
    screeningThreads: from.JIEDIAN_SCREENING_THREADS,
    secret: from.JIEDIAN_SECRET ?? null,
    oidc: from.OIDC_ISSUER === undefined ? null : { issuer: from.OIDC_ISSUER, audience: from.OIDC_AUDIENCE },
    publicUrl: from.JIEDIAN_URL ?? null,
    mapDatum: from.JIEDIAN_MAP_DATUM,
    metricsFrom: from.JIEDIAN_METRICS_FROM,
    webhookTargets: from.JIEDIAN_WEBHOOK_TARGETS,
    logLevel: from.JIEDIAN_LOG,
    queue: from.JIEDIAN_QUEUE,
    deadlineMs: from.JIEDIAN_DEADLINE_MS,
    streams: from.JIEDIAN_STREAMS,
  };
}
