import { nearDistanceM } from '../../model/geodesic.ts';
import type { Check, Symptom } from './check.ts';
import type { Line, Network } from './network.ts';
import { DRAWN, median, PLACED, positionsIn, type Position } from './places.ts';

/** Lengths at which two programs round apart say nothing about axes, m. */
const LEAST_LENGTH_M = 5;
/** Below this number of lines lengths prove nothing about a whole region. */
const LEAST_LINES = 5;

type Reading = (lonA: number, latA: number, lonB: number, latB: number) => number;

/** Ways to read two coordinates: as they are named, the other way round, and as lengths on a plane. */
const READINGS = {
  degrees: nearDistanceM,
  swapped: (lonA, latA, lonB, latB) => nearDistanceM(latA, lonA, latB, lonB),
  plane: (xA, yA, xB, yB) => Math.hypot(xA - xB, yA - yB),
} as const satisfies Readonly<Record<string, Reading>>;

function lengthOf({ spots }: Network, { from, to, path }: Line, reading: Reading): number {
  const [a, b] = [spots[from], spots[to]];
  const way = path ?? (a === undefined || b === undefined ? [] : [a.lon, a.lat, b.lon, b.lat]);
  let sum = 0;
  for (let i = 3; i < way.length; i += 2) {
    sum += reading(way[i - 3] ?? NaN, way[i - 2] ?? NaN, way[i - 1] ?? NaN, way[i] ?? NaN);
  }
  return sum;
}

/**
 * How well the stated lengths of lines fit what is drawn under a reading.
 *
 * @returns scale: stated over read, in the middle. spread: how far |ln| of it lies off that, in the middle.
 */
function fitOf(network: Network, reading: Reading): { scale: number; spread: number; lines: number } {
  const logs = network.lines.flatMap((line) => {
    const log = Math.log(line.lengthM / lengthOf(network, line, reading));
    return line.lengthM >= LEAST_LENGTH_M && Number.isFinite(log) ? [log] : [];
  });
  const middle = median(logs);
  return {
    scale: Math.exp(middle),
    spread: median(logs.map((log) => Math.abs(log - middle))),
    lines: logs.length,
  };
}

const isOutside = ({ lon, lat }: Position): boolean => Math.abs(lon) > 180 || Math.abs(lat) > 90;
const isOutsideSwapped = ({ lon, lat }: Position): boolean => Math.abs(lat) > 180 || Math.abs(lon) > 90;

/** Units that survey offices count in, m. */
const UNITS = { m: 1, ft: 0.3048, km: 1000 } as const;

/** Unit of a plane in which lengths come out right; `null` when none does. */
function unitOf(scale: number): keyof typeof UNITS | null {
  const off = (unit: keyof typeof UNITS): number => Math.abs(Math.log(scale / UNITS[unit]));
  const [best = 'm'] = (['m', 'ft', 'km'] as const).toSorted((a, b) => off(a) - off(b));
  return off(best) < 0.35 ? best : null;
}

/** Coordinates that are lengths on a plane, not degrees. Nothing can be said about where the region lies. */
export const planarCoordinates: Check = {
  code: 'planar-coordinates',
  severity: 'error',
  *find({ rows, network }): Generator<Symptom> {
    const [degrees, plane] = [fitOf(network, READINGS.degrees), fitOf(network, READINGS.plane)];
    // A degree is 111 km: whatever the unit, no stated length comes near what degrees would make of it.
    const isPlane = degrees.lines >= LEAST_LINES && degrees.scale < 0.01 && unitOf(plane.scale) !== null;
    for (const table of PLACED) {
      const all = positionsIn(rows, table);
      const off = isPlane ? all : all.filter((each) => isOutside(each) && isOutsideSwapped(each));
      if (off.length === 0) continue;
      const unit = plane.lines < LEAST_LINES ? null : unitOf(plane.scale);
      yield {
        subject: table,
        ids: off.map(({ id }) => id),
        at: null,
        because: { key: 'planar-coordinates', values: { table, rows: off.length, of: all.length, unit } },
        suggestion: { key: 'give-crs', values: { table } },
      };
    }
  },
};

interface Middle {
  readonly lon: number;
  readonly lat: number;
}

const offOf = (middle: Middle, { lon, lat }: Middle): number =>
  Math.max(Math.abs(lon - middle.lon), Math.abs(lat - middle.lat));

const turned = ({ lon, lat }: Middle): Middle => ({ lon: lat, lat: lon });

/**
 * Whether the lines that lie around a middle, path and ends, have their axes the right way round; `null` where too few
 * lie there, or their lengths do not tell.
 */
function isRight(network: Network, middle: Middle): boolean | null {
  if (Math.abs(middle.lat) > 90) return false;
  const isThere = (place: Middle | undefined): boolean =>
    place !== undefined && offOf(middle, place) < offOf(turned(middle), place);
  const lines = network.lines.filter(({ from, to, path }) => {
    const [lon = NaN, lat = NaN] = path ?? [];
    return (
      [from, to].every((spot) => isThere(network.spots[spot])) && (path === null || isThere({ lon, lat }))
    );
  });
  const there = { ...network, lines };
  const [degrees, swapped] = [fitOf(there, READINGS.degrees), fitOf(there, READINGS.swapped)];
  if (degrees.lines < LEAST_LINES) return null;
  if (swapped.spread < degrees.spread / 3) return false;
  return degrees.spread < swapped.spread / 3 ? true : null;
}

/**
 * The middle of a region where its axes are right. The smaller and the larger coordinate of each place do not depend
 * on the order of the two; where most places have them is one of two middles, and the lengths of lines tell which.
 */
function trueMiddle(network: Network, all: readonly Position[]): Middle {
  const one = {
    lon: median(all.map(({ lon, lat }) => Math.min(lon, lat))),
    lat: median(all.map(({ lon, lat }) => Math.max(lon, lat))),
  };
  const atOne = all.filter((each) => offOf(one, each) < offOf(turned(one), each)).length;
  const [usual, other] = atOne >= all.length / 2 ? [one, turned(one)] : [turned(one), one];
  const isUsualRight = isRight(network, usual) ?? isRight(network, other) !== true;
  return isUsualRight ? usual : other;
}

/** Rows whose longitude and latitude stand in each other's columns, one finding per table. */
export const swappedAxes: Check = {
  code: 'swapped-axes',
  severity: 'error',
  *find({ rows, network }, { farDegrees }): Generator<Symptom> {
    const middle = trueMiddle(
      network,
      PLACED.flatMap((table) => positionsIn(rows, table)),
    );
    const isSwapped = (each: Position): boolean =>
      offOf(middle, each) > farDegrees.degrees && offOf(turned(middle), each) < offOf(middle, each) / 3;
    for (const table of [...PLACED, ...DRAWN]) {
      const positions = positionsIn(rows, table);
      const ids = positions.filter(isSwapped).map(({ id }) => id);
      if (ids.length === 0) continue;
      yield {
        subject: table,
        ids,
        at: null,
        because: { key: 'swapped-axes', values: { table, rows: ids.length, of: positions.length } },
        suggestion: { key: 'swap-axes', values: { table } },
      };
    }
  },
};
