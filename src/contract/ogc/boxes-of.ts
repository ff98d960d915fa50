import type { Bounds, Crs } from '../../model/crs.ts';
import { Refusal } from '../refusal.ts';

/** Lower and upper corner, east before north; heights are not looked at. */
function cornersOf(bbox: readonly number[], { isNorthFirst }: Crs): Bounds {
  const size = bbox.length / 2;
  const [a = 0, b = 0, c = 0, d = 0] = [bbox[0], bbox[1], bbox[size], bbox[size + 1]];
  return isNorthFirst ? [b, a, d, c] : [a, b, c, d];
}

/**
 * The boxes a `bbox` names: two where it goes over the 180th meridian.
 *
 * @throws Refusal `invalid-parameter` where it is no box of its system.
 */
export function boxesOf(bbox: readonly number[], crs: Crs): readonly Bounds[] {
  const [west, south, east, north] = cornersOf(bbox, crs);
  const [least, , most] = crs.domain;
  if (bbox.length === 5 || !fits([west, south, east, north], crs)) throw noBox(bbox, crs);
  if (west <= east) return [[west, south, east, north]];
  return [
    [west, south, most, north],
    [least, south, east, north],
  ];
}

/** Inside the domain and in order; only where longitudes go round may the west be larger. */
function fits([west, south, east, north]: Bounds, { domain, srid }: Crs): boolean {
  const [least, lowest, most, highest] = domain;
  const isInside = [west, east].every((x) => x >= least && x <= most) && south >= lowest && north <= highest;
  const goesRound = srid === 4326 || srid === 4490;
  return isInside && south <= north && (west <= east || goesRound);
}

function noBox(bbox: readonly number[], { domain, isNorthFirst }: Crs): Refusal {
  const [least, lowest, most, highest] = domain;
  const [x, y] = isNorthFirst ? ['second', 'first'] : ['first', 'second'];
  const allowed = `4 or 6 numbers, lower corner before upper; ${x} axis ${least}…${most}, ${y} axis ${lowest}…${highest}`;
  return new Refusal('invalid-parameter', [
    { pointer: '/query/bbox', code: 'out-of-range', received: bbox.join(','), allowed },
  ]);
}
