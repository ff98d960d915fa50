import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capacityMapAnswer } from '../../src/contract/capacity-map.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { CAPACITY_MAP_CELLS } from '../../src/model/capacity-map.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';

const PLANNER: Caller = { role: 'planner', sub: 'p1', regions: ['demo'] };
const BOX = 'bbox=113.2,33.97,113.206,33.974';

let house: CaseHouse;
let server: Server;
let address: string;

beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
  house = await openCaseHouse(db);
  server = house.app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  expect(house.failed).toEqual([]);
  await house.close();
});

const get = async (query: string) =>
  fetch(`${address}/v1/capacity/map?${query}`, { headers: { authorization: await house.token(PLANNER) } });

describe('the capacity map of a box', () => {
  it('is a polygon per cell, row by row from the north, and says its state', async () => {
    const response = await get(BOX);
    expect(response.headers.get('content-type')).toContain('application/geo+json');
    const map = capacityMapAnswer.parse(await response.json());
    expect(map.features.length).toBe(map.columns * map.rows);
    expect([map.epsg, map.radiusM, map.snapshot.region]).toEqual([4547, 1000, 'demo']);
    const north = ({ geometry }: (typeof map.features)[number]) => geometry.coordinates[0]![0]![1]!;
    expect(north(map.features[0]!)).toBeGreaterThan(north(map.features.at(-1)!));
    expect(map.features.every(({ id }) => /^4547-\d+-\d+$/u.test(id))).toBe(true);
    // Something is in reach, and what is told of it hangs together.
    const supplied = map.features.filter(
      ({ properties }) => properties.placeId !== null || properties.maybeKva !== null,
    );
    expect(supplied.length).toBeGreaterThan(0);
  });

  it('is a GeoTIFF where that is asked for, with the same figures, byte for byte again', async () => {
    const response = await get(`${BOX}&f=tiff&season=worst`);
    expect(response.headers.get('content-type')).toBe('image/tiff; application=geotiff');
    const bytes = Buffer.from(await response.arrayBuffer());
    const again = Buffer.from(await (await get(`${BOX}&f=tiff&season=worst`)).arrayBuffer());
    expect(bytes.equals(again)).toBe(true);
    const map = capacityMapAnswer.parse(await (await get(`${BOX}&season=worst`)).json());
    const values = map.features.map((_, cell) => bytes.readFloatLE(8 + 4 * cell));
    expect(values).toEqual(map.features.map(({ properties }) => properties.kva ?? -1));
  });

  it('refuses what it cannot answer, and says how much it could', async () => {
    const large = await get('bbox=113,33.9,113.3,34.1');
    const [fault] = (
      (await large.json()) as { errors: { pointer: string; received: number; allowed: string }[] }
    ).errors;
    expect([large.status, fault?.pointer]).toEqual([422, '/query/bbox']);
    expect(fault?.received).toBeGreaterThan(CAPACITY_MAP_CELLS.geojson);
    expect(fault?.allowed).toBe('at most 40000 cells of 50 m as geojson');
    for (const query of ['bbox=-170,33,170,34', 'bbox=113,80,113.1,90', 'bbox=8,49,8.01,49.01'])
      expect((await get(query)).status).toBe(422);
    for (const query of ['', 'bbox=113.3,33,113.2,34', `${BOX}&f=png`, `${BOX}&radiusM=20000`])
      expect((await get(query)).status).toBe(422);
  });
});
