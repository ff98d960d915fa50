import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { NoGeopackage, openGeopackage } from '../../src/geopackage/open-geopackage.ts';
import { type Layer, writeGeopackage } from '../../src/geopackage/write-geopackage.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const isThere = spawnSync('ogrinfo', ['--version']).status === 0;
if (!isThere)
  console.warn(
    'ogrinfo is not installed (apt-get install gdal-bin): NOT tested that GDAL reads a GeoPackage',
  );

const DAY = '2026-11-28T01:20:57.275Z';

const layers = (): Layer[] => [
  {
    name: 'lines',
    title: '线路 Lines',
    description: 'open capacity of lines',
    shape: 'MULTILINESTRING',
    columns: [
      { name: 'recordId', kind: 'TEXT', meaning: 'id in the record' },
      { name: 'openKva', kind: 'REAL', meaning: 'open capacity, kVA' },
      { name: 'spare', kind: 'INTEGER', meaning: null },
      { name: 'isOpen', kind: 'BOOLEAN', meaning: null },
      { name: 'measuredOn', kind: 'DATE', meaning: null },
    ],
    rows: [
      {
        shape: {
          type: 'MultiLineString',
          coordinates: [
            [
              [113.2, 33.9],
              [113.21, 33.95],
            ],
            [
              [113.3, 33.8],
              [113.25, 33.99],
            ],
          ],
        },
        values: ['线1, "北"', 1277.13, 3, true, '2026-08-18'],
      },
      { shape: null, values: ['l2', null, null, false, null] },
    ],
  },
  {
    name: 'areas',
    title: '区域 Areas',
    description: '',
    shape: 'POLYGON',
    columns: [],
    rows: [
      {
        shape: {
          type: 'Polygon',
          coordinates: [
            [
              [113, 33],
              [114, 33],
              [114, 34],
              [113, 33],
            ],
          ],
        },
        values: [],
      },
    ],
  },
  {
    name: 'points',
    title: '点 Points',
    description: '',
    shape: 'POINT',
    columns: [{ name: 'n', kind: 'INTEGER', meaning: null }],
    rows: (async function* () {
      for (let n = 0; n < 2000; n++) {
        await Promise.resolve();
        yield { shape: { type: 'Point' as const, coordinates: [113 + n / 10_000, 34] }, values: [n] };
      }
    })(),
  },
  {
    name: 'about',
    title: 'About',
    description: 'no shapes',
    shape: null,
    columns: [{ name: 'month', kind: 'TEXT', meaning: 'month of the publication' }],
    rows: [{ shape: null, values: ['2026-11'] }],
  },
];

test('what is written is what is read, and equal content gives equal bytes', async () => {
  const file = await writeGeopackage(layers(), DAY);
  expect(Buffer.from(await writeGeopackage(layers(), DAY)).equals(Buffer.from(file))).toBe(true);
  const open = await openGeopackage(file);
  expect(open.layers.map(({ name, shape, system, columns }) => [name, shape, system.code, columns])).toEqual([
    ['areas', 'POLYGON', 4490, ['fid']],
    ['lines', 'MULTILINESTRING', 4490, ['fid', 'recordId', 'openKva', 'spare', 'isOpen', 'measuredOn']],
    ['points', 'POINT', 4490, ['fid', 'n']],
  ]);
  const read = Object.fromEntries(open.layers.map((layer) => [layer.name, [...open.features(layer)]]));
  const [lines, areas] = layers();
  expect(read['lines']).toEqual([
    {
      ...{ fid: 1, flaw: null, shape: (lines!.rows as { shape: unknown }[])[0]!.shape },
      values: {
        ...{ fid: 1, recordId: '线1, "北"', openKva: 1277.13, spare: 3, isOpen: 1, measuredOn: '2026-08-18' },
      },
    },
    {
      ...{ fid: 2, flaw: null, shape: null },
      values: { fid: 2, recordId: 'l2', openKva: null, spare: null, isOpen: 0, measuredOn: null },
    },
  ]);
  expect(read['areas']?.map(({ shape }) => shape)).toEqual([(areas!.rows as { shape: unknown }[])[0]!.shape]);
  expect(read['points']?.map(({ values }) => values['n'])).toEqual(Array.from({ length: 2000 }, (_, n) => n));
  open.close();
});

test.each([
  [{ name: 'gpkg_x' }, 'no table may be called gpkg_x'],
  [{ name: 'two words' }, 'no table may be called two words'],
  [{ columns: [{ name: 'Geom', kind: 'TEXT' as const, meaning: null }] }, 'layer about has two columns geom'],
])('a name that the standard does not allow: %o', async (change, message) => {
  const layer = { ...layers()[3]!, ...change };
  await expect(writeGeopackage([layer], DAY)).rejects.toThrow(message);
});

test('a file that is no GeoPackage is named so', async () => {
  await expect(openGeopackage(Buffer.from('PK'))).rejects.toThrow(NoGeopackage);
  const cut = Buffer.from(await writeGeopackage(layers(), DAY)).subarray(0, 5000);
  await expect(openGeopackage(cut)).rejects.toThrow(NoGeopackage);
});

describe.skipIf(!isThere)('GDAL', () => {
  it('reads layers, titles, columns with their kinds and descriptions, extents and shapes', async () => {
    const file = join(await temporaryFolder(), 'a.gpkg');
    await writeFile(file, await writeGeopackage(layers(), DAY));
    const info = spawnSync('ogrinfo', ['-ro', '-al', file, 'lines'], { encoding: 'utf8' });
    expect([info.status, info.stderr]).toEqual([0, '']);
    const say = (text: string) => {
      expect(info.stdout).toContain(text);
    };
    for (const text of [
      ...[
        'Geometry: Multi Line String',
        'Feature Count: 2',
        'Extent: (113.200000, 33.800000) - (113.300000, 33.990000)',
      ],
      ...[
        'China Geodetic Coordinate System 2000',
        'Data axis to CRS axis mapping: 2,1',
        'IDENTIFIER=线路 Lines',
      ],
      ...[
        'recordId: String',
        'openKva: Real',
        'spare: Integer64',
        'isOpen: Integer(Boolean)',
        'measuredOn: Date',
      ],
      ...['recordId (String) = 线1, "北"', 'openKva (Real) = 1277.13', 'isOpen (Integer(Boolean)) = 1'],
      ...[
        'measuredOn (Date) = 2026/08/18',
        'MULTILINESTRING ((113.2 33.9,113.21 33.95),(113.3 33.8,113.25 33.99))',
      ],
      'openKva (Real) = (null)',
    ])
      say(text);
    const all = spawnSync('ogrinfo', ['-ro', '-so', file], { encoding: 'utf8' });
    expect([all.status, all.stderr]).toEqual([0, '']);
    expect([...all.stdout.matchAll(/^\d+: (\w+) \(([\w ]+)\)/gmu)].map(([, ...of]) => of)).toEqual([
      ['lines', 'Multi Line String'],
      ['areas', 'Polygon'],
      ['points', 'Point'],
      ['about', 'None'],
    ]);
  });
});
