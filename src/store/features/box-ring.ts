import type { Bounds, Crs } from '../../model/crs.ts';

/** Pieces of each side: a straight side in one system is a curve in another. */
const PIECES = 16;
/** A box without width or height is no area: it is widened by less than is kept of a place. */
const HAIR = 0.4;

const along = (from: number, to: number): number[] =>
  Array.from({ length: PIECES }, (_, i) => from + ((to - from) * i) / PIECES);

/** A box as a polygon in well-known text, its sides in short pieces; east before north, as the database has it. */
export function boxRing([west, south, east, north]: Bounds, { decimals }: Crs): string {
  const hair = HAIR * 10 ** -decimals;
  const [w, e] = east > west ? [west, east] : [west - hair, east + hair];
  const [s, n] = north > south ? [south, north] : [south - hair, north + hair];
  const ring = [
    ...along(w, e).map((x) => [x, s]),
    ...along(s, n).map((y) => [e, y]),
    ...along(e, w).map((x) => [x, n]),
    ...along(n, s).map((y) => [w, y]),
    [w, s],
  ];
  return `POLYGON((${ring.map((place) => place.join(' ')).join(',')}))`;
}
