import { parse } from 'node:path';
import type { ImportItem } from '../../model/store.ts';
import { RECORD } from '../../model/record.ts';
import { placePositions } from '../crs/place-positions.ts';
import type { CrsRegister } from '../crs/read-crs.ts';
import { ImportRefused } from '../import-refused.ts';
import { toItems } from '../osm/to-items.ts';
import type { LandFile, LandLayer } from './land-file.ts';
import { KNOWN_LAYERS, knownLayer, LAND_TABLES, type LayerMap } from './land-map.ts';
import { landRows, type LayerPlan } from './land-rows.ts';

/** How files of features are to be read. */
export interface LandReading {
  /** What layers mean; those of none keep to their names. */
  readonly maps: readonly LayerMap[];
  readonly crs: string | null;
  readonly register: CrsRegister;
  readonly leaveOut: (what: string) => void;
}

/** A layer of an open file that is to be read. */
interface Wanted {
  readonly layer: LandLayer;
  /** In messages: the file and the layer, where it has several. */
  readonly file: string;
  readonly origin: string;
  readonly plan: LayerPlan;
}

/** What a column is called in files that `jiedian export` or a GIS client wrote. */
const ALSO: Readonly<Record<string, readonly string[]>> = { id: ['recordId'] };

/** The column of a file for each column of the record: as the map says, else the one of the same name. */
function columnsFor(map: LayerMap, layer: LandLayer, file: string): Map<string, string> {
  const columns = new Map<string, string>();
  for (const name of Object.keys(RECORD[map.table].columns)) {
    if (name === LAND_TABLES[map.table]) continue;
    const wanted = map.columns[name];
    const names = wanted === undefined ? [name, ...(ALSO[name] ?? [])] : [wanted];
    const found = names
      .map((each) => layer.columns.find((column) => column.toLowerCase() === each.toLowerCase()))
      .find((column) => column !== undefined);
    if (found !== undefined) columns.set(name, found);
    else if (wanted !== undefined) {
      const why = `no column "${wanted}" for ${map.table}.${name}; the layer has ${layer.columns.join(', ')}`;
      throw new ImportRefused(file, null, why);
    }
  }
  return columns;
}

/** Columns of the record that must be given, and that nothing gives. */
function lacking({ map, columns }: Pick<LayerPlan, 'map' | 'columns'>): string[] {
  const given = (name: string): boolean => columns.has(name) || Object.hasOwn(map.constants, name);
  return ['class', 'kind'].filter((name) => RECORD[map.table].columns[name] !== undefined && !given(name));
}

async function planFor(
  map: LayerMap,
  layer: LandLayer,
  file: string,
  { stem, crs, register }: Pick<LandReading, 'crs' | 'register'> & { readonly stem: string },
): Promise<LayerPlan> {
  const columns = columnsFor(map, layer, file);
  const missing = lacking({ map, columns });
  if (missing.length > 0) {
    const why = `no column for ${map.table}.${missing.join(', ')}; the layer has ${layer.columns.join(', ')}; name one with --map`;
    throw new ImportRefused(file, null, why);
  }
  const toLonLat = await placePositions(layer.extent(), { file, stated: layer.crs, given: crs, register });
  const prefix = stem === layer.name ? `${stem}/` : `${stem}/${layer.name}/`;
  return { map, columns, prefix, toLonLat };
}

/** A map names a layer wherever it stands; names of files are those of the layers of shapefiles. */
function mapOf(layer: LandLayer, { maps }: LandReading): LayerMap | null {
  return maps.find((map) => map.layer === layer.name) ?? knownLayer(layer.name);
}

async function wantedOf(
  path: string,
  open: LandFile,
  format: string,
  reading: LandReading,
): Promise<Wanted[]> {
  const { base, name: stem } = parse(path);
  const wanted: Wanted[] = [];
  for (const layer of open.layers) {
    const map = mapOf(layer, reading);
    if (map === null) reading.leaveOut(`layer ${layer.name}`);
    else {
      const file = layer.name === stem ? base : `${base}/${layer.name}`;
      const plan = await planFor(map, layer, file, { stem, crs: reading.crs, register: reading.register });
      wanted.push({ layer, file, origin: `${format}/${stem}`, plan });
    }
  }
  return wanted;
}

async function* itemsOf(
  { layer, file, origin, plan }: Wanted,
  leaveOut: LandReading['leaveOut'],
): AsyncGenerator<ImportItem> {
  for await (const feature of layer.features()) {
    for (const found of landRows(feature, plan)) {
      if ('leftOut' in found) leaveOut(found.leftOut);
      else if ('flaw' in found) {
        const { field, id, flaw } = found;
        yield { defect: { file, line: feature.number, table: plan.map.table, id, field, ...flaw } };
      } else yield* toItems(found, origin, file, feature.number);
    }
  }
}

function checkMaps({ maps }: LandReading, layers: readonly LandLayer[], paths: readonly string[]): void {
  const there = layers.map(({ name }) => name);
  const strange = maps.find(({ layer }) => !there.includes(layer));
  if (strange !== undefined)
    throw new ImportRefused(
      paths.join(' '),
      null,
      `no layer "${strange.layer}"; there are ${there.join(', ')}`,
    );
}

/**
 * Rows of roads, barriers and areas in files of features. All is opened, and every reference system looked up, before
 * the first row is given.
 *
 * @param openFile how a file of this format is opened.
 * @returns the origins of the rows, and the rows; the files are closed at their end.
 * @throws {ImportRefused} when a file cannot be read, none of its layers is known, or nobody can tell where it lies.
 */
export async function readLand(
  paths: readonly string[],
  format: string,
  openFile: (path: string) => Promise<LandFile>,
  reading: LandReading,
): Promise<{ readonly origins: readonly string[]; readonly items: AsyncIterable<ImportItem> }> {
  const open: LandFile[] = [];
  const close = (): void => {
    for (const file of open) file.close();
  };
  try {
    const wanted: Wanted[] = [];
    for (const path of paths) {
      const file = await openFile(path);
      open.push(file);
      wanted.push(...(await wantedOf(path, file, format, reading)));
    }
    const layers = open.flatMap((file) => file.layers);
    checkMaps(reading, layers, paths);
    if (wanted.length === 0) {
      const names = layers.map(({ name }) => name).join(', ') || 'none';
      const why = `no layer to read: there are ${names}; without --map they are called ${KNOWN_LAYERS.join(', ')}`;
      throw new ImportRefused(paths.join(' '), null, why);
    }
    const items = async function* (): AsyncGenerator<ImportItem> {
      try {
        for (const each of wanted) yield* itemsOf(each, reading.leaveOut);
      } finally {
        close();
      }
    };
    return { origins: [...new Set(wanted.map(({ origin }) => origin))], items: items() };
  } catch (error) {
    close();
    throw error;
  }
}
