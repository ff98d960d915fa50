import type { Place } from '../../model/geometry.ts';
import type { RegionRows } from '../../model/record.ts';
import { networkOf, type Network } from './network.ts';
import { supplyOf, type Supply } from './supply.ts';

/** A region prepared for the checks, which only read it. */
export interface Survey {
  readonly rows: RegionRows;
  readonly network: Network;
  readonly supply: Supply;
  /** Feeder of each spot; `null` at busbars and where none is named. */
  readonly feederAt: readonly (string | null)[];
}

function feedersOf(
  { spots, lines, linesAt, transformers, busbars }: Network,
  { root }: Supply,
): (string | null)[] {
  const feederAt = spots.map((_, spot) => {
    if (busbars.has(spot)) return null;
    const named = linesAt[spot]?.find((line) => (lines[line]?.feederId ?? null) !== null);
    return named === undefined ? null : (lines[named]?.feederId ?? null);
  });
  const nodeOf = new Map(transformers.map(({ point, node }) => [point, node]));
  spots.forEach(({ kind }, spot) => {
    if (kind === 'lv-point') feederAt[spot] = feederAt[nodeOf.get(root[spot] ?? -1) ?? -1] ?? null;
  });
  return feederAt;
}

/** Prepares a region's rows. The result does not depend on their order. @cost O(n log n). */
export function surveyOf(rows: RegionRows): Survey {
  const network = networkOf(rows);
  const supply = supplyOf(network);
  return { rows, network, supply, feederAt: feedersOf(network, supply) };
}

/** A place that can be drawn on a map; `null` for anything else. */
export function placeOf(lon: number, lat: number): Place | null {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? { lon, lat } : null;
}

/** Place of a spot. */
export function spotPlace({ spots }: Network, spot: number): Place | null {
  const { lon, lat } = spots[spot] ?? { lon: NaN, lat: NaN };
  return placeOf(lon, lat);
}

/** Place of a line: half way between its ends. */
export function linePlace({ spots, lines }: Network, line: number): Place | null {
  const { from, to } = lines[line] ?? { from: -1, to: -1 };
  const [a, b] = [spots[from], spots[to]];
  return a === undefined || b === undefined ? null : placeOf((a.lon + b.lon) / 2, (a.lat + b.lat) / 2);
}
