import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import { CAPACITY_MAP_RADIUS_M, cellFigure } from '../../src/model/capacity-map.ts';
import { CELL_M, CellGrid, zoneOfRegion } from '../../src/model/cell-grid.ts';
import { type MapDatum, inDatum } from '../../src/model/datum.ts';
import { TransverseMercator } from '../../src/model/transverse-mercator.ts';
import { capacityMap } from '../../src/plan/capacity-map/capacity-map.ts';
import { MOST_TILE_BYTES, groundUnder, makeCapacityTile } from '../../src/planning/tiles/make-tile.ts';
import { tileMap } from '../../src/worker/tile-maps.ts';
import { collect } from '../support/collect-items.ts';
import { switchingContextOf } from '../support/open-rows.ts';
import { UNITS, readTile, unitsIn } from '../support/read-tile.ts';

const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));
const AS_OF = '2026-11-20';
/** Over the middle of the demo region. */
const TILE = { z: 14, x: 13343, y: 6546 };

let context: ReturnType<typeof switchingContextOf>;
beforeAll(async () => {
  const { rows } = await collect(readTables(DEMO));
  context = switchingContextOf(rows);
});

test('a tile shows the cells of the capacity map with its figures, and no zoom above shows any', () => {
  const { west, south, east, north } = groundUnder(TILE);
  const { hull } = context.headroom.snapshot;
  const grid = new CellGrid(zoneOfRegion(hull, { lon: west, lat: south }), [west, south, east, north]);
  const map = capacityMap(context, { grid, radiusM: CAPACITY_MAP_RADIUS_M.usual, asOf: AS_OF });
  const figures = new Map(
    Array.from(map.cells, (_, cell) => [grid.id(cell), cellFigure(map, cell)] as const),
  );
  const bytes = makeCapacityTile(TILE, [tileMap(context, TILE, AS_OF)!]);
  expect(bytes.byteLength).toBeLessThan(MOST_TILE_BYTES / 2);
  const shown = readTile(bytes);
  expect(shown.length).toBeGreaterThan(1000);
  for (const { layer, properties } of shown) {
    const { kva, supply } = figures.get(String(properties['id']))!;
    expect(layer).toBe('cells');
    expect([properties['kva'] ?? null, properties['bindingElementId'] ?? null]).toEqual([
      kva,
      supply?.bindingElementId ?? null,
    ]);
  }
  expect(tileMap(context, { z: 13, x: TILE.x >> 1, y: TILE.y >> 1 }, AS_OF)).toBeNull();
  expect(tileMap(context, { z: 14, x: 100, y: 100 }, AS_OF)).toBeNull();
});

test('a tile in GCJ-02 has the same cells with the same figures, each where that datum has it', () => {
  const read = (datum: MapDatum) => {
    const tile = { ...TILE, datum };
    return readTile(makeCapacityTile(tile, [tileMap(context, tile, AS_OF)!]));
  };
  const plain = new Map(read('WGS84').map(({ properties }) => [properties['id'], properties]));
  const middleOf = (id: string) => {
    const [srid, column, row] = id.split('-').map(Number) as [number, number, number];
    const { hull } = context.headroom.snapshot;
    const plane = new TransverseMercator(zoneOfRegion(hull, hull[0]!));
    expect(srid).toBe(4547);
    return plane.toDegrees({ eastM: (column + 0.5) * CELL_M, northM: (row + 0.5) * CELL_M });
  };
  const shown = read('GCJ02');
  expect(shown.length).toBeGreaterThan(1000);
  const both = shown.filter(({ properties }) => plain.has(properties['id']));
  // GCJ-02 lies some 500 m off: cells of the far side are not in the tile as WGS 84 has it.
  expect(both.length).toBeGreaterThan(0.5 * shown.length);
  expect(both.length).toBeLessThan(shown.length);
  let whole = 0;
  for (const { properties, parts } of both) {
    expect(properties).toEqual(plain.get(properties['id']));
    const { lon, lat } = inDatum(middleOf(String(properties['id'])), 'WGS84', 'GCJ02');
    const ring = parts[0]!;
    // What reaches over the border of the tile is cut off there.
    if (ring.flat().some((unit) => unit <= 0 || unit >= UNITS)) continue;
    whole++;
    const middle = unitsIn(TILE, lon, lat);
    for (const axis of [0, 1] as const) {
      const sides = ring.map((corner) => corner[axis]);
      expect(middle[axis]).toBeCloseTo((Math.min(...sides) + Math.max(...sides)) / 2, -0.5);
    }
  }
  expect(whole).toBeGreaterThan(500);
});
