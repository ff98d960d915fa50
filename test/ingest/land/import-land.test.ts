import { spawnSync } from 'node:child_process';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type Layer, writeGeopackage } from '../../../src/geopackage/write-geopackage.ts';
import type { Shape } from '../../../src/geopackage/shape.ts';
import { importFiles } from '../../../src/ingest/import-files.ts';
import type { Store } from '../../../src/model/store.ts';
import { openTestStore } from '../../support/database.ts';
import { temporaryFolder } from '../../support/temp-folder.ts';

const isThere = spawnSync('ogr2ogr', ['--version']).status === 0;
if (!isThere)
  console.warn(
    'ogr2ogr is not installed (apt-get install gdal-bin): NOT tested that files of GDAL are imported',
  );

let store: Store;
let folder: string;
beforeAll(async () => {
  [store, folder] = await Promise.all([openTestStore(), temporaryFolder()]);
});
afterAll(() => store.close());

interface Options {
  readonly crs?: string;
  readonly map?: string;
  readonly quarantine?: boolean;
}

const load = (format: string, paths: readonly string[], region: string, options: Options = {}) =>
  importFiles({ store, format, paths, region, quarantine: false, ...options });

/** Roads and areas of a region by their ids. */
async function landOf(region: string) {
  const { rows } = (await store.readRegion(region, ['roads', 'areas']))!;
  const byId = <R extends { readonly id: string }>(list: readonly R[]) =>
    Object.fromEntries(list.map((row) => [row.id, row]));
  return { roads: byId(rows.roads), areas: byId(rows.areas) };
}

const line = (...coordinates: (readonly [number, number])[]): Shape => ({ type: 'LineString', coordinates });
const square = (west: number, south: number, side: number): (readonly [number, number])[] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];

const text = (name: string) => ({ name, kind: 'TEXT' as const, meaning: null });
const about = { title: '', description: '' };

/** A file as a planner keeps it: streets, ducts, ground that nobody may dig. */
const county = (): Layer[] => [
  {
    ...about,
    ...{ name: 'roads', title: 'r', shape: 'GEOMETRY' as const },
    columns: [
      text('id'),
      text('NAME'),
      text('class'),
      text('surface'),
      { name: 'bridge', kind: 'BOOLEAN', meaning: null },
    ],
    rows: [
      { shape: line([113.2, 33.97], [113.21, 33.98]), values: ['r1', '建设路', 'primary', 'asphalt', true] },
      {
        shape: {
          type: 'MultiLineString',
          coordinates: [square(113.2, 33.9, 0.1).slice(0, 2), square(113, 33, 1).slice(1, 3)],
        },
        values: ['r2', null, 'service', null, null],
      },
      { shape: null, values: ['r3', null, 'service', null, null] },
    ],
  },
  {
    ...about,
    ...{ name: 'duct_corridors', title: 'd', shape: 'LINESTRING' as const, columns: [text('name')] },
    rows: [{ shape: line([113.21, 33.98], [113.22, 33.98]), values: ['缆沟一'] }],
  },
  {
    ...about,
    ...{ name: 'forbidden_areas', title: 'f', shape: 'POLYGON' as const, columns: [text('name')] },
    rows: [
      {
        shape: {
          type: 'Polygon',
          coordinates: [square(113.2, 33.9, 0.1), square(113.22, 33.92, 0.01).reverse()],
        },
        values: ['军事管理区'],
      },
    ],
  },
  { ...about, ...{ name: 'trees', title: 't', shape: 'POINT' as const, columns: [], rows: [] } },
];

const write = async (name: string, layers: Iterable<Layer>): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, await writeGeopackage(layers, '2026-11-28T00:00:00Z'));
  return path;
};

test('roads, duct corridors and forbidden areas of a GeoPackage become rows, and a newer file replaces the older', async () => {
  const path = await write('county.gpkg', county());
  const report = await load('geopackage', [path], 'own');
  expect(report).toMatchObject({
    ...{ outcome: 'imported', defects: [] },
    leftOut: { 'layer trees': 1, 'feature without a shape in roads': 1 },
  });
  const roads = (await landOf('own')).roads;
  expect(roads['r1']).toEqual({
    ...{ id: 'r1', name: '建设路', class: 'primary', surface: 'asphalt', bridge: true, tunnel: false },
    path_wkt: [113.2, 33.97, 113.21, 33.98],
  });
  expect(roads['county/duct_corridors/1']).toMatchObject({
    name: '缆沟一',
    class: 'duct-corridor',
    surface: 'unknown',
  });
  expect(Object.keys(roads)).toEqual(['county/duct_corridors/1', 'r1', 'r2-1', 'r2-2']);
  const [area] = Object.values((await landOf('own')).areas);
  expect(area).toMatchObject({ kind: 'forbidden', name: '军事管理区' });
  expect(area!.polygon_wkt).toHaveLength(2);

  expect(await load('geopackage', [path], 'own')).toMatchObject({ outcome: 'unchanged' });
  await write('county.gpkg', county().slice(1));
  expect(await load('geopackage', [path], 'own')).toMatchObject({ counts: { roads: { removed: 3 } } });
});

