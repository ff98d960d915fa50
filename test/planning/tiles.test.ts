import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import { CAPACITY_LISTS, type CapacityListName } from '../../src/model/planner.ts';
import { type MapDatum, inDatum } from '../../src/model/datum.ts';
import type { RegionRows } from '../../src/model/record.ts';
import { TILE_LAYERS } from '../../src/model/tiles.ts';
import { type CapacityItem, capacityList } from '../../src/planning/capacity-list.ts';
import type { GridRegion } from '../../src/planning/tiles/candidate.ts';
import type { TileAddress } from '../../src/planning/tiles/encode-tile.ts';
import { MOST_TILE_BYTES, makeBaseTile, makeGridTile } from '../../src/planning/tiles/make-tile.ts';
import { GroundShapes } from '../../src/snapshot/ground-shapes.ts';
import { collect } from '../support/collect-items.ts';
import { drawGrid } from '../support/drawn-grid.ts';
import { randomGrid } from '../support/random-grid.ts';
import {
  OVER,
  type ReadFeature,
  UNITS,
  distanceTo,
  mercator,
  readTile,
  tilesAround,
  unitsIn,
} from '../support/read-tile.ts';
import { TODAY, boxOfRows, gridRegionOf } from '../support/tile-region.ts';

const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));

type Drawn = readonly { readonly at: TileAddress; readonly features: readonly ReadFeature[] }[];

let rows: RegionRows;
let grid: GridRegion;
let ground: GroundShapes;
const drawn = new Map<string, Drawn>();

