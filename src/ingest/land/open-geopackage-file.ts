import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  NoGeopackage,
  openGeopackage,
  type FoundLayer,
  type OpenGeopackage,
} from '../../geopackage/open-geopackage.ts';
import { envelopeOf } from '../../geopackage/shape.ts';
import { ImportRefused } from '../import-refused.ts';
import type { LandFile, LandLayer } from './land-file.ts';

/** The file is held in memory twice, of which the library has at most 2 GB. */
const LARGEST_BYTES = 1 << 30;

/** A system that the file names; the two of the standard that mean "unknown" name none. */
const systemOf = ({ system: { organization, code, definition } }: FoundLayer): string | null => {
  if (organization.toUpperCase() === 'NONE' || code <= 0) return null;
  return organization.toUpperCase() === 'EPSG' ? `EPSG:${code}` : definition;
};

function* extentOf(open: OpenGeopackage, layer: FoundLayer): Generator<[x: number, y: number]> {
  for (const { shape } of open.features(layer)) {
    if (shape === null) continue;
    const { minX, minY, maxX, maxY } = envelopeOf(shape);
    yield [minX, minY];
    yield [maxX, maxY];
  }
}

const layerOf = (open: OpenGeopackage, layer: FoundLayer): LandLayer => ({
  name: layer.name,
  columns: layer.columns,
  crs: systemOf(layer),
  extent: () => extentOf(open, layer),
  *features() {
    for (const { fid, values, shape, flaw } of open.features(layer))
      yield { number: fid, values, shape, flaw };
  },
});

/** A log with changes that are not yet in the file itself: they would be lost unseen. */
async function refuseOpenLog(path: string, file: string): Promise<void> {
  const log = await stat(`${path}-wal`).catch(() => null);
  if (log !== null && log.size > 0)
    throw new ImportRefused(
      file,
      null,
      `changes are still in ${file}-wal; close the program that has it open`,
    );
}

/** @throws {ImportRefused} when the file cannot be read as a GeoPackage. */
export async function openGeopackageFile(path: string): Promise<LandFile> {
  const file = basename(path);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new ImportRefused(file, null, 'no such file');
  if (found.size > LARGEST_BYTES)
    throw new ImportRefused(file, null, `${found.size} bytes; a GeoPackage may have ${LARGEST_BYTES}`);
  await refuseOpenLog(path, file);
  const open = await readFile(path)
    .then(openGeopackage)
    .catch((error: unknown) => {
      throw new ImportRefused(
        file,
        null,
        error instanceof NoGeopackage ? error.message : `cannot be read: ${String(error)}`,
      );
    });
  return {
    layers: open.layers.map((layer) => layerOf(open, layer)),
    close: () => {
      open.close();
    },
  };
}
