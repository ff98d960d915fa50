import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { tileJsonAnswer } from '../../src/contract/tiles.ts';
import type { Planner } from '../../src/model/planner.ts';
import type { TileQuery } from '../../src/model/tiles.ts';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakePlanner } from './fake-parts.ts';

const TILE = '14/13348/6559.mvt';

/** A planner whose ledger can be moved, and what it was asked for. */
function movingPlanner(bytes = 3) {
  let ledgerVersion = 4711;
  const asked: TileQuery[] = [];
  const regions = () =>
    fakePlanner()
      .regions()
      .map((one) => ({ ...one, ledgerVersion }));
  const planner: Planner = fakePlanner({
    regions,
    tile: (query) => {
      asked.push(query);
      const versions = regions().filter(({ id }) => query.regions.includes(id));
      return Promise.resolve({ ok: true, tile: new Uint8Array(bytes).fill(7), versions, phasesMs: {} });
    },
  });
  const move = (): void => {
    ledgerVersion++;
  };
  return { planner, asked, move };
}

const get = async (
  path: string,
  app = fakeApp(),
  { headers = {}, ...caller }: Parameters<typeof bearer>[0] & { headers?: Record<string, string> } = {},
) =>
  request(app)
    .get(path)
    .set({ Authorization: await bearer(caller), ...headers })
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () => {
        done(null, Buffer.concat(parts));
      });
    });

const getJson = async (path: string, app = fakeApp(), headers: Record<string, string> = {}) =>
  request(app)
    .get(path)
    .set({ Authorization: await bearer({ regions: ['demo', 'east'] }), ...headers });

