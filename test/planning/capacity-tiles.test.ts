import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import { CAPACITY_MAP_RADIUS_M, cellFigure } from '../../src/model/capacity-map.ts';
import { CellGrid, zoneOfRegion } from '../../src/model/cell-grid.ts';
import { capacityMap } from '../../src/plan/capacity-map/capacity-map.ts';
import { MOST_TILE_BYTES, groundUnder, makeCapacityTile } from '../../src/planning/tiles/make-tile.ts';
import { tileMap } from '../../src/worker/tile-maps.ts';
import { collect } from '../support/collect-items.ts';
import { switchingContextOf } from '../support/open-rows.ts';
import { readTile } from '../support/read-tile.ts';

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
