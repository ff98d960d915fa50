/**
 * Well-known text of the two shapes a table may hold, as flat coordinate arrays: longitude and latitude by turns.
 * Only the plain two-dimensional form is read; `EMPTY`, `Z`, `M` and a leading `SRID=` are not.
 */

const LINE = /^\s*LINESTRING\s*\(([^()]*)\)\s*$/i;
const POLYGON = /^\s*POLYGON\s*\(\s*(\([^()]*\)(?:\s*,\s*\([^()]*\))*)\s*\)\s*$/i;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Positions of one list, `null` when a part of it is not exactly two numbers. */
const parsePositions = (list: string): number[] | null => {
  const flat: number[] = [];
  for (const position of list.split(',')) {
    const parts = position.trim().split(/\s+/);
    if (parts.length !== 2 || !parts.every((part) => NUMBER.test(part))) return null;
    for (const part of parts) flat.push(Number(part));
  }
  return flat;
};

/** Flat coordinates of a `LINESTRING`, degrees as written; `null` when the text is none. Ranges are not checked. */
export const parseLine = (wkt: string): number[] | null => {
  const list = LINE.exec(wkt)?.[1];
  return list === undefined ? null : parsePositions(list);
};

/** Rings of a `POLYGON`, outer first, each flat; `null` when the text is none. Closing is not checked. */
export const parsePolygon = (wkt: string): number[][] | null => {
  const rings = POLYGON.exec(wkt)?.[1];
  if (rings === undefined) return null;
  const parsed = rings
    .slice(rings.indexOf('(') + 1, rings.lastIndexOf(')'))
    .split(/\)\s*,\s*\(/)
    .map(parsePositions);
  return parsed.every((ring) => ring !== null) ? parsed : null;
};

const listOf = (flat: readonly number[]): string => {
  const positions: string[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) positions.push(`${String(flat[i])} ${String(flat[i + 1])}`);
  return positions.join(', ');
};

/** The inverse of {@link parseLine}; numbers in their shortest exact form. */
export const toLineWkt = (flat: readonly number[]): string => `LINESTRING (${listOf(flat)})`;

/** The inverse of {@link parsePolygon}. */
export const toPolygonWkt = (rings: readonly (readonly number[])[]): string =>
  `POLYGON (${rings.map((ring) => `(${listOf(ring)})`).join(', ')})`;