describe('a tile', () => {
  it('comes as it left its thread, for the regions of the token, and is asked for again with its tag', async () => {
    const { planner, asked } = movingPlanner();
    const response = await get(`/tiles/grid/${TILE}?season=winter&hour=3`, fakeApp({ planner }), {
      regions: ['demo', 'elsewhere'],
    });
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
    expect(response.headers['cache-control']).toBe('private, no-cache');
    expect(response.headers['vary']).toContain('Authorization');
    expect([...(response.body as Buffer)]).toEqual([7, 7, 7]);
    expect(asked).toEqual([
      {
        set: 'grid',
        z: 14,
        datum: 'WGS84',
        x: 13348,
        y: 6559,
        season: 'winter',
        hour: 3,
        regions: ['demo'],
        asOf: '2026-11-20',
      },
    ]);
  });

  it('of a map in GCJ-02 is another tile under another tag, and its TileJSON leads there, with bounds moved alike', async () => {
    const { planner, asked } = movingPlanner();
    const app = fakeApp({ planner });
    const plain = tileJsonAnswer.parse((await getJson('/tiles/grid.json', app)).body);
    const moved = tileJsonAnswer.parse((await getJson('/tiles/grid.json?datum=GCJ02', app)).body);
    const url = new URL(moved.tiles[0]!.replace('{z}/{x}/{y}.mvt', TILE));
    expect(url.searchParams.get('datum')).toBe('GCJ02');
    expect(plain.tiles[0]).not.toContain('datum');
    const tags = await Promise.all(
      [`${url.pathname}${url.search}`, `/tiles/grid/${TILE}`].map(
        async (path) => (await get(path, app)).headers['etag'],
      ),
    );
    expect(new Set(tags).size).toBe(2);
    expect(asked.map(({ datum }) => datum).sort()).toEqual(['GCJ02', 'WGS84']);
    const metres = plain.bounds!.map((degrees, i) => Math.abs(degrees - moved.bounds![i]!) * 111_000);
    expect(Math.min(...metres)).toBeGreaterThan(50);
    expect(Math.max(...metres)).toBeLessThan(1_000);
    expectProblem(await getJson('/tiles/grid.json?datum=BD09', app), 'invalid-request');
    const regions = await getJson('/v1/regions', fakeApp({ mapDatum: 'GCJ02' }));
    expect(regions.body).toMatchObject({ mapDatum: 'GCJ02' });
  });

  it('without content is a 204', async () => {
    const { planner } = movingPlanner(0);
    const response = await get(`/tiles/base/${TILE}`, fakeApp({ planner }), { role: 'customer' });
    expect(response.status).toBe(204);
    expect(response.headers['etag']).toBeDefined();
  });

  it('is compressed where the client takes it', async () => {
    const { planner } = movingPlanner(5000);
    const headers = { 'Accept-Encoding': 'gzip' };
    const response = await get(`/tiles/base/${TILE}`, fakeApp({ planner }), { headers });
    expect(response.headers['content-encoding']).toBe('gzip');
    expect(response.headers['vary']).toContain('Accept-Encoding');
    expect((response.body as Buffer).length).toBe(5000);
  });

  it('that has not moved is a 304, and nobody draws; with the ledger the tag of the grid moves, and of the grid alone', async () => {
    const { planner, asked, move } = movingPlanner();
    const app = fakeApp({ planner });
    const tagOf = async (set: string) => String((await get(`/tiles/${set}/${TILE}`, app)).headers['etag']);
    const [base, grid] = [await tagOf('base'), await tagOf('grid')];
    expect(base).not.toBe(grid);
    const again = (set: string, tag: string) =>
      get(`/tiles/${set}/${TILE}`, app, { headers: { 'If-None-Match': tag } });
    expect((await again('grid', grid)).status).toBe(304);
    expect((await again('base', base)).status).toBe(304);
    expect(asked).toHaveLength(2);
    move();
    const moved = await again('grid', grid);
    expect(moved.status).toBe(200);
    expect(moved.headers['etag']).not.toBe(grid);
    expect((await again('base', base)).status).toBe(304);
  });

  it('has another tag on another day, for the grades grow old, and for other regions', async () => {
    const tagOf = async (set: string, day: string, regions = ['demo']) => {
      const now = () => new Date(`${day}T02:00:00Z`);
      const authorization = await bearer({ regions, minutes: 60 * 48 });
      const response = await request(fakeApp({ now }))
        .get(`/tiles/${set}/${TILE}`)
        .set('Authorization', authorization);
      return String(response.headers['etag']);
    };
    expect(await tagOf('grid', '2026-11-21')).not.toBe(await tagOf('grid', '2026-11-20'));
    expect(await tagOf('base', '2026-11-21')).toBe(await tagOf('base', '2026-11-20'));
    expect(await tagOf('base', '2026-11-20', ['demo', 'east'])).not.toBe(await tagOf('base', '2026-11-20'));
  });

  it('may be kept under the URL of the TileJSON, until the ledger moves', async () => {
    const { planner, move } = movingPlanner();
    const app = fakeApp({ planner });
    const authorization = await bearer();
    const described = await request(app).get('/tiles/grid.json?hour=7').set('Authorization', authorization);
    const [template = ''] = tileJsonAnswer.parse(described.body).tiles;
    const url = new URL(template.replace('{z}/{x}/{y}.mvt', TILE));
    expect(url.searchParams.get('hour')).toBe('7');
    const path = `${url.pathname}${url.search}`;
    expect((await get(path, app)).headers['cache-control']).toMatch(/^private, max-age=\d+, immutable$/u);
    move();
    expect((await get(path, app)).headers['cache-control']).toBe('private, no-cache');
  });

  it.each([
    ['17/0/0', ['/path/z out-of-range']],
    ['3/8/9', ['/path/x out-of-range', '/path/y out-of-range']],
    ['x/-1/1.5', ['/path/z wrong-format', '/path/x wrong-format', '/path/y wrong-format']],
    ['2/1e0/0', ['/path/x wrong-format']],
  ])('%s is none, and nobody is asked for it', async (address, faults) => {
    const { planner, asked } = movingPlanner();
    const response = await getJson(`/tiles/base/${address}.mvt`, fakeApp({ planner }));
    const { errors } = expectProblem(response, 'tile-not-found');
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(faults);
    expect(asked).toEqual([]);
  });

  it('of an unknown set, or with a wrong query, is refused', async () => {
    expectProblem(await getJson(`/tiles/sky/${TILE}`), 'not-found');
    expectProblem(await getJson(`/tiles/base/${TILE}?season=winter`), 'unknown-parameter');
    expectProblem(await getJson(`/tiles/grid/${TILE}?hour=24`), 'invalid-request');
  });

  it('that the domain declines does not carry its tag', async () => {
    const planner = fakePlanner({
      tile: () => Promise.resolve({ ok: false, code: 'not-ready', received: null, allowed: null }),
    });
    const response = await getJson(`/tiles/grid/${TILE}`, fakeApp({ planner }));
    expectProblem(response, 'not-ready');
    const drawn = await getJson(`/tiles/grid/${TILE}`);
    expect(response.headers['etag']).not.toBe(drawn.headers['etag']);
    expect(response.headers['cache-control']).toBe('no-store');
  });
});