/** Every tile of a zoom around the demo region, drawn once. */
function all(set: 'base' | 'grid', z: number, datum: MapDatum = 'WGS84'): Drawn {
  const key = `${set}${z}${datum}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const tiles = tilesAround(boxOfRows(rows), z).map((address) => {
    const at = { ...address, datum };
    const bytes = set === 'base' ? makeBaseTile(at, [ground]) : makeGridTile(at, [grid]);
    expect(bytes.byteLength).toBeLessThanOrEqual(MOST_TILE_BYTES);
    return { at, features: bytes.byteLength === 0 ? [] : readTile(bytes) };
  });
  drawn.set(key, tiles);
  return tiles;
}

beforeAll(async () => {
  rows = (await collect(readTables(DEMO))).rows;
  grid = gridRegionOf(rows);
  ground = new GroundShapes(grid.headroom.snapshot);
});

describe('the demo region', () => {
  test.each([
    ['base', 8],
    ['base', 12],
    ['base', 14],
    ['grid', 9],
    ['grid', 12],
    ['grid', 13],
    ['grid', 14],
    ['grid', 15],
  ] as const)(
    '%s at zoom %i: every feature lies in its tile, and has the properties of its layer',
    (set, z) => {
      const layers: Readonly<Record<string, { fields: object }>> = TILE_LAYERS[set];
      const tiles = all(set, z);
      expect(tiles.flatMap(({ features }) => features).length).toBeGreaterThan(3);
      for (const { layer, properties, parts } of tiles.flatMap(({ features }) => features)) {
        expect(parts.flat().length).toBeGreaterThan(0);
        const units = parts.flat(2);
        expect(Math.min(...units)).toBeGreaterThanOrEqual(-OVER);
        expect(Math.max(...units)).toBeLessThanOrEqual(UNITS + OVER);
        const known = Object.keys(layers[layer]!.fields);
        expect(known).toEqual(expect.arrayContaining(Object.keys(properties)));
      }
      expect(tiles.some(({ features }) => features.some(({ layer }) => layer === 'left-out'))).toBe(false);
    },
  );

  test.each([
    ['nodes', 14, 'WGS84'],
    ['nodes', 14, 'GCJ02'],
    ['transformers', 14, 'WGS84'],
    ['transformers', 16, 'GCJ02'],
    ['lv-points', 15, 'WGS84'],
  ] as const)(
    'each of the %s is in exactly the tiles at zoom %i that it must be in, at its place in %s',
    (layer, z, datum) => {
      const { snapshot } = grid.headroom;
      const places = new Map<string, { lon: number; lat: number }>();
      if (layer === 'transformers') {
        for (const { id, lon_deg, lat_deg } of rows.distribution_transformers)
          places.set(id, { lon: lon_deg, lat: lat_deg });
      } else {
        for (let source = 0; source < snapshot.counts.sources; source++) {
          const kind = snapshot.sourceKind(source);
          if (kind === 'distribution-transformer' || (kind === 'lv-point') !== (layer === 'lv-points'))
            continue;
          places.set(snapshot.sourceId(source), snapshot.placeOf(source));
        }
      }
      expect(places.size).toBeGreaterThan(1000);
      const spots = [...places].map(([id, place]) => {
        const { lon, lat } = inDatum(place, 'WGS84', datum);
        return [id, mercator(lon, lat, z)] as const;
      });
      let found = 0;
      const wrong: string[] = [];
      for (const { at, features } of all('grid', z, datum)) {
        const points = new Map(
          features.filter((one) => one.layer === layer).map((one) => [String(one.properties['id']), one]),
        );
        for (const [id, [column, row]] of spots) {
          const [x, y] = [(column - at.x) * UNITS, (row - at.y) * UNITS];
          const inside = Math.min(x, y) >= -OVER && Math.max(x, y) <= UNITS + OVER;
          const read = points.get(id);
          const toBorder = Math.min(
            Math.abs(x + OVER),
            Math.abs(y + OVER),
            Math.abs(x - UNITS - OVER),
            Math.abs(y - UNITS - OVER),
          );
          if (toBorder > 1 && (read !== undefined) !== inside) wrong.push(`${id} in ${at.x}/${at.y}`);
          if (read === undefined) continue;
          const [px, py] = read.parts[0]![0]!;
          if (Math.hypot(px - x, py - y) >= 1) wrong.push(`${id} at ${px} ${py} instead of ${x} ${y}`);
          if (x >= 0 && y >= 0 && x < UNITS && y < UNITS) found++;
        }
        expect([...points.keys()].filter((id) => !places.has(id))).toEqual([]);
      }
      expect(wrong).toEqual([]);
      expect(found).toBe(places.size);
    },
  );

  test.each([
    ['feeders', 'feeders', 12],
    ['transformers', 'distribution-transformers', 14],
    ['substations', 'substations', 9],
  ] as const)('room, load rate and grade of the %s are those of the capacity list', (layer, list, z) => {
    const listed = listOf(list);
    const features = all('grid', z).flatMap(({ features: some }) =>
      some.filter((one) => one.layer === layer),
    );
    const seen = new Set(features.map(({ properties }) => String(properties['id'])));
    expect([...seen].sort()).toEqual([...listed.keys()].sort());
    for (const { properties } of features) {
      const item = listed.get(String(properties['id']))!;
      const shown = [properties['openKva'] ?? null, properties['loadRate'] ?? null, properties['grade']];
      expect(shown).toEqual([item.openKva, item.loadRate, item.grade]);
      if (properties['dedicated'] !== true) expect(properties['name'] ?? null).toBe(item.name);
    }
  });

  test('every street is drawn, with its class, at the deepest zoom; main roads from afar', () => {
    const streets = rows.roads.filter(({ class: of }) => of !== 'duct-corridor');
    const sample = streets.filter((_, i) => i % 60 === 0);
    expect(sample.length).toBeGreaterThan(50);
    const tiles = new Map<string, ReadFeature[]>();
    for (const { class: of, path_wkt: path } of sample) {
      const [lon, lat] = [(path[0]! + path[2]!) / 2, (path[1]! + path[3]!) / 2];
      const [x, y] = mercator(lon, lat, 16).map(Math.floor) as [number, number];
      const at = { z: 16, x, y };
      const features = tiles.get(`${x}/${y}`) ?? readTile(makeBaseTile(at, [ground]));
      tiles.set(`${x}/${y}`, features);
      const same = features.filter(
        ({ layer, properties }) => layer === 'roads' && properties['class'] === of,
      );
      const nearest = Math.min(
        ...same.flatMap(({ parts }) => parts.map((part) => distanceTo(part, unitsIn(at, lon, lat)))),
      );
      expect(nearest, `${of} at ${lon} ${lat}`).toBeLessThan(2);
    }
    const afar = all('base', 8).flatMap(({ features }) => features.filter(({ layer }) => layer === 'roads'));
    expect(afar.length).toBeGreaterThan(0);
    for (const { properties } of afar)
      expect(['motorway', 'trunk', 'primary']).toContain(properties['class']);
  });

  test('a map in GCJ-02 shows the same roads and lines, with the same figures', () => {
    for (const [set, layer, z] of [
      ['grid', 'feeders', 12],
      ['grid', 'sections', 14],
      ['base', 'roads', 14],
    ] as const) {
      const said = (datum: MapDatum) => {
        const features = all(set, z, datum).flatMap((one) => one.features.filter((of) => of.layer === layer));
        return new Set(features.map(({ properties }) => JSON.stringify(properties)));
      };
      expect([...said('GCJ02')].sort()).toEqual([...said('WGS84')].sort());
    }
  });

  test('buildings come at zoom 14, all of them, and what is not for everyone never', () => {
    const whole = all('base', 14).flatMap(({ features }) =>
      features.filter(({ layer }) => layer === 'buildings'),
    );
    const buildings = rows.areas.filter(({ kind }) => kind === 'building').length;
    expect(whole.length).toBeGreaterThanOrEqual(buildings);
    expect(all('base', 12).some(({ features }) => features.some((f) => f.layer === 'buildings'))).toBe(false);
    const kinds = all('base', 14).flatMap(({ features }) =>
      features.map(({ properties }) => properties['kind']),
    );
    for (const kind of ['forbidden', 'defence-cable', 'pipeline']) expect(kinds).not.toContain(kind);
    const ids = rows.nodes.map(({ id }) => id);
    expect(
      all('base', 14).some(({ features }) => features.some((f) => ids.includes(String(f.properties['id'])))),
    ).toBe(false);
  });

  test('roads, water and parks carry the names of the record, buildings none', () => {
    const features = all('base', 14).flatMap(({ features: some }) => some);
    const namesOf = (layer: string): string[] =>
      [
        ...new Set(
          features.filter((one) => one.layer === layer).map((one) => String(one.properties['name'] ?? '')),
        ),
      ].sort();
    const recorded = (
      kinds: readonly string[],
      of: readonly { kind: string; name: string | null }[],
    ): string[] =>
      [...new Set(of.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name ?? ''))].sort();
    const streets = [...new Set(rows.roads.map(({ name }) => name ?? ''))].sort();
    expect(streets).toContain('建设路');
    expect(namesOf('roads')).toEqual(streets);
    expect(namesOf('water')).toEqual(recorded(['water'], rows.areas));
    expect(namesOf('railways')).toEqual(recorded(['railway', 'high-speed-railway'], rows.barriers));
    expect(namesOf('areas')).toEqual(
      recorded(['urban-planned-land', 'provincial-park', 'park', 'green'], rows.areas),
    );
    expect(namesOf('buildings')).toEqual(['']);
  });

  const listOf = (list: CapacityListName): Map<string, CapacityItem> => {
    expect(CAPACITY_LISTS).toContain(list);
    const query = {
      region: 'test',
      list,
      bbox: null,
      feeder: null,
      minOpenKva: null,
      minLoadRate: null,
      withSecurity: false,
    };
    const { items } = capacityList(
      grid.headroom,
      { ...query, after: null, pageSize: 1e6, asOf: TODAY },
      null,
    );
    return new Map(items.map((item) => [item.id, item]));
  };
});

const tileAt = (of: RegionRows, z: number): TileAddress => {
  const [west, south, east, north] = boxOfRows(of);
  const [x, y] = mercator((west! + east!) / 2, (south! + north!) / 2, z).map(Math.floor) as [number, number];
  return { z, x, y };
};

test('nothing there: no bytes', () => {
  expect(makeGridTile({ z: 14, x: 0, y: 0 }, [grid]).byteLength).toBe(0);
  expect(makeBaseTile({ z: 5, x: 26, y: 12 }, [ground]).byteLength).toBe(0);
  expect(makeGridTile({ z: 14, x: 0, y: 0 }, []).byteLength).toBe(0);
});

test("no name of a customer: neither a customer's own transformer nor a dedicated feeder is called by it", () => {
  const plain = drawGrid({
    mv: ['F1: B -500- P1 -300- P2', 'F2: B -400- P3'],
    transformers: { T1: { at: 'P2', kva: 315 }, T2: { at: 'P3', kva: 100, ownership: 'customer' } },
  });
  const named: RegionRows = {
    ...plain,
    feeders: plain.feeders.map((row) => ({ ...row, name: `${row.id} of somebody`, kind: 'dedicated' })),
    distribution_transformers: plain.distribution_transformers.map((row) => ({
      ...row,
      name: row.ownership === 'customer' ? 'somebody' : `public ${row.id}`,
    })),
  };
  const region = gridRegionOf(named);
  const names = [12, 13, 16].flatMap((z) =>
    tilesAround(boxOfRows(named), z).flatMap((at) => {
      const bytes = makeGridTile(at, [region]);
      expect(Buffer.from(bytes).includes('somebody')).toBe(false);
      return readTile(bytes).map(({ properties }) => properties['name']);
    }),
  );
  expect(names).toEqual(expect.arrayContaining(['专线 F1', '专变 T2', 'public T1']));
});

test('what a tile has no room for is counted by layer, and the heavier stays', () => {
  const of = randomGrid(3, 200);
  const region = gridRegionOf(of);
  const at = tileAt(of, 13);
  const count = (features: readonly ReadFeature[], layer: string) =>
    features.filter((one) => one.layer === layer).length;
  const full = makeGridTile(at, [region]);
  const whole = readTile(full);
  expect(count(whole, 'left-out')).toBe(0);
  const bytes = makeGridTile(at, [region], full.byteLength / 3);
  expect(bytes.byteLength).toBeLessThanOrEqual(full.byteLength / 3);
  const thin = readTile(bytes);
  const missing = new Map(
    thin
      .filter(({ layer }) => layer === 'left-out')
      .map(({ properties }) => [String(properties['layer']), Number(properties['count'])]),
  );
  for (const layer of ['nodes', 'transformers']) {
    expect(missing.get(layer)).toBeGreaterThan(0);
    expect(count(thin, layer) + missing.get(layer)!).toBe(count(whole, layer));
  }
  const ratings = (features: readonly ReadFeature[]) =>
    features
      .filter((one) => one.layer === 'transformers')
      .map((one) => Number(one.properties['ratingKva'] ?? 0));
  const kept = ratings(thin);
  expect(Math.min(...kept)).toBe([...ratings(whole)].sort((a, b) => b - a)[kept.length - 1]);
});

test('several regions stand in one tile, each layer once', () => {
  const [one, other] = [randomGrid(11, 40), randomGrid(12, 40)];
  const renamed: RegionRows = {
    ...other,
    distribution_transformers: other.distribution_transformers.slice(0, 3),
  };
  const at = tileAt(one, 13);
  const idsOf = (bytes: Uint8Array) =>
    readTile(bytes).map(({ layer, properties }) => `${layer} ${String(properties['id'])}`);
  const [a, b] = [gridRegionOf(one), gridRegionOf(renamed)];
  const both = idsOf(makeGridTile(at, [a, b]));
  expect(both.sort()).toEqual([...idsOf(makeGridTile(at, [a])), ...idsOf(makeGridTile(at, [b]))].sort());
});