test('what is wrong with a feature is told with layer, number and field', async () => {
  const [roads] = county();
  const rows = [
    { shape: line([113.2, 33.9], [113.3, 33.9]), values: ['a', null, 'street', null, null] },
    {
      shape: { type: 'Point', coordinates: [113, 34] } as const,
      values: ['b', null, 'service', 'ice', null],
    },
    { shape: line([113.2, 33.9], [513.3, 33.9]), values: ['c', null, 'service', 'ice', null] },
  ];
  const path = await write('wrong.gpkg', [{ ...roads!, rows }, county()[1]!]);
  const report = await load('geopackage', [path], 'wrong');
  expect(
    report.defects.map(({ file, line: at, id, field, reason }) => [file, at, id, field, reason]),
  ).toEqual([
    ['wrong.gpkg/roads', 1, 'a', 'class', 'not-allowed'],
    ['wrong.gpkg/roads', 2, 'b', 'path_wkt', 'wrong-shape'],
    ['wrong.gpkg/roads', 3, 'c', 'surface', 'not-allowed'],
    ['wrong.gpkg/roads', 3, 'c', 'path_wkt', 'out-of-range'],
  ]);
  expect(await load('geopackage', [path], 'wrong', { quarantine: true })).toMatchObject({
    counts: { roads: { inserted: 1 } },
  });
});

const MAP = {
  layers: [
    {
      ...{
        layer: 'streets',
        table: 'roads',
        columns: { id: 'OBJECTID', name: 'MC', class: 'DLDJ', surface: 'LMLX' },
      },
      values: {
        class: { 国道: 'trunk', 规划: null, '*': 'service' },
        surface: { 沥青: 'asphalt', '': 'concrete' },
      },
      constants: { tunnel: true },
    },
  ],
};

const mapFile = async (map: unknown): Promise<string> => {
  const path = join(folder, `map-${Math.random()}.json`);
  await writeFile(path, JSON.stringify(map));
  return path;
};

const streets = (): Layer => ({
  ...about,
  ...{ name: 'streets', shape: 'LINESTRING' as const },
  columns: [{ name: 'OBJECTID', kind: 'INTEGER', meaning: null }, text('mc'), text('DLDJ'), text('LMLX')],
  rows: [
    { shape: line([113.2, 33.97], [113.21, 33.98]), values: [7, '国道一', '国道', '沥青'] },
    { shape: line([113.2, 33.97], [113.21, 33.99]), values: [8, null, '小路', null] },
    { shape: line([113.2, 33.97], [113.21, 33.96]), values: [9, '将来', '规划', null] },
  ],
});

test('a map says what layers, columns and values mean', async () => {
  const path = await write('streets.gpkg', [streets()]);
  const report = await load('geopackage', [path], 'mapped', { map: await mapFile(MAP) });
  expect(report).toMatchObject({
    outcome: 'imported',
    leftOut: { 'feature that the map leaves out of streets': 1 },
  });
  expect((await landOf('mapped')).roads).toMatchObject({
    7: { name: '国道一', class: 'trunk', surface: 'asphalt', tunnel: true, bridge: false },
    8: { name: null, class: 'service', surface: 'concrete' },
  });
});

test.each([
  [{ layers: [{ layer: 'streets', table: 'trees' }] }, /\/layers\/0\/table: Invalid option/u],
  [
    { layers: [{ layer: 'streets', table: 'roads', constants: { kind: 'x' } }] },
    /\/layers\/0: roads has no column "kind"; allowed: id name class/u,
  ],
  [
    { layers: [{ layer: 'street', table: 'roads' }] },
    /no layer to read|no layer "street"; there are streets/u,
  ],
  [
    { layers: [{ layer: 'streets', table: 'roads' }] },
    /no column for roads\.class; the layer has fid, OBJECTID, mc, DLDJ, LMLX/u,
  ],
  [
    { layers: [{ layer: 'streets', table: 'roads', columns: { class: 'DJ' } }] },
    /no column "DJ" for roads\.class; the layer has fid/u,
  ],
  [{ layer: [] }, /map-[\d.]+\.json/u],
])('a map that does not fit is refused: %o', async (map, message) => {
  const path = await write('streets.gpkg', [streets()]);
  await expect(load('geopackage', [path], 'no', { map: await mapFile(map) })).rejects.toThrow(message);
});

