import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FEATURE_COLLECTION_NAMES } from '../../src/model/features.ts';
import { today } from '../../src/contract/today.ts';
import { demoRows } from '../support/demo-rows.ts';
import { type Running, houseIn, serveJiedian } from '../support/run-jiedian.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const isThere = spawnSync('ogrinfo', ['--version']).status === 0;
if (!isThere)
  console.warn('ogrinfo is not installed (apt-get install gdal-bin): NOT tested that GDAL reads /ogc');

/** Features of a page: of most collections there are several. */
const PAGE = 700;

/** Publishes the current month of the demo region. @returns the month. */
async function publishNow({ address, tokens }: Running): Promise<string> {
  const month = today(new Date()).slice(0, 7);
  const headers = { Authorization: `Bearer ${tokens['planner']!}`, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ region: 'demo', month });
  const made = await fetch(`${address}/v1/publications`, { method: 'POST', headers, body });
  expect([made.status, await made.text()]).toEqual([201, expect.any(String)]);
  return month;
}

/** Every feeder and distribution transformer is published. */
const publishedRows = () => [...demoRows('feeders'), ...demoRows('distribution-transformers')];

describe.skipIf(!isThere)("GDAL's own client", () => {
  let service: Running;
  let folder: string;
  let month: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    service = await serveJiedian(houseIn(join(folder, 'house')));
    month = await publishNow(service);
  }, 240_000);
  afterAll(async () => {
    const { code, stderr } = await service.stop();
    expect([code, stderr.split('\n').filter((line) => /"level":[56]0/u.test(line))]).toEqual([0, []]);
  });

  /** Runs a command of GDAL with the token as the password of Basic. */
  const gdal = async (command: 'ogrinfo' | 'ogr2ogr', ...args: string[]) => {
    const child = spawn(command, args, { env: { PATH: process.env['PATH'], CPL_DEBUG: 'HTTP' } });
    let [out, debug] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (debug += part));
    const [code] = (await once(child, 'close')) as [number];
    expect([code, debug.split('\n').filter((line) => line.startsWith('ERROR'))]).toEqual([0, []]);
    return { out, debug };
  };
  const source = () => {
    const login = `USERPWD=x:${service.tokens['planner']!}`;
    return [`OAPIF:${service.address}/ogc`, '-oo', login, '-oo', `PAGE_SIZE=${PAGE}`];
  };
  const ask = async (...args: string[]) => {
    const { out, debug } = await gdal('ogrinfo', '-ro', '-so', ...source(), ...args);
    return { count: Number(/Feature Count: (\d+)/u.exec(out)?.[1]), debug };
  };

  it('lists every collection with the kind of its geometry', async () => {
    const { out } = await gdal('ogrinfo', '-ro', ...source());
    const layers = [...out.matchAll(/^\d+: (\S+) \(title: .*?\) \(([\w ]+)\)$/gmu)].map(([, name, kind]) => [
      name,
      kind,
    ]);
    expect(layers.map(([name]) => name)).toEqual(FEATURE_COLLECTION_NAMES);
    expect(Object.fromEntries(layers)).toMatchObject({
      ...{ nodes: 'Point', feeders: 'Multi Line String', sections: 'Line String', areas: 'Polygon' },
    });
  });

  it('reads every feature of every collection, page by page, into a GeoPackage: as many as the record has', async () => {
    const file = join(folder, 'all.gpkg');
    const { debug } = await gdal('ogr2ogr', '-f', 'GPKG', file, ...source());
    expect(debug).toMatch(/items\?limit=700[^\s]*cursor=/u);
    for (const name of FEATURE_COLLECTION_NAMES) {
      const length = name === 'publications' ? publishedRows().length : demoRows(name).length;
      const sql = `select count(*) as n, count(distinct recordId) as ids, count(geom) as placed from "${name}"`;
      const { out } = await gdal('ogrinfo', '-ro', file, '-sql', sql);
      const figures = ['n', 'ids', 'placed'].map((field) =>
        Number(new RegExp(`${field} \\(\\w+\\) = (\\d+)`, 'u').exec(out)?.[1]),
      );
      expect(length).toBeGreaterThan(0);
      expect([name, ...figures]).toEqual([name, length, length, length]);
    }
    const one = demoRows('nodes')[100]!;
    const { out } = await gdal('ogrinfo', '-ro', '-q', file, 'nodes', '-where', `recordId='${one['id']!}'`);
    const [, lon, lat] = /POINT \(([\d.]+) ([\d.]+)\)/u.exec(out)!;
    expect(Number(lon)).toBeCloseTo(Number(one['lon_deg']), 6);
    expect(Number(lat)).toBeCloseTo(Number(one['lat_deg']), 6);
    expect(out).toMatch(/openKva \(Real\) = /u);
  }, 240_000);

  it('reads what was published, by month, by kind and by the room it had', async () => {
    const asked = (where: string) => ask('-where', where, 'publications');
    const feeders = await asked(`month='${month}' and kind='feeder'`);
    expect(feeders.count).toBe(demoRows('feeders').length);
    expect(feeders.debug).toContain(`month=${month}`);
    expect((await asked("month='2020-01'")).count).toBe(0);
    const roomy = await asked("kind='distribution-transformer' and openKva >= 315");
    expect(roomy.count).toBeGreaterThan(0);
    expect(roomy.count).toBeLessThan(demoRows('distribution-transformers').length);
  });

  it('filters by a box, and the service does the work', async () => {
    const [west, south, east, north] = [113.17, 33.94, 113.21, 33.99];
    const inside = (row: Readonly<Record<string, string>>) => {
      const [lon, lat] = [Number(row['lon_deg']), Number(row['lat_deg'])];
      return lon >= west && lon <= east && lat >= south && lat <= north;
    };
    for (const name of ['nodes', 'distribution-transformers', 'lv-points'] as const) {
      const { count, debug } = await ask('-spat', ...[west, south, east, north].map(String), name);
      const expected = demoRows(name).filter(inside).length;
      expect(expected).toBeGreaterThan(10);
      expect([name, count]).toEqual([name, expected]);
      expect(debug).toContain('bbox=');
    }
  });

  it('filters by properties, and the service does the work', async () => {
    const rmus = await ask('-where', "kind='rmu'", 'nodes');
    expect(rmus.count).toBe(demoRows('nodes').filter(({ kind }) => kind === 'rmu').length);
    expect(rmus.debug).toContain('kind=rmu');
    const sized = await ask('-where', "ratingKva=400 and ownership='public'", 'distribution-transformers');
    const like = demoRows('distribution-transformers').filter(
      ({ rating_kva, ownership }) => Number(rating_kva) === 400 && ownership === 'public',
    );
    expect(like.length).toBeGreaterThan(0);
    expect(sized.count).toBe(like.length);
    // Figures with a point GDAL 3.6 compares itself, over all pages of what the rest leaves.
    expect(sized.debug).toContain('ownership=public');
  });

  it('shows the name of no customer', async () => {
    const { out } = await gdal('ogrinfo', '-ro', '-q', ...source(), 'distribution-transformers');
    const owned = demoRows('distribution-transformers').filter(({ ownership }) => ownership === 'customer');
    expect(owned.length).toBeGreaterThan(0);
    const shown = new Set([...out.matchAll(/ name \(String\) = (.*)/gu)].map(([, name]) => name));
    expect(owned.filter(({ id, name }) => !shown.has(`专变 ${id!}`) || shown.has(name))).toEqual([]);
  });
});
