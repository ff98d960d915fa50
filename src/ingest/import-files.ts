import { basename, parse, resolve } from 'node:path';
import type { ImportItem, ImportProgress, ImportReport, ImportRun, Store } from '../model/store.ts';
import type { LeaveOut } from './bus-grid/grid-items.ts';
import { readCim } from './cim/read-cim.ts';
import type { CrsRegister } from './crs/read-crs.ts';
import { ImportRefused } from './import-refused.ts';
import { findJsonFiles } from './find-json-files.ts';
import { readLandMap } from './land/land-map.ts';
import type { LandFile } from './land/land-file.ts';
import { openGeopackageFile } from './land/open-geopackage-file.ts';
import { openShapefile } from './land/open-shapefile.ts';
import { readLand } from './land/read-land.ts';
import { limitDefects } from './limit-defects.ts';
import { findMeasurementFiles } from './measurements/find-measurement-files.ts';
import { readMeasurements } from './measurements/read-measurements.ts';
import { readOpendss } from './opendss/read-opendss.ts';
import { OSM_ORIGIN, readOsm } from './osm/read-osm.ts';
import { OSM_ADDRESSES, readOsmAddresses } from './osm/read-osm-addresses.ts';
import { readNets } from './pandapower/read-nets.ts';
import { readFeeders } from './roseau/read-feeders.ts';
import { readSimbench } from './simbench/read-simbench.ts';
import { readTable } from './tables/read-table.ts';
import { readOrigins, readRegionName, readTables } from './tables/read-tables.ts';