test('files that cannot be read are named with what they lack', async () => {
  const path = await write('trees.gpkg', county().slice(3));
  await expect(load('geopackage', [path], 'no')).rejects.toThrow(
    /no layer to read: there are trees; without --map they are called roads, barriers/u,
  );
  await writeFile(`${path}-wal`, 'x');
  await expect(load('geopackage', [path], 'no')).rejects.toThrow(/changes are still in trees\.gpkg-wal/u);
  await writeFile(path, 'PK');
  await rm(`${path}-wal`);
  await expect(load('geopackage', [path], 'no')).rejects.toThrow(/trees\.gpkg: no GeoPackage/u);
  await expect(load('geopackage', ['nowhere.gpkg'], 'no')).rejects.toThrow('nowhere.gpkg: no such file');
  await expect(load('shapefile', [path], 'no')).rejects.toThrow('trees.gpkg: give the .shp of a shapefile');
  await expect(load('tables', [folder], 'no', { map: 'x' })).rejects.toThrow(
    '--map is for geopackage, shapefile',
  );
});

/** The same three streets and one area, in degrees, as GDAL takes them in. */
const geojson = (features: readonly object[]): string =>
  JSON.stringify({ type: 'FeatureCollection', features });
const feature = (geometry: Shape, properties: object) => ({ type: 'Feature', geometry, properties });
const STREETS = geojson([
  feature(line([113.2, 33.97], [113.21, 33.98]), {
    id: 's1',
    name: '建设路',
    class: 'primary',
    surface: 'asphalt',
    bridge: 1,
  }),
  feature(line([113.21, 33.98], [113.22, 33.99]), {
    id: 's2',
    name: '文化街',
    class: 'residential',
    surface: null,
    bridge: 0,
  }),
]);
const PARKS = geojson([
  feature(
    { type: 'MultiPolygon', coordinates: [[square(113.2, 33.9, 0.01)], [square(113.3, 33.9, 0.01)]] },
    { id: 'p', name: '中心公园', kind: 'park' },
  ),
]);

/** Makes a file with GDAL. */
function ogr(name: string, input: string, ...args: string[]): string {
  const path = join(folder, name);
  const made = spawnSync('ogr2ogr', [...args, path, '/vsistdin/'], { input, encoding: 'utf8' });
  expect([made.status, made.stderr]).toEqual([0, '']);
  return path;
}

const near = async (region: string, id: string, path: readonly number[]): Promise<void> => {
  const found = (await landOf(region)).roads[id]!.path_wkt;
  expect(found).toHaveLength(path.length);
  for (const [i, value] of path.entries()) expect(found[i]).toBeCloseTo(value, 7);
};
const S1 = [113.2, 33.97, 113.21, 33.98];

