/**
 * Lines and polygons between flat coordinate lists and well-known binary, so that doubles stay exact.
 *
 * @source OGC 06-103r4 (Simple Features), §8: byte order, geometry type, counts, coordinates. Written with the
 *         SRID of PostGIS's extended form, read without.
 */

const LINE = 2;
const POLYGON = 3;
const HAS_SRID = 0x2000_0000;
const SRID = 4326;
const LITTLE_ENDIAN = 1;
const HEADER = 9;

type Flat = readonly number[];

const header = (type: number, size: number): Buffer => {
  const bytes = Buffer.alloc(HEADER + size);
  bytes.writeUInt8(LITTLE_ENDIAN, 0);
  bytes.writeUInt32LE((type | HAS_SRID) >>> 0, 1);
  bytes.writeUInt32LE(SRID, 5);
  return bytes;
};

/** Writes a count and its points; returns where the next thing goes. */
const writePoints = (bytes: Buffer, at: number, flat: Flat): number => {
  bytes.writeUInt32LE(flat.length / 2, at);
  flat.forEach((value, i) => bytes.writeDoubleLE(value, at + 4 + 8 * i));
  return at + 4 + 8 * flat.length;
};

/** Hex of a line; `flat` is longitude and latitude by turns. */
export const lineToHex = (flat: Flat): string => {
  const bytes = header(LINE, 4 + 8 * flat.length);
  writePoints(bytes, HEADER, flat);
  return bytes.toString('hex');
};

/** Hex of a polygon; outer ring first. */
export const polygonToHex = (rings: readonly Flat[]): string => {
  const size = rings.reduce((sum, ring) => sum + 4 + 8 * ring.length, 4);
  const bytes = header(POLYGON, size);
  bytes.writeUInt32LE(rings.length, HEADER);
  rings.reduce((at, ring) => writePoints(bytes, at, ring), HEADER + 4);
  return bytes.toString('hex');
};

const readPoints = (view: DataView, at: number): number[] => {
  const flat: number[] = [];
  const end = at + 4 + 16 * view.getUint32(at, true);
  for (let next = at + 4; next < end; next += 8) flat.push(view.getFloat64(next, true));
  return flat;
};

const open = (bytes: Uint8Array, type: number): DataView => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint8(0) !== LITTLE_ENDIAN || view.getUint32(1, true) !== type) {
    throw new Error(`not the little-endian binary of geometry type ${type}`);
  }
  return view;
};

/** A line read from `ST_AsBinary(…, 'NDR')`. */
export const wkbToLine = (bytes: Uint8Array): number[] => readPoints(open(bytes, LINE), 5);

/** A polygon read from `ST_AsBinary(…, 'NDR')`. */
export const wkbToPolygon = (bytes: Uint8Array): number[][] => {
  const view = open(bytes, POLYGON);
  let at = 9;
  return Array.from({ length: view.getUint32(5, true) }, () => {
    const ring = readPoints(view, at);
    at += 4 + 8 * ring.length;
    return ring;
  });
};
