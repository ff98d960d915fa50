import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaseScope } from '../../src/model/case-book.ts';
import type { ScreenedSite } from '../../src/model/screening.ts';
import type { Store } from '../../src/model/store.ts';
import { openDb, storeOver } from '../../src/store/open-store.ts';
import { throwAwayDatabase } from '../support/database.ts';
import { houseIn, runJiedian, serveJiedian } from '../support/run-jiedian.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));
const PLANNER: CaseScope = { role: 'planner', sub: 'p1', regions: ['demo'] };
/** Around the demo county, of many sizes. */
const SITES = Array.from({ length: 1500 }, (_, i) => ({
  lon: 113.15 + ((i * 7919) % 1000) / 8000,
  lat: 33.92 + ((i * 104_729) % 1000) / 10_000,
  kva: [100, 315, 630, 1250, 4000][i % 5]!,
}));
const BODY = ({ lon, lat, kva }: (typeof SITES)[number]) => ({
  site: { lon, lat, crs: 'WGS84' },
  demand: { capacityKva: kva },
  customer: { category: 'industrial' },
});
const TABLE = [
  'id,lon,lat,crs,kva,category',
  ...SITES.map(({ lon, lat, kva }, i) => `S${i},${lon},${lat},WGS84,${kva},industrial`),
].join('\n');

/** So many of them are screened jointly: part after part, and where little is left each takes longer. */
const JOINT = 200;

