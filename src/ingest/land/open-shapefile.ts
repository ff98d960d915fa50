import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { openDbf, openShp } from 'shapefile';
import type { Shape } from '../../geopackage/shape.ts';
import { ImportRefused } from '../import-refused.ts';
import { columnNames, readEncoding } from './dbf-encoding.ts';
import type { LandFeature, LandFile } from './land-file.ts';

const SHAPES: readonly string[] = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
] satisfies readonly Shape['type'][];

const isShape = (found: { readonly type: string }): found is Shape => SHAPES.includes(found.type);

/** The parts of a shapefile: files of one name, whose letters some systems write otherwise. */
async function partOf(path: string, ending: string): Promise<string | null> {
  const { dir, name } = parse(path);
  const folder = dir === '' ? '.' : dir;
  const wanted = `${name}.${ending}`;
  const beside = (await readdir(folder)).filter((each) => each.toLowerCase() === wanted.toLowerCase());
  const found = beside.find((each) => each.startsWith(`${name}.`)) ?? beside[0];
  return found === undefined ? null : join(folder, found);
}

async function needed(path: string, ending: string): Promise<string> {
  const part = await partOf(path, ending);
  if (part !== null) return part;
  const file = basename(path);
  throw new ImportRefused(
    file,
    null,
    `no ${parse(path).name}.${ending} beside it; a shapefile is .shp, .shx, .dbf and .prj`,
  );
}

/** Names of the columns, in the encoding of the table; one that was cut off within a letter is shown so. */
const columnsOf = async (path: string, encoding: string): Promise<string[]> => {
  const decoder = new TextDecoder(encoding);
  return (await columnNames(path)).map((name) => decoder.decode(name));
};

interface Parts {
  readonly file: string;
  readonly shapes: string;
  readonly table: string;
  readonly encoding: string;
}

/** Files are given as streams: the reader would add endings of small letters to names. */
async function* featuresOf({ file, shapes, table, encoding }: Parts): AsyncGenerator<LandFeature> {
  const [shp, dbf] = await Promise.all([
    openShp(createReadStream(shapes)),
    openDbf(createReadStream(table), { encoding }),
  ]);
  try {
    for (let number = 1; ; number++) {
      const [shape, row] = await Promise.all([shp.read(), dbf.read()]);
      if (shape.done && row.done) return;
      if (shape.done !== row.done) {
        const [longer, shorter] = row.done ? ['shapes', 'rows'] : ['rows', 'shapes'];
        throw new ImportRefused(file, `feature ${number}`, `cut off: more ${longer} than ${shorter}`);
      }
      // A record of the kind "no shape" is null, whatever the library's types say.
      const found = shape.value as typeof shape.value | null;
      const flaw = found === null || isShape(found) ? null : found.type;
      yield { number, values: row.value ?? {}, shape: found !== null && isShape(found) ? found : null, flaw };
    }
  } finally {
    await Promise.all([shp.cancel(), dbf.cancel()]);
  }
}

async function extentOf(path: string, file: string): Promise<readonly [number, number][]> {
  const shp = await openShp(createReadStream(path)).catch((error: unknown) => {
    throw new ImportRefused(file, null, `no shapefile: ${String(error)}`);
  });
  await shp.cancel();
  const [west = 0, south = 0, east = 0, north = 0] = shp.bbox;
  return [
    [west, south],
    [east, north],
  ];
}

/**
 * A shapefile by its `.shp`: one layer of its name, with the columns of the `.dbf` beside it and the reference system of
 * the `.prj`.
 *
 * @throws {ImportRefused} when it, or its table, cannot be read.
 */
export async function openShapefile(path: string): Promise<LandFile> {
  const file = basename(path);
  if (!(await stat(path).catch(() => null))?.isFile()) throw new ImportRefused(file, null, 'no such file');
  if (!/\.shp$/i.test(file)) throw new ImportRefused(file, null, 'give the .shp of a shapefile');
  const table = await needed(path, 'dbf');
  const [prj, cpg] = await Promise.all([partOf(path, 'prj'), partOf(path, 'cpg')]);
  const crs = prj === null ? null : (await readFile(prj, 'utf8')).replace(/^\uFEFF/, '').trim();
  const encoding = await readEncoding(table, cpg);
  const extent = await extentOf(path, file);
  const layer = {
    name: parse(path).name,
    columns: await columnsOf(table, encoding),
    crs: crs === '' ? null : crs,
    extent: () => extent,
    features: () => featuresOf({ file, shapes: path, table, encoding }),
  };
  return { layers: [layer], close: () => undefined };
}