export interface ImportRequest {
  readonly store: Pick<Store, 'importRows' | 'crsText'>;
  /** One of {@link IMPORT_FORMATS}. */
  readonly format: string;
  /** `tables`, `simbench`: one folder. `osm`: one file. `roseau`, `pandapower`: files, or folders whose `.json` files are taken in order of their names. `measurements`: folders, or `.csv` files whose names begin with their table. */
  readonly paths: readonly string[];
  readonly region: string;
  /** Reference system of the files' positions, for formats that may leave it open: `EPSG:n` or a datum. */
  readonly crs?: string | undefined;
  /** JSON file that says what layers and columns mean, for formats of features. */
  readonly map?: string | undefined;
  readonly quarantine: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** Defects kept of one import; further ones are only counted. */
const MOST_DEFECTS = 10_000;

interface Source {
  readonly run: Pick<ImportRun, 'origins' | 'regionName' | 'adds'>;
  readonly items: AsyncIterable<ImportItem>;
}

/** The store's report, and what the reader left out on purpose: how many of what. */
export interface FilesReport extends ImportReport {
  readonly leftOut: Readonly<Record<string, number>>;
}

/** What an import leaves to its reader: whom to tell, and where positions are from. */
interface Means {
  readonly leaveOut: LeaveOut;
  readonly crs: string | null;
  readonly map: string | null;
  readonly register: CrsRegister;
}

type Open = (paths: readonly string[], means: Means) => Promise<Source>;

const openTables: Open = async (paths) => {
  const [folder, second] = paths;
  if (folder === undefined || second !== undefined) {
    throw new ImportRefused(paths.join(' '), null, 'give one folder: it holds tables of the region');
  }
  const run = { origins: await readOrigins(folder), regionName: await readRegionName(folder) };
  return { run, items: readTables(folder) };
};

const openFeeders: Open = async (paths) => {
  const files = await findJsonFiles(paths);
  return { run: { origins: files.map(({ stem }) => stem), regionName: null }, items: readFeeders(files) };
};

const openNets: Open = async (paths, { leaveOut, crs, register }) => {
  const files = await findJsonFiles(paths);
  const origins = files.map(({ stem }) => stem);
  return { run: { origins, regionName: null }, items: readNets(files, { leaveOut, crs, register }) };
};

const openSimbench: Open = (paths, { leaveOut, crs, register }) => {
  const [folder, second] = paths;
  if (folder === undefined || second !== undefined) {
    throw new ImportRefused(paths.join(' '), null, 'give one folder: it holds the tables of a network');
  }
  const stem = basename(resolve(folder));
  return Promise.resolve({
    run: { origins: [stem], regionName: null },
    items: readSimbench(folder, { stem, leaveOut, crs, register }),
  });
};

/** The files of one model have one name: that of their folder, or of the first. */
const openCim: Open = async (paths, means) => {
  const stem = parse(resolve(paths[0] ?? '')).name;
  const run = { origins: [stem], regionName: null };
  const { leaveOut, crs, register } = means;
  return { run, items: await readCim(paths, { stem, leaveOut, crs, register }) };
};

const openOpendss: Open = async (paths, { leaveOut, crs, register }) => {
  const [path, second] = paths;
  if (path === undefined || second !== undefined) {
    throw new ImportRefused(paths.join(' '), null, 'give one script or folder: the master of a circuit');
  }
  const { stem, items } = await readOpendss(path, { leaveOut, crs, register });
  return { run: { origins: [stem], regionName: null }, items };
};

const openMeasurements: Open = async (paths) => {
  const files = await findMeasurementFiles(paths);
  return { run: { origins: [], regionName: null, adds: true }, items: readMeasurements(files) };
};

const openOsm: Open = (paths, { leaveOut }) => {
  const [path, second] = paths;
  if (path === undefined || second !== undefined) {
    throw new ImportRefused(paths.join(' '), null, 'give one file: the extract of the region');
  }
  return Promise.resolve({
    run: { origins: [OSM_ORIGIN], regionName: null },
    items: readOsm(path, leaveOut),
  });
};

/** A gazetteer of its own: a table in the form of `addresses.csv`, or what a map has. */
const openAddresses: Open = (paths, { leaveOut }) => {
  const [path, second] = paths;
  if (path === undefined || second !== undefined) {
    throw new ImportRefused(paths.join(' '), null, 'give one file: .csv, .osm or .osm.pbf');
  }
  if (!/\.csv$/iu.test(path)) {
    const run = { origins: [OSM_ADDRESSES], regionName: null };
    return Promise.resolve({ run, items: readOsmAddresses(path, leaveOut) });
  }
  const origin = `addresses/${parse(path).name}`;
  const items = readTable(path, { file: basename(path), table: 'addresses', origin });
  return Promise.resolve({ run: { origins: [origin], regionName: null }, items });
};

/** Roads, barriers and areas of planners' files; a newer file of the same name replaces the older one. */
const openLand =
  (format: string, openFile: (path: string) => Promise<LandFile>): Open =>
  async (paths, { leaveOut, crs, map, register }) => {
    const stems = paths.map((path) => parse(path).name);
    const twice = paths.find((_, i) => stems.indexOf(stems[i] ?? '') !== i);
    if (twice !== undefined) throw new ImportRefused(twice, null, 'another file of this name is given');
    const maps = map === null ? [] : await readLandMap(map);
    const { origins, items } = await readLand(paths, format, openFile, { maps, crs, register, leaveOut });
    return { run: { origins, regionName: null }, items };
  };

const SOURCES = new Map<string, Open>([
  ['tables', openTables],
  ['roseau', openFeeders],
  ['pandapower', openNets],
  ['simbench', openSimbench],
  ['cim', openCim],
  ['opendss', openOpendss],
  ['measurements', openMeasurements],
  ['osm', openOsm],
  ['geopackage', openLand('geopackage', openGeopackageFile)],
  ['shapefile', openLand('shapefile', openShapefile)],
  ['addresses', openAddresses],
]);

/** Formats whose files may leave their reference system open. */
const WITH_CRS = ['pandapower', 'simbench', 'cim', 'opendss', 'geopackage', 'shapefile'];
/** Formats whose layers and columns have names of their own. */
const WITH_MAP = ['geopackage', 'shapefile'];

/** Formats that can be imported, as the command line names them. */
export const IMPORT_FORMATS: readonly string[] = [...SOURCES.keys()];

/**
 * Imports files into a region, all or nothing: files are read as the store takes their rows, in its transaction.
 *
 * @returns The store's report; bad rows are its `defects`.
 * @throws {ImportRefused} when nothing is given, the format is unknown, or a file cannot be read as its format;
 *   the record is then unchanged.
 */
export const importFiles = async (request: ImportRequest): Promise<FilesReport> => {
  const { store, format, paths, region, crs, map, quarantine, onProgress } = request;
  const open = SOURCES.get(format);
  if (open === undefined) {
    throw new ImportRefused(
      paths.join(' '),
      null,
      `no format "${format}"; use ${IMPORT_FORMATS.join(' or ')}`,
    );
  }
  if (paths.length === 0) throw new ImportRefused(format, null, 'no file or folder given');
  const leftOut = new Map<string, number>();
  const leaveOut: LeaveOut = (what) => {
    leftOut.set(what, (leftOut.get(what) ?? 0) + 1);
  };
  if (crs !== undefined && !WITH_CRS.includes(format)) {
    throw new ImportRefused(
      format,
      null,
      `--crs is for ${WITH_CRS.join(', ')}; ${format} has degrees WGS 84`,
    );
  }
  if (map !== undefined && !WITH_MAP.includes(format))
    throw new ImportRefused(format, null, `--map is for ${WITH_MAP.join(', ')}`);
  const means = { leaveOut, crs: crs ?? null, map: map ?? null, register: store };
  const { run, items } = await open(paths, means);
  const report = await store.importRows(
    { region, format, quarantine, ...run },
    limitDefects(items, MOST_DEFECTS),
    onProgress,
  );
  return { ...report, leftOut: Object.fromEntries([...leftOut].sort()) };
};