describe('a TileJSON', () => {
  it('has version 3.0.0, bounds of the regions with their margin, and every layer with its fields and limits', async () => {
    const response = await getJson('/tiles/grid.json');
    const described = tileJsonAnswer.parse(response.body);
    expect(described).toMatchObject({ tilejson: '3.0.0', scheme: 'xyz', minzoom: 9, maxzoom: 16 });
    const [west = 0, south = 0, east = 0, north = 0] = described.bounds ?? [];
    // 15 km: 0.1353 degrees of latitude.
    expect([33 - south, north - 35].map((d) => d > 0.13 && d < 0.14)).toEqual([true, true]);
    expect([113 - west, east - 114].map((d) => d > 0.16 && d < 0.17)).toEqual([true, true]);
    const layers = Object.fromEntries(described.vector_layers.map((layer) => [layer.id, layer]));
    expect(Object.keys(layers).sort()).toEqual([
      'feeders',
      'left-out',
      'lv-lines',
      'lv-points',
      'nodes',
      'sections',
      'substations',
      'transformers',
    ]);
    expect(layers['transformers']?.minzoom).toBe(13);
    expect(Object.keys(layers['transformers']?.fields ?? {})).toContain('openKva');
    expect(layers['nodes']?.description).toContain('At most 6000 in a tile.');
    expect(described.attribution).toBe('Region demo 2026-11-20; Region east 2026-11-20');
  });

  it('names the URL under which it was reached', async () => {
    const at = async (headers: Record<string, string>) =>
      tileJsonAnswer.parse((await getJson('/tiles/base.json', fakeApp(), headers)).body).tiles[0];
    expect(await at({ Host: 'grid.example:8080' })).toMatch(
      /^http:\/\/grid\.example:8080\/tiles\/base\/\{z\}\/\{x\}\/\{y\}\.mvt\?v=[\da-f]{16}$/u,
    );
    expect(await at({ Host: 'grid.example', 'X-Forwarded-Proto': 'https' })).toMatch(
      /^https:\/\/grid\.example\/tiles\//u,
    );
  });

  it('of a token without a loaded region has no bounds', async () => {
    const response = await request(fakeApp())
      .get('/tiles/base.json')
      .set('Authorization', await bearer({ regions: ['elsewhere'] }));
    expect(tileJsonAnswer.parse(response.body).bounds).toBeUndefined();
  });

  it('escapes names for a page, and is refused with a wrong query', async () => {
    const regions = () =>
      fakePlanner()
        .regions()
        .map((one) => ({ ...one, name: '<b>&' }));
    const response = await getJson('/tiles/base.json', fakeApp({ planner: fakePlanner({ regions }) }));
    expect(tileJsonAnswer.parse(response.body).attribution).toContain('&lt;b&gt;&amp;');
    expectProblem(await getJson('/tiles/base.json?v=1'), 'unknown-parameter');
  });
});
