import { describe, expect, test } from 'vitest';
import { CELL_M, CellGrid, zoneOfRegion } from '../../src/model/cell-grid.ts';
import { nearDistanceM } from '../../src/model/geodesic.ts';
import { TransverseMercator, zoneAt } from '../../src/model/transverse-mercator.ts';

describe('the plane of a zone', () => {
  // As PROJ 9 has them (gdaltransform -s_srs EPSG:4326).
  test.each([
    [113.2, 33.97, 4547, [426065.289577438, 3760622.1996877]],
    [115.4, 20.1, 4547, [646424.386799782, 2224051.60781633]],
    [8.6, 49.4, 32632, [470978.029095758, 5472000.35037292]],
    [-70.5, -33.4, 32719, [360505.619896876, 6303362.28812365]],
    [75.8, 40.2, 4534, [568115.734726965, 4452043.2915055]],
  ])('%d, %d lies in EPSG:%d where PROJ has it, and comes back', (lon, lat, srid, [eastM, northM]) => {
    const zone = zoneAt({ lon, lat });
    expect(zone.srid).toBe(srid);
    const plane = new TransverseMercator(zone);
    const at = plane.toPlane({ lon, lat });
    expect(Math.hypot(at.eastM - eastM!, at.northM - northM!)).toBeLessThan(0.001);
    const back = plane.toDegrees(at);
    expect(nearDistanceM(lon, lat, back.lon, back.lat)).toBeLessThan(0.001);
  });
});

describe('cells', () => {
  const zone = zoneOfRegion([], { lon: 113.2, lat: 33.97 });
  const grid = new CellGrid(zone, [113.2, 33.97, 113.21, 33.98]);

  test('a box lies in its rectangle, and nothing on its border is a cell too far', () => {
    for (const lon of [113.2, 113.2037, 113.21])
      for (const lat of [33.97, 33.9761, 33.98]) expect(grid.cellAt({ lon, lat })).toBeGreaterThanOrEqual(0);
    expect(Math.abs(grid.columns * CELL_M - nearDistanceM(113.2, 33.97, 113.21, 33.97))).toBeLessThan(120);
    expect(Math.abs(grid.rows * CELL_M - nearDistanceM(113.2, 33.97, 113.2, 33.98))).toBeLessThan(120);
  });

  test('a cell is the same in every rectangle', () => {
    const other = new CellGrid(zone, [113.195, 33.9643, 113.2071, 33.9799]);
    const place = { lon: 113.2051, lat: 33.9752 };
    const [one, two] = [grid.cellAt(place), other.cellAt(place)];
    expect(one).not.toBe(two);
    expect(grid.id(one)).toBe(other.id(two));
    expect(grid.centre(one)).toEqual(other.centre(two));
    expect(new Set(Array.from({ length: grid.size }, (_, cell) => grid.id(cell))).size).toBe(grid.size);
  });

  test('its ring is a square of 50 m around its middle, counter-clockwise', () => {
    const cell = grid.cellAt({ lon: 113.2051, lat: 33.9752 });
    const ring = grid.ring(cell);
    const { lon, lat } = grid.centre(cell);
    for (const corner of ring)
      expect(nearDistanceM(lon, lat, corner.lon, corner.lat)).toBeCloseTo(CELL_M / Math.SQRT2, 1);
    const area = ring.slice(1).reduce((sum, to, i) => sum + ring[i]!.lon * to.lat - to.lon * ring[i]!.lat, 0);
    expect(area).toBeGreaterThan(0);
    expect(
      ring.every(
        (corner) => grid.cellAt({ lon: (corner.lon + lon) / 2, lat: (corner.lat + lat) / 2 }) === cell,
      ),
    ).toBe(true);
  });
});
