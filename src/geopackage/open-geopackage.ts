import type { Database, SqlValue } from 'sql.js';
import { openSqlite, quoted } from './open-sqlite.ts';
import { NoShape, readShape } from './read-shape.ts';
import type { ReferenceSystem } from './reference-systems.ts';
import type { Shape } from './shape.ts';

/** A file that is no GeoPackage, or none that can be read; the message says why. */
export class NoGeopackage extends Error {
  override readonly name = 'NoGeopackage';
}

/** A layer as the file describes it. */
export interface FoundLayer {
  readonly name: string;
  /** As the file writes it, such as `LINESTRING` or `GEOMETRY`. */
  readonly shape: string;
  readonly system: Pick<ReferenceSystem, 'name' | 'id' | 'organization' | 'code' | 'definition'>;
  /** Names of the columns beside the geometry, the first the key of a row. */
  readonly columns: readonly string[];
}

export interface FoundFeature {
  /** Number of the feature in its layer. */
  readonly fid: number;
  /** By column, as stored; large texts and bytes as they are. */
  readonly values: Readonly<Record<string, SqlValue>>;
  /** `null` = none, or an empty one. */
  readonly shape: Shape | null;
  /** What stands there instead of a shape; `null` = nothing is wrong. */
  readonly flaw: string | null;
}

export interface OpenGeopackage {
  readonly layers: readonly FoundLayer[];
  /** In the order of their numbers. */
  features(layer: FoundLayer): Iterable<FoundFeature>;
  close(): void;
}

/** Bytes 18 and 19 of a file of SQLite: 2 = it is written through a log beside it, which only a real file can have. */
const [WRITE_MODE, READ_MODE, BY_LOG, BY_JOURNAL] = [18, 19, 2, 1] as const;
const MAGIC = 'SQLite format 3\0';

const rowsOf = (db: Database, sql: string): Record<string, SqlValue>[] =>
  db
    .exec(sql)
    .flatMap(({ columns, values }) =>
      values.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null]))),
    );

const LAYERS = `
  select c.table_name, g.column_name, g.geometry_type_name, s.srs_name, s.srs_id, s.organization,
         s.organization_coordsys_id, s.definition
  from gpkg_contents c join gpkg_geometry_columns g on lower(g.table_name) = lower(c.table_name)
  join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
  where c.data_type = 'features' order by c.table_name`;

interface Table extends FoundLayer {
  readonly geometry: string;
  readonly key: string;
}

function tableOf(db: Database, row: Readonly<Record<string, SqlValue>>): Table {
  const name = String(row['table_name']);
  const geometry = String(row['column_name']);
  const columns = rowsOf(db, `pragma table_info(${quoted(name)})`);
  const key = columns.find(({ pk }) => pk === 1);
  return {
    name,
    geometry,
    shape: String(row['geometry_type_name']),
    system: {
      name: String(row['srs_name']),
      id: Number(row['srs_id']),
      organization: String(row['organization']),
      code: Number(row['organization_coordsys_id']),
      definition: String(row['definition']),
    },
    columns: columns
      .map((column) => String(column['name']))
      .filter((column) => column.toLowerCase() !== geometry.toLowerCase()),
    key: key === undefined ? 'rowid' : String(key['name']),
  };
}

function featureOf(row: readonly SqlValue[], columns: readonly string[]): FoundFeature {
  const [fid, blob, ...cells] = row;
  const values = Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? null]));
  const at = Number(fid);
  try {
    const shape = blob instanceof Uint8Array ? readShape(blob) : null;
    return { fid: at, values, shape, flaw: null };
  } catch (error) {
    if (!(error instanceof NoShape)) throw error;
    return { fid: at, values, shape: null, flaw: error.message };
  }
}

function* featuresOf(db: Database, { name, geometry, key, columns }: Table): Generator<FoundFeature> {
  const list = [key, geometry, ...columns].map(quoted);
  const select = db.prepare(`select ${list.join(', ')} from ${quoted(name)} order by ${quoted(key)}`);
  try {
    while (select.step()) yield featureOf(select.get(), columns);
  } finally {
    select.free();
  }
}

/** The bytes of a file without its log: whoever wrote it through one has brought everything in before. */
function withoutLog(file: Uint8Array): Uint8Array {
  if (file[WRITE_MODE] !== BY_LOG && file[READ_MODE] !== BY_LOG) return file;
  const copy = new Uint8Array(file);
  copy[WRITE_MODE] = BY_JOURNAL;
  copy[READ_MODE] = BY_JOURNAL;
  return copy;
}

/**
 * Opens the feature layers of a GeoPackage, whatever program wrote it. The file is held in memory until it is closed.
 *
 * @param file its bytes; what stands in a log beside it (`-wal`) is not among them.
 * @throws {NoGeopackage}
 */
export async function openGeopackage(file: Uint8Array): Promise<OpenGeopackage> {
  if (Buffer.from(file.subarray(0, MAGIC.length)).toString('latin1') !== MAGIC)
    throw new NoGeopackage('no GeoPackage: it does not begin as a file of SQLite does');
  const db = await openSqlite(withoutLog(file));
  const close = (): void => {
    db.close();
  };
  try {
    const layers = rowsOf(db, LAYERS).map((row) => tableOf(db, row));
    const tables = new Map<FoundLayer, Table>(layers.map((layer) => [layer, layer]));
    return {
      layers,
      features: (layer) => {
        const table = tables.get(layer);
        if (table === undefined) throw new Error(`layer ${layer.name} is not one of this file`);
        return featuresOf(db, table);
      },
      close,
    };
  } catch (error) {
    close();
    throw new NoGeopackage(`no GeoPackage: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
