import { CELL_M, type CellGrid } from '../../model/cell-grid.ts';

/** What a raster holds where nothing can be said. */
export const NODATA = -1;

/** Types of TIFF fields. */
const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const DOUBLE = 12;
const SIZE_OF: Readonly<Record<number, number>> = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 };

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly values: readonly number[];
}

const ascii = (tag: number, text: string): Field => ({
  tag,
  type: ASCII,
  values: [...new TextEncoder().encode(text), 0],
});
const short = (tag: number, ...values: number[]): Field => ({ tag, type: SHORT, values });
const long = (tag: number, ...values: number[]): Field => ({ tag, type: LONG, values });
const double = (tag: number, ...values: number[]): Field => ({ tag, type: DOUBLE, values });

/** Rows of about 8 KiB: readers fetch a strip at a time. */
const rowsPerStrip = (columns: number): number => Math.max(1, Math.floor(8192 / (4 * columns)));

/** Key, place of its value (0 = here), count, value; the first row says how many follow. */
const geoKeys = (srid: number): number[] => [
  ...[1, 1, 0, 3],
  // A projected system, pixels are areas, the EPSG code of the system.
  ...[1024, 0, 1, 1],
  ...[1025, 0, 1, 1],
  ...[3072, 0, 1, srid],
];

function fieldsOf({
  grid,
  description,
  strips,
}: {
  grid: CellGrid;
  description: string;
  strips: Strips;
}): Field[] {
  const { eastM, northM } = grid.corner;
  return [
    long(256, grid.columns),
    long(257, grid.rows),
    short(258, 32),
    // Not compressed, black is least.
    short(259, 1),
    short(262, 1),
    ascii(270, description),
    long(273, ...strips.offsets),
    short(277, 1),
    long(278, strips.rows),
    long(279, ...strips.bytes),
    // Floating point.
    short(339, 3),
    double(33550, CELL_M, CELL_M, 0),
    double(33922, 0, 0, 0, eastM, northM, 0),
    short(34735, ...geoKeys(grid.zone.srid)),
    ascii(42113, String(NODATA)),
  ];
}

interface Strips {
  readonly rows: number;
  readonly offsets: readonly number[];
  readonly bytes: readonly number[];
}

function stripsOf({ columns, rows }: CellGrid): Strips {
  const each = rowsPerStrip(columns);
  const count = Math.ceil(rows / each);
  const bytes = Array.from({ length: count }, (_, i) => 4 * columns * Math.min(each, rows - i * each));
  return { rows: each, offsets: bytes.map((_, i) => 8 + i * each * 4 * columns), bytes };
}

function put(view: DataView, { type, values }: Field, at: number): void {
  values.forEach((value, i) => {
    const place = at + i * (SIZE_OF[type] ?? 1);
    if (type === ASCII) view.setUint8(place, value);
    else if (type === SHORT) view.setUint16(place, value, true);
    else if (type === LONG) view.setUint32(place, value, true);
    else view.setFloat64(place, value, true);
  });
}

/**
 * A GeoTIFF of one band of 32-bit floats: TIFF 6.0, little-endian, not compressed, in the zone of its cells by EPSG code
 * (OGC 19-008r4), NODATA as GDAL writes it.
 *
 * @param valueOf figure of a cell; NODATA = none.
 * @param description stands in the file for its reader.
 */
export function writeGeotiff(
  grid: CellGrid,
  valueOf: (cell: number) => number,
  description: string,
): Uint8Array<ArrayBuffer> {
  const strips = stripsOf(grid);
  const fields = fieldsOf({ grid, description, strips });
  const directory = 8 + 4 * grid.size;
  const head = 2 + 12 * fields.length + 4;
  // What is longer than four bytes stands behind the directory, each at an even place.
  const sizes = fields.map(({ type, values }) => (SIZE_OF[type] ?? 1) * values.length);
  const longer = sizes.map((size) => (size > 4 ? size + (size % 2) : 0));
  const bytes = new Uint8Array(directory + head + longer.reduce((a, b) => a + b, 0));
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directory, true);
  for (let cell = 0; cell < grid.size; cell++) view.setFloat32(8 + 4 * cell, valueOf(cell), true);
  view.setUint16(directory, fields.length, true);
  let behind = directory + head;
  fields.forEach((field, i) => {
    const at = directory + 2 + 12 * i;
    view.setUint16(at, field.tag, true);
    view.setUint16(at + 2, field.type, true);
    view.setUint32(at + 4, field.values.length, true);
    if ((sizes[i] ?? 0) <= 4) put(view, field, at + 8);
    else {
      view.setUint32(at + 8, behind, true);
      put(view, field, behind);
      behind += longer[i] ?? 0;
    }
  });
  return bytes;
}
