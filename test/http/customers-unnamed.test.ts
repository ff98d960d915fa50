import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NEUTRAL_NAMES } from '../../src/model/neutral-names.ts';
import { TILE_MAX_ZOOM } from '../../src/model/tiles.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { CUSTOMER_NAMES, GIS_GRID } from '../support/gis-grid.ts';
import { mercator, readTile } from '../support/read-tile.ts';
import { type Ogc, openOgc } from './ogc-client.ts';

let ogc: Ogc;
beforeAll(async () => {
  ogc = await openOgc();
}, 120_000);
afterAll(() => ogc.house.close());

const LIST = 'region=demo';
const { lon, lat } = placeAt([550, 0]);
const DEMAND = { demand: { capacityKva: 315 }, customer: { category: 'industrial' } };

/** Everything outside casework that shows elements of the grid, but features, publications and files, whose tests scan them. */
const LISTS = [
  ...['feeders', 'distribution-transformers', 'main-transformers', 'substations'].map(
    (list) => `/v1/capacity/${list}?${LIST}`,
  ),
  ...GIS_GRID.distribution_transformers.map(({ id }) => `/v1/elements/${id}/chain?region=demo`),
  ...['R1', 'P3'].map((id) => `/v1/elements/${id}/chain?region=demo`),
  `/v1/power-sources?region=demo&crs=WGS84&lon=${lon}&lat=${lat}&radiusM=2000`,
  ...['/v1/warnings?region=demo', '/v1/warnings.atom?region=demo', '/v1/findings?region=demo'],
  ...['/v1/reports/reinforcement?region=demo', '/v1/reports/accuracy?region=demo'],
];

const expectUnnamed = (text: string, where: string): void => {
  for (const customer of CUSTOMER_NAMES) expect(text, where).not.toContain(customer);
};
const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

test('lists and chains call what is a customer’s by its id', async () => {
  for (const path of LISTS) {
    const response = await ogc.get(path);
    expect([response.status, path]).toEqual([200, path]);
    expectUnnamed(textOf(response.body), path);
  }
  const transformers = textOf((await ogc.get(`/v1/capacity/distribution-transformers?${LIST}`)).body);
  expect(transformers).toContain(`${NEUTRAL_NAMES.customerTransformer}T2`);
  expect(transformers).toContain('建设路台区');
  expect(textOf((await ogc.get(`/v1/capacity/feeders?${LIST}`)).body)).toContain(
    `${NEUTRAL_NAMES.dedicatedFeeder}D1`,
  );
});

test('so do plans and changes that are tried out', async () => {
  const post = async (path: string, body: object): Promise<string> => {
    const response = await request(ogc.house.app).post(path).set('Authorization', ogc.planner).send(body);
    expect([response.status, path]).toEqual([200, path]);
    return response.text;
  };
  const site = { lon, lat, crs: 'WGS84' };
  const plans = await post('/v1/supply-plans', { region: 'demo', site, ...DEMAND });
  expect(plans).toContain('"plans"');
  expectUnnamed(plans, 'plans');
  const changes = { loads: [], switches: [], sections: [], transformers: [] };
  expectUnnamed(await post('/v1/what-if', { region: 'demo', ...changes }), 'what-if');
});

test('and tiles of every zoom', async () => {
  const named = new Set<unknown>();
  for (let z = 8; z <= TILE_MAX_ZOOM; z++) {
    for (const set of ['base', 'grid']) {
      const [x, y] = mercator(lon, lat, z).map(Math.floor);
      const response = await request(ogc.house.app)
        .get(`/tiles/${set}/${z}/${x}/${y}.mvt`)
        .set({ Authorization: ogc.planner, 'Accept-Encoding': 'identity' })
        .responseType('blob');
      const bytes = response.body as Buffer;
      expectUnnamed(bytes.toString('utf8'), `${set} ${z}`);
      if (bytes.length > 0) for (const { properties } of readTile(bytes)) named.add(properties['name']);
    }
  }
  expect([...named]).toEqual(
    expect.arrayContaining([
      `${NEUTRAL_NAMES.customerTransformer}T2`,
      '建设路台区',
      `${NEUTRAL_NAMES.dedicatedFeeder}D1`,
    ]),
  );
});
