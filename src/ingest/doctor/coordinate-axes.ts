import { nearDistanceM } from '../../model/geodesic.ts';
import type { Check, Symptom } from './check.ts';
import type { Network, Spot } from './network.ts';
import { DRAWN, median, PLACED, positionsIn, type Position } from './places.ts';
import type { Survey } from './survey.ts';

/** Lengths at which two programs round apart say nothing about axes, m. */
const LEAST_LENGTH_M = 5;
/** Below this number of lines lengths prove nothing about a whole region. */
const LEAST_LINES = 5;

type Reading = (a: Spot, b: Spot) => number;

/** Ways to read two coordinates: as they are named, the other way round, and as lengths on a plane. */
const READINGS = {
  degrees: (a, b) => nearDistanceM(a.lon, a.lat, b.lon, b.lat),
  swapped: (a, b) => nearDistanceM(a.lat, a.lon, b.lat, b.lon),
  plane: (a, b) => Math.hypot(a.lon - b.lon, a.lat - b.lat),
} as const satisfies Readonly<Record<string, Reading>>;

/**
 * How well the stated lengths of lines fit the distances between their ends under a reading.
 *
 * @returns scale: stated over read, in the middle. spread: how far |ln| of it lies off that, in the middle.
 */
function fitOf(
  { spots, lines }: Network,
  reading: Reading,
): { scale: number; spread: number; lines: number } {
  const logs = lines.flatMap(({ from, to, lengthM }) => {
    const [a, b] = [spots[from], spots[to]];
    const log = a === undefined || b === undefined ? NaN : Math.log(lengthM / reading(a, b));
    return lengthM >= LEAST_LENGTH_M && Number.isFinite(log) ? [log] : [];
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
        ...{ subject: table, ids: off.map(({ id }) => id), at: null },
        because: { key: 'planar-coordinates', values: { table, rows: off.length, of: all.length, unit } },
        suggestion: { key: 'give-crs', values: { table } },
      };
    }
  },
};

/** Longitude and latitude of a whole region the wrong way round: out of range, or lengths fit only the other way. */
function isWholeSwapped({ network }: Survey, all: readonly Position[]): boolean {
  if (all.filter((each) => isOutside(each) && !isOutsideSwapped(each)).length > all.length / 2) return true;
  const [degrees, swapped] = [fitOf(network, READINGS.degrees), fitOf(network, READINGS.swapped)];
  return degrees.lines >= LEAST_LINES && degrees.spread > 0.02 && swapped.spread < degrees.spread / 3;
}

/** Rows whose longitude and latitude stand in each other's columns, one finding per table. */
export const swappedAxes: Check = {
  code: 'swapped-axes',
  severity: 'error',
  *find(survey, { farDegrees }): Generator<Symptom> {
    const { rows } = survey;
    const all = PLACED.flatMap((table) => positionsIn(rows, table));
    const middle = { lon: median(all.map(({ lon }) => lon)), lat: median(all.map(({ lat }) => lat)) };
    const off = (lon: number, lat: number): number =>
      Math.max(Math.abs(lon - middle.lon), Math.abs(lat - middle.lat));
    const isFar = ({ lon, lat }: Position): boolean => off(lon, lat) > farDegrees.degrees;
    const whole = isWholeSwapped(survey, all);
    const isSwapped = (each: Position): boolean =>
      whole ? !isFar(each) : isFar(each) && off(each.lat, each.lon) < off(each.lon, each.lat) / 3;
    for (const table of [...PLACED, ...DRAWN]) {
      const positions = positionsIn(rows, table);
      const ids = positions.filter(isSwapped).map(({ id }) => id);
      if (ids.length === 0) continue;
      yield {
        ...{ subject: table, ids, at: null },
        because: { key: 'swapped-axes', values: { table, rows: ids.length, of: positions.length } },
        suggestion: { key: 'swap-axes', values: { table } },
      };
    }
  },
};
