import { metresPerDegree } from '../../model/geodesic.ts';
import type { Place } from '../../model/geometry.ts';
import { inDatum, SHIFTED } from '../../model/datum.ts';
import type { Limits } from './limits.ts';
import { median } from './places.ts';

/** Two places that should be one, or close together. */
export interface Pair {
  readonly id: string;
  readonly feederId: string | null;
  readonly stands: Place;
  readonly expected: Place;
}

/** What most pairs of a group are off by. */
export interface Shift {
  readonly eastM: number;
  readonly northM: number;
  readonly distanceM: number;
  readonly at: Place;
}

const offset = (from: Place, to: Place): { eastM: number; northM: number } => {
  const { north, east } = metresPerDegree(from.lat);
  return { eastM: (to.lon - from.lon) * east, northM: (to.lat - from.lat) * north };
};

/** The shift that the pairs have in common; `null` where they have none, or one that no datum makes. */
export function commonShift(pairs: readonly Pair[], limits: Limits['shift']): Shift | null {
  const [first] = pairs;
  if (first === undefined) return null;
  const offsets = pairs.map(({ expected, stands }) => offset(expected, stands));
  const [eastM, northM] = [
    median(offsets.map((each) => each.eastM)),
    median(offsets.map((each) => each.northM)),
  ];
  const distanceM = Math.hypot(eastM, northM);
  if (!(distanceM >= limits.least.m && distanceM <= limits.most.m)) return null;
  const agreeing = offsets.filter(
    (each) => Math.hypot(each.eastM - eastM, each.northM - northM) <= limits.spread.m,
  );
  if (agreeing.length < limits.agree.share * pairs.length) return null;
  return { eastM, northM, distanceM, at: first.expected };
}

/** The datum whose difference from WGS 84 is the shift, and on which side it lies; `null` where none fits. */
export function datumOf(
  { eastM, northM, at }: Shift,
  { spread }: Limits['shift'],
): { datum: string; side: 'first' | 'second' } | null {
  for (const datum of SHIFTED) {
    const made = offset(at, inDatum(at, 'WGS84', datum));
    if (Math.hypot(made.eastM, made.northM) < spread.m) continue;
    if (Math.hypot(eastM - made.eastM, northM - made.northM) <= spread.m) return { datum, side: 'first' };
    if (Math.hypot(eastM + made.eastM, northM + made.northM) <= spread.m) return { datum, side: 'second' };
  }
  return null;
}