/** A worker process, and how many parts it says it has done. */
const startWorker = (env: NodeJS.ProcessEnv) => {
  const child = spawn(process.execPath, [MAIN, 'work'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return {
    child,
    parts: () => said.split('part screened').length - 1,
    said: () => said,
    ended: once(child, 'close') as Promise<[number | null]>,
  };
};

describe.skipIf(process.env['DATABASE_URL'] === undefined)('workers on one database', () => {
  let store: Store;
  let drop: () => Promise<void>;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const made = await throwAwayDatabase();
    drop = made.drop;
    env = {
      ...houseIn(await temporaryFolder()),
      DATABASE_URL: made.url,
      JIEDIAN_LOG: 'debug',
      JIEDIAN_SCREENING_THREADS: '1',
    };
    const imported = await runJiedian(env, 'import', 'tables', DEMO, '--region', 'demo');
    expect(imported.code, imported.stderr).toBe(0);
    store = storeOver(await openDb({ databaseUrl: made.url }), { expireS: 5, maintainS: 1 });
  });
  afterAll(async () => {
    await store.close();
    await drop();
  });

  const started = async (id: string, all = SITES, isJoint = false): Promise<void> => {
    const terms = {
      policy: 'national-2024',
      asOf: '2026-11-20',
      statedBy: 'planner',
      isJoint,
    } as const;
    await store.screenings.begin(PLANNER, { region: 'demo', id, terms, createdAt: new Date().toISOString() });
    for (let chunk = 0; chunk < all.length / 50; chunk++) {
      const sites = all.slice(50 * chunk, 50 * chunk + 50).map((site, i) => ({
        ...{ line: 50 * chunk + i + 2, id: `S${50 * chunk + i}`, body: BODY(site) },
      }));
      await store.screenings.append(PLANNER, id, [{ chunk, sites: JSON.stringify(sites), count: 50 }]);
    }
    await store.screenings.start(PLANNER, id, new Date().toISOString());
  };
  const read = (id: string) => store.screenings.read(PLANNER, id);
  const rows = async (id: string): Promise<ScreenedSite[]> =>
    (await store.screenings.parts(PLANNER, id, -1, 1000)).flatMap(
      ({ rows: text }) => JSON.parse(text ?? '[]') as ScreenedSite[],
    );

  it('share one screening; one that is killed in the middle loses and doubles nothing', async () => {
    const workers = [startWorker(env), startWorker(env)];
    await vi.waitFor(
      () => {
        expect(workers.map(({ said }) => said().includes('working on'))).toEqual([true, true]);
      },
      { timeout: 60_000 },
    );
    await started('whole');
    await vi.waitFor(
      async () => {
        expect(await read('whole')).toMatchObject({ status: 'done' });
      },
      {
        timeout: 120_000,
      },
    );
    expect(workers.every(({ parts }) => parts() >= 5)).toBe(true);

    await started('killed');
    await vi.waitFor(
      async () => {
        expect((await read('killed'))!.screened).toBeGreaterThan(200);
      },
      {
        timeout: 60_000,
        interval: 20,
      },
    );
    workers[0]!.child.kill('SIGKILL');
    await workers[0]!.ended;
    expect(await read('killed')).toMatchObject({ status: 'running' });
    await vi.waitFor(
      async () => {
        expect(await read('killed')).toMatchObject({ status: 'done' });
      },
      {
        timeout: 120_000,
      },
    );
    workers[1]!.child.kill('SIGTERM');
    expect(await workers[1]!.ended).toEqual([0, null]);

    const [calm, killed] = [await rows('whole'), await rows('killed')];
    expect(killed.map(({ id }) => id)).toEqual(SITES.map((_, i) => `S${i}`));
    expect(killed).toEqual(calm);
    expect((await read('killed'))!.outcomes).toEqual((await read('whole'))!.outcomes);
  }, 300_000);

  it('go on where all of them were stopped', async () => {
    const first = startWorker(env);
    await started('resumed');
    await vi.waitFor(
      async () => {
        expect((await read('resumed'))!.screened).toBeGreaterThan(100);
      },
      {
        timeout: 60_000,
        interval: 20,
      },
    );
    first.child.kill('SIGKILL');
    await first.ended;
    const { screened } = (await read('resumed'))!;
    expect(screened).toBeLessThan(SITES.length);
    const second = startWorker(env);
    await vi.waitFor(
      async () => {
        expect(await read('resumed')).toMatchObject({ status: 'done' });
      },
      {
        timeout: 120_000,
      },
    );
    second.child.kill('SIGTERM');
    await second.ended;
    expect(50 * second.parts()).toBe(SITES.length - screened);
    expect(await rows('resumed')).toEqual(await rows('whole'));
  }, 300_000);

  it('take turns at a joint one, and whoever goes on after one that was killed counts what was taken before', async () => {
    const workers = [startWorker(env), startWorker(env)];
    const some = SITES.slice(0, JOINT);
    await started('joint', some, true);
    await vi.waitFor(
      async () => {
        expect((await read('joint'))!.screened).toBeGreaterThanOrEqual(50);
      },
      { timeout: 120_000, interval: 50 },
    );
    const [busy, other] = [...workers].sort((a, b) => b.parts() - a.parts());
    busy!.child.kill('SIGKILL');
    await busy!.ended;
    await vi.waitFor(
      async () => {
        expect(await read('joint')).toMatchObject({ status: 'done' });
      },
      { timeout: 120_000 },
    );
    expect(other!.parts()).toBeGreaterThan(0);
    other!.child.kill('SIGTERM');
    await other!.ended;
    const folder = await temporaryFolder();
    const [file, out] = [join(folder, 'sites.csv'), join(folder, 'here.ndjson')];
    writeFileSync(
      file,
      TABLE.split('\n')
        .slice(0, 1 + JOINT)
        .join('\n'),
    );
    const here = await runJiedian(env, 'screen', file, '--out', out, '--as-of', '2026-11-20', '--joint');
    expect(here.code, here.stderr).toBe(0);
    const found = await rows('joint');
    const lines = readFileSync(out, 'utf8').split('\n').slice(0, -1);
    expect(found).toEqual(lines.map((line) => JSON.parse(line) as ScreenedSite));
    const taken = found.filter(({ reason }) => reason === 'taken-by-earlier-sites');
    expect(taken.length).toBeGreaterThan(10);
  }, 300_000);

  it('serve the command line, which gives the same as a service that takes part itself', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'sites.csv');
    writeFileSync(file, TABLE);
    const [here, there] = [join(folder, 'here.csv'), join(folder, 'there.csv')];
    const alone = await runJiedian(env, 'screen', file, '--out', here, '--as-of', '2026-11-20');
    expect(alone.code, alone.stderr).toBe(0);
    const service = await serveJiedian(env);
    const asked = ['--server', service.address, '--token', service.tokens['planner']!, '--region', 'demo'];
    const sent = await runJiedian(env, 'screen', file, '--out', there, '--as-of', '2026-11-20', ...asked);
    expect(sent.code, sent.stderr).toBe(0);
    expect(await service.stop()).toMatchObject({ code: 0 });
    expect(readFileSync(there)).toEqual(readFileSync(here));
    expect(readFileSync(here, 'utf8').split('\r\n')).toHaveLength(SITES.length + 2);
    for (const server of [[], asked]) {
      const same = await runJiedian(env, 'screen', file, '--out', join(folder, '.', 'sites.csv'), ...server);
      expect(same).toMatchObject({ code: 1 });
      expect(same.stderr).toMatch(/is the file of the sites/u);
      expect(readFileSync(file, 'utf8')).toBe(TABLE);
    }
    const bad = await runJiedian(env, 'screen', DEMO + '/region.csv', '--out', here);
    expect(bad).toMatchObject({ code: 1 });
    expect(bad.stderr).toMatch(/lines\/2\/lon: missing/u);
  }, 300_000);
});
