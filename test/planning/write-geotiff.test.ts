import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CELL_M, CellGrid } from '../../src/model/cell-grid.ts';
import { zoneAt } from '../../src/model/transverse-mercator.ts';
import { NODATA, writeGeotiff } from '../../src/planning/capacity-map/write-geotiff.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const isThere = spawnSync('gdalinfo', ['--version']).status === 0;
if (!isThere)
  console.warn(
    'gdalinfo is not installed (apt-get install gdal-bin): NOT tested that GDAL reads our GeoTIFF',
  );

const run = (command: string, args: readonly string[], input = ''): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8' });
  expect([command, status, stderr]).toEqual([command, 0, '']);
  return stdout;
};

interface Info {
  readonly size: number[];
  readonly geoTransform: number[];
  readonly coordinateSystem: { readonly wkt: string };
  readonly metadata: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly bands: readonly { readonly type: string; readonly noDataValue: number }[];
}

describe.skipIf(!isThere)('GDAL reads', () => {
  test.each([
    ['CGCS2000', 113.2, 33.97],
    ['UTM', 8.6, 49.4],
    ['a single cell', 116.4, 39.9],
  ])('every cell in its place: %s', async (name, lon, lat) => {
    const across = name === 'a single cell' ? 0 : 0.02;
    const grid = new CellGrid(zoneAt({ lon, lat }), [lon, lat, lon + across, lat + across]);
    const valueOf = (cell: number): number => (cell % 7 === 3 ? NODATA : cell * 0.5);
    const file = join(await temporaryFolder(), 'map.tif');
    await writeFile(file, writeGeotiff(grid, valueOf, 'kVA, 容量'));

    const info = JSON.parse(run('gdalinfo', ['-json', file])) as Info;
    expect(info.size).toEqual([grid.columns, grid.rows]);
    expect(info.geoTransform).toEqual([grid.corner.eastM, CELL_M, 0, grid.corner.northM, 0, -CELL_M]);
    expect(info.coordinateSystem.wkt).toContain(`ID["EPSG",${grid.zone.srid}]`);
    expect(info.bands.map(({ type, noDataValue }) => [type, noDataValue])).toEqual([['Float32', NODATA]]);
    expect(info.metadata['']?.['TIFFTAG_IMAGEDESCRIPTION']).toBe('kVA, 容量');

    const cells = Array.from({ length: grid.size }, (_, cell) => cell);
    const places = cells.map((cell) => grid.centre(cell));
    const read = run(
      'gdallocationinfo',
      ['-wgs84', '-valonly', file],
      places.map((at) => `${at.lon} ${at.lat}`).join('\n'),
    );
    expect(read.trim().split('\n').map(Number)).toEqual(cells.map(valueOf));
  });
});

test('the same raster is the same bytes, and a little-endian TIFF', () => {
  const grid = new CellGrid(zoneAt({ lon: 113.2, lat: 33.97 }), [113.2, 33.97, 113.21, 33.98]);
  const write = () => writeGeotiff(grid, (cell) => cell, 'x');
  expect(write()).toEqual(write());
  expect([...write().subarray(0, 4)]).toEqual([0x49, 0x49, 42, 0]);
});
