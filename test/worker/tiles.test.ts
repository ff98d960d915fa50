import { afterAll, beforeAll, expect, test } from 'vitest';
import { packRows } from '../../src/model/packed-table.ts';
import type { FinishedTile, TileQuery } from '../../src/model/tiles.ts';
import { capacityRules } from '../../src/policy/pack.ts';
import { buildSnapshot } from '../../src/snapshot/build.ts';
import { abandonLedger, changeLedger } from '../../src/snapshot/ledger-version.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { ByteCache } from '../../src/worker/byte-cache.ts';
import { loadData } from '../../src/worker/load-data.ts';
import { Pool } from '../../src/worker/pool.ts';
import { pack } from '../support/load-rules.ts';
import { randomGrid } from '../support/random-grid.ts';
import { mercator, readTile } from '../support/read-tile.ts';
import { boxOfRows } from '../support/tile-region.ts';

const rows = randomGrid(4, 80);
const buildOf = (id: string, seed: number) =>
  buildSnapshot(
    {
      state: {
        id,
        name: id,
        dataVersion: 1,
        ledgerVersion: 3,
        ledgerMark: 'm',
        dataAsOf: '2026-11-20T00:00:00.000Z',
      },
      rows: packRows(seed === 4 ? rows : randomGrid(seed, 80)),
    },
    capacityRules(pack),
  ).buffer;

const [west, south, east, north] = boxOfRows(rows);
const [x, y] = mercator((west! + east!) / 2, (south! + north!) / 2, 12).map(Math.floor) as [number, number];
const QUERY: TileQuery = { set: 'grid', z: 12, x, y, datum: 'WGS84', regions: ['test'], asOf: '2026-11-20' };

let pool: Pool;
let buffer: SharedArrayBuffer;
beforeAll(async () => {
  pool = new Pool({ ...loadData('data'), threads: 2, maxQueue: 100, deadlineMs: 10_000 });
  buffer = buildOf('test', 4);
  await pool.show(buffer);
  await pool.show(buildOf('next', 43));
});
afterAll(() => pool.close());

const tileOf = async (changes: Partial<TileQuery> = {}): Promise<FinishedTile> => {
  const answer = await pool.tile({ ...QUERY, ...changes }, 'planner');
  if (!answer.ok) throw new Error(answer.code);
  return answer;
};
const roomOf = ({ tile }: FinishedTile, id: string) =>
  readTile(tile).find(({ properties }) => properties['id'] === id)?.properties['openKva'];

test('every thread makes the same bytes, the first time and from what it keeps', async () => {
  const tiles = await Promise.all(Array.from({ length: 12 }, () => tileOf()));
  expect(new Set(tiles.map(({ tile }) => Buffer.from(tile).toString('base64'))).size).toBe(1);
  expect(tiles[0]!.tile.byteLength).toBeGreaterThan(100);
  expect(tiles[0]!.versions).toEqual([{ id: 'test', version: 1, ledgerVersion: 3 }]);
  expect(Object.keys(tiles[0]!.phasesMs)).toEqual(['open', 'tile']);
});

test('the regions asked for stand in one tile; one that is not loaded is left out', async () => {
  const feeders = async (regions: string[]) =>
    readTile((await tileOf({ regions })).tile).filter(({ layer }) => layer === 'feeders').length;
  const [one, next] = [await feeders(['test']), await feeders(['next'])];
  expect(next).toBeGreaterThan(0);
  expect(await feeders(['test', 'next'])).toBe(one + next);
  const { versions } = await tileOf({ regions: ['test', 'nowhere', 'next'] });
  expect(versions.map(({ id }) => id)).toEqual(['test', 'next']);
  expect((await tileOf({ regions: [] })).tile.byteLength).toBe(0);
});

test('a commitment is in the next tile of the grid, which names the new version', async () => {
  const snapshot = new Snapshot(buffer);
  const before = await tileOf();
  const feeder = readTile(before.tile).find(
    ({ layer, properties }) => layer === 'feeders' && properties['openKva'] !== undefined,
  )!;
  const id = String(feeder.properties['id']);
  const [outlet = -1] = snapshot.findElements(id);
  changeLedger(snapshot.columns.ledger, 4, () => {
    for (let e = outlet; e >= 0; e = snapshot.columns.elementParent[e] ?? -1)
      Atomics.add(snapshot.columns.committedCkva, e, 10_000);
    snapshot.columns.ledgerMoves[4] = -1;
  });
  for (const after of await Promise.all(Array.from({ length: 6 }, () => tileOf()))) {
    expect(after.versions[0]?.ledgerVersion).toBe(4);
    expect(roomOf(after, id)).toBeCloseTo(Number(roomOf(before, id)) - 100, 6);
  }
});

test('a caller that is gone has its tile cancelled', async () => {
  expect(await pool.tile(QUERY, 'planner', AbortSignal.abort())).toMatchObject({ code: 'cancelled' });
});

test('while the figures are being loaded anew the grid is not drawn, the ground is', async () => {
  const { ledger } = new Snapshot(buffer).columns;
  expect(() => {
    changeLedger(ledger, 5, () => {
      throw new Error('writer died');
    });
  }).toThrow('writer died');
  expect(abandonLedger(ledger)).toBe(true);
  expect(await pool.tile(QUERY, 'planner')).toMatchObject({ ok: false, code: 'not-ready' });
  expect((await pool.tile({ ...QUERY, set: 'base' }, 'planner')).ok).toBe(true);
});

test('a cache keeps what was used last, within its bytes', () => {
  const cache = new ByteCache(3300);
  const bytes = (length: number) => new Uint8Array(length);
  cache.set('a', bytes(1000));
  cache.set('b', bytes(1000));
  expect(cache.get('a')?.length).toBe(1000);
  cache.set('c', bytes(1000));
  expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
  cache.set('a', bytes(10));
  cache.set('d', bytes(1000));
  expect(['a', 'c', 'd'].map((key) => cache.get(key)?.length)).toEqual([10, 1000, 1000]);
  cache.set('whole', bytes(5000));
  expect(['a', 'c', 'd', 'whole'].every((key) => cache.get(key) === undefined)).toBe(true);
});