describe.skipIf(!isThere)('files that GDAL writes', () => {
  it.each(['EPSG:4326', 'EPSG:4490', 'EPSG:4547', 'EPSG:4526', 'EPSG:3857'])(
    'a GeoPackage in %s',
    async (crs) => {
      const region = crs.slice(5);
      const path = ogr(`gdal-${region}.gpkg`, STREETS, '-f', 'GPKG', '-nln', 'roads', '-t_srs', crs);
      expect(await load('geopackage', [path], region)).toMatchObject({ outcome: 'imported', defects: [] });
      await near(region, 's1', S1);
    },
  );

  it('a planar layer of no reference system is refused until one is given', async () => {
    const known = ogr('known.gpkg', STREETS, '-f', 'GPKG', '-nln', 'roads', '-t_srs', 'EPSG:4547');
    const path = join(folder, 'unknown.gpkg');
    expect(spawnSync('ogr2ogr', ['-f', 'GPKG', '-a_srs', 'NULL', path, known]).status).toBe(0);
    await expect(load('geopackage', [path], 'planar')).rejects.toThrow(
      /unknown\.gpkg\/roads: position 4\d+.* names no reference system; .*--crs EPSG:n/u,
    );
    expect((await store.regions()).some(({ id }) => id === 'planar')).toBe(false);
    expect(await load('geopackage', [path], 'planar', { crs: 'EPSG:4547' })).toMatchObject({
      outcome: 'imported',
    });
    await near('planar', 's1', S1);
  });

  it('places in the datum of the map services of China, when told so', async () => {
    const path = ogr('gcj.gpkg', STREETS, '-f', 'GPKG', '-nln', 'roads');
    await load('geopackage', [path], 'gcj', { crs: 'GCJ02' });
    const [lon = 0, lat = 0] = (await landOf('gcj')).roads['s1']!.path_wkt;
    expect(Math.hypot((lon - 113.2) * 92_000, (lat - 33.97) * 111_000)).toBeGreaterThan(300);
  });

  it.each(['GBK', 'UTF-8', 'none'])('shapefiles of a 3-degree zone with texts in %s', async (encoding) => {
    const region = `shp-${encoding.toLowerCase()}`;
    const how = [
      '-f',
      'ESRI Shapefile',
      '-t_srs',
      'EPSG:4547',
      '-lco',
      `ENCODING=${encoding === 'none' ? 'GBK' : encoding}`,
    ];
    const roads = ogr(`${region}-roads.shp`, STREETS, ...how);
    const parks = ogr(`${region}-parks.shp`, PARKS, ...how);
    if (encoding === 'none')
      await Promise.all([roads, parks].map((path) => rm(path.replace('.shp', '.cpg'))));
    const map = await mapFile({
      layers: [
        { layer: `${region}-roads`, table: 'roads' },
        { layer: `${region}-parks`, table: 'areas' },
      ],
    });
    expect(await load('shapefile', [roads, parks], region, { map })).toMatchObject({
      outcome: 'imported',
      defects: [],
    });
    await near(region, 's1', S1);
    expect((await landOf(region)).roads['s2']).toMatchObject({
      name: '文化街',
      surface: 'unknown',
      bridge: false,
    });
    const areas = (await landOf(region)).areas;
    expect(Object.keys(areas)).toEqual(['p-1', 'p-2']);
    expect(areas['p-1']).toMatchObject({ name: '中心公园', kind: 'park' });
  });

  it.each(['GBK', 'none'])('names of columns in %s, and endings of capital letters', async (encoding) => {
    const region = `columns-${encoding.toLowerCase()}`;
    const streets = STREETS.replaceAll('"name":', '"道路名称":').replaceAll('"class":', '"等级":');
    expect(streets).not.toBe(STREETS);
    const how = ['-f', 'ESRI Shapefile', '-lco', 'ENCODING=GBK'];
    const small = ogr(`${region}.shp`, streets.replaceAll(/"(?:建设路|文化街)"/gu, '"Road"'), ...how);
    const path = join(folder, `${region.toUpperCase()}.SHP`);
    for (const ending of ['shp', 'shx', 'prj', 'dbf', 'cpg']) {
      const part = small.replace('.shp', `.${ending}`);
      if (ending === 'cpg' && encoding === 'none') await rm(part);
      // A name may be written in capitals, and its ending with one.
      else await rename(part, path.replace('SHP', ending === 'dbf' ? 'Dbf' : ending.toUpperCase()));
    }
    const map = await mapFile({
      layers: [{ layer: region.toUpperCase(), table: 'roads', columns: { name: '道路名称', class: '等级' } }],
    });
    expect(await load('shapefile', [path], region, { map })).toMatchObject({
      outcome: 'imported',
      defects: [],
    });
    expect((await landOf(region)).roads['s1']).toMatchObject({ name: 'Road', class: 'primary' });
    await near(region, 's1', S1);
  });

  it('a shapefile without .prj is refused until its system is given, one without .dbf always', async () => {
    const path = ogr(
      'roads.shp',
      STREETS,
      '-f',
      'ESRI Shapefile',
      '-t_srs',
      'EPSG:4547',
      '-lco',
      'ENCODING=UTF-8',
    );
    await rm(path.replace('.shp', '.prj'));
    await expect(load('shapefile', [path], 'no-prj')).rejects.toThrow(
      /roads\.shp: position 4.*names no reference system/u,
    );
    expect(await load('shapefile', [path], 'no-prj', { crs: 'EPSG:4547' })).toMatchObject({
      outcome: 'imported',
    });
    await near('no-prj', 's1', S1);
    await rm(path.replace('.shp', '.dbf'));
    await expect(load('shapefile', [path], 'no-prj')).rejects.toThrow('roads.shp: no roads.dbf beside it');
  });

  it('a datum that nobody tied to WGS 84 is refused, its number in the register is not', async () => {
    const how = ['-f', 'ESRI Shapefile', '-t_srs', 'EPSG:2437', '-lco', 'ENCODING=UTF-8'];
    await rm(join(folder, 'roads.shp'), { force: true });
    const path = ogr('roads.shp', STREETS, ...how);
    await expect(load('shapefile', [path], 'old')).rejects.toThrow(
      /how its datum lies to WGS 84 is not stated/u,
    );
    expect(await load('shapefile', [path], 'old', { crs: 'EPSG:2437' })).toMatchObject({
      outcome: 'imported',
    });
  });
});
