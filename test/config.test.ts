import { describe, expect, it } from 'vitest';
import { ConfigError, defaultThreads, describeConfig, readConfig } from '../src/config.ts';

const KEY = 'k'.repeat(32);

const faultsOf = (env: NodeJS.ProcessEnv): string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
};

describe('the environment', () => {
  it('may say nothing', () => {
    expect(readConfig({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: null,
      dataDir: '.jiedian/',
      regions: null,
      threads: expect.any(Number) as number,
      screeningThreads: expect.any(Number) as number,
      secret: null,
      oidc: null,
      publicUrl: null,
      mapDatum: 'WGS84',
      metricsFrom: 'loopback',
      webhookTargets: 'public',
      logLevel: 'info',
      queue: 256,
      deadlineMs: 10_000,
      streams: 500,
    });
  });

  it('may say everything', () => {
    const env = {
      PORT: '0',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://u:p@db:5432/grid',
      JIEDIAN_DATA_DIR: '/var/lib/jiedian',
      JIEDIAN_REGIONS: 'fr, demo,demo',
      JIEDIAN_THREADS: '3',
      JIEDIAN_SCREENING_THREADS: '0',
      JIEDIAN_SECRET: KEY,
      OIDC_ISSUER: 'https://id.example/realms/power',
      OIDC_AUDIENCE: 'plans',
      JIEDIAN_URL: 'https://example.org/jiedian/',
      JIEDIAN_MAP_DATUM: 'GCJ02',
      JIEDIAN_METRICS_FROM: 'any',
      JIEDIAN_WEBHOOK_TARGETS: 'private',
      JIEDIAN_LOG: 'silent',
      JIEDIAN_QUEUE: '10',
      JIEDIAN_DEADLINE_MS: '500',
      JIEDIAN_STREAMS: '7',
      PATH: '/bin',
    };
    expect(readConfig(env)).toEqual({
      port: 0,
      host: '0.0.0.0',
      databaseUrl: 'postgres://u:p@db:5432/grid',
      dataDir: '/var/lib/jiedian',
      regions: ['demo', 'fr'],
      threads: 3,
      screeningThreads: 0,
      secret: KEY,
      oidc: { issuer: 'https://id.example/realms/power', audience: 'plans' },
      publicUrl: 'https://example.org/jiedian',
      mapDatum: 'GCJ02',
      metricsFrom: 'any',
      webhookTargets: 'private',
      logLevel: 'silent',
      queue: 10,
      deadlineMs: 500,
      streams: 7,
    });
  });

  it('with empty variables is as if they were not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', JIEDIAN_SECRET: '', OIDC_ISSUER: '' })).toEqual(
      readConfig({}),
    );
  });

  it('is told all its faults at once, by the names of the variables and without their values', () => {
    const faults = faultsOf({
      PORT: '65536',
      DATABASE_URL: 'mysql://u:hunter2@db/x',
      JIEDIAN_REGIONS: 'demo,,fr',
      JIEDIAN_THREADS: '0',
      JIEDIAN_SECRET: 'hunter2',
      JIEDIAN_URL: 'https://user:hunter2@example.org',
      JIEDIAN_METRICS_FROM: 'all',
      JIEDIAN_WEBHOOK_TARGETS: 'all',
      JIEDIAN_LOG: 'loud',
      JIEDIAN_QUEUE: '1e3',
      JIEDIAN_DEADLINE_MS: '-1',
      JIEDIAN_STREAMS: '0',
      OIDC_ISSUER: 'http://issuer',
      OIDC_AUDIENCE: ' ',
      JIEDIAN_REGION: 'demo',
      JIEDIAN_COLOUR: 'red',
    });
    expect(faults.map((line) => line.split(':', 1)[0]).sort()).toEqual([
      'DATABASE_URL',
      'JIEDIAN_COLOUR',
      'JIEDIAN_DEADLINE_MS',
      'JIEDIAN_LOG',
      'JIEDIAN_METRICS_FROM',
      'JIEDIAN_QUEUE',
      'JIEDIAN_REGION',
      'JIEDIAN_REGIONS',
      'JIEDIAN_SECRET',
      'JIEDIAN_STREAMS',
      'JIEDIAN_THREADS',
      'JIEDIAN_URL',
      'JIEDIAN_WEBHOOK_TARGETS',
      'OIDC_AUDIENCE',
      'OIDC_ISSUER',
      'PORT',
    ]);
    expect(faults).toContain('JIEDIAN_REGION: unknown variable; did you mean JIEDIAN_REGIONS?');
    expect(faults).toContain('JIEDIAN_COLOUR: unknown variable');
    expect(faults.join()).not.toContain('hunter2');
  });
});

it('threads leave a core to HTTP, but are two where there are two', () => {
  expect([1, 2, 3, 4, 16].map(defaultThreads)).toEqual([1, 2, 2, 3, 15]);
});

describe('the printed configuration', () => {
  it('shows no secret', () => {
    for (const url of [
      'postgres://u:hunter2@db/x',
      'postgres://u:hun@ter2@db/x',
      'postgresql://db/x?user=u&password=hunter2',
    ]) {
      const text = describeConfig(readConfig({ DATABASE_URL: url, JIEDIAN_SECRET: `hunter2${KEY}` }));
      expect(text).toContain('db/x');
      expect(text).not.toMatch(/hunter2|ter2|hun@/u);
      expect(text).toContain('secret: (set)');
    }
  });

  it('has a line per setting', () => {
    const lines = describeConfig(readConfig({ JIEDIAN_REGIONS: 'b,a' })).split('\n');
    expect(lines).toContain('regions: a,b');
    expect(lines).toContain('databaseUrl: -');
    expect(lines).toContain('port: 8080');
  });
});
