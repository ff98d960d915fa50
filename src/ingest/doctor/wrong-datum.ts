import type { Check, Symptom } from './check.ts';
import { pathEndsOf } from './geometry.ts';
import type { Limits } from './limits.ts';
import type { Line, Spot } from './network.ts';
import { commonShift, datumOf, type Pair, type Shift } from './shift.ts';
import type { Survey } from './survey.ts';

/** Fewer pairs prove a shift only where it is that of a known datum. */
const LEAST_PAIRS = 5;

/** Places of one table against those of another that should coincide. */
interface Relation {
  readonly table: string;
  readonly against: string;
  readonly pairs: readonly Pair[];
}

function spotsAgainstPaths({ network, feederAt }: Survey, subject: Line['subject']): Pair[] {
  return pathEndsOf(network).flatMap(({ line, spot, lon, lat }): Pair[] => {
    const stands = network.spots[spot];
    if (stands === undefined || network.lines[line]?.subject !== subject) return [];
    return [{ id: stands.id, feederId: feederAt[spot] ?? null, stands, expected: { lon, lat } }];
  });
}

function transformersAgainst({ network, feederAt }: Survey, kind: Spot['kind']): Pair[] {
  return network.transformers.flatMap(({ row, node, point }): Pair[] => {
    const spot = network.spots[kind === 'node' ? node : point];
    if (spot === undefined) return [];
    const own = { lon: row.lon_deg, lat: row.lat_deg };
    const [stands, expected] = kind === 'node' ? [own, spot] : [spot, own];
    return [{ id: kind === 'node' ? row.id : spot.id, feederId: feederAt[node] ?? null, stands, expected }];
  });
}

/** Where a feeder's drawn lines reach what is not its own: its busbar, and neighbours behind ties. */
function pathsAgainstForeign({ network, feederAt }: Survey): Pair[] {
  return pathEndsOf(network).flatMap(({ line, spot, lon, lat }): Pair[] => {
    const [expected, of] = [network.spots[spot], network.lines[line]];
    if (expected === undefined || of === undefined || of.feederId === null || feederAt[spot] === of.feederId)
      return [];
    return [{ id: of.id, feederId: of.feederId, stands: { lon, lat }, expected }];
  });
}

const relationsOf = (survey: Survey): Relation[] => [
  { table: 'nodes', against: 'sections', pairs: spotsAgainstPaths(survey, 'section') },
  { table: 'lv_points', against: 'lv_lines', pairs: spotsAgainstPaths(survey, 'lv-line') },
  { table: 'distribution_transformers', against: 'nodes', pairs: transformersAgainst(survey, 'node') },
  {
    table: 'lv_points',
    against: 'distribution_transformers',
    pairs: transformersAgainst(survey, 'lv-point'),
  },
  { table: 'sections', against: 'nodes', pairs: pathsAgainstForeign(survey) },
];

function byFeeder(pairs: readonly Pair[]): Map<string, Pair[]> {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    if (pair.feederId === null) continue;
    const group = groups.get(pair.feederId);
    if (group === undefined) groups.set(pair.feederId, [pair]);
    else group.push(pair);
  }
  return groups;
}

function shiftIn(pairs: readonly Pair[], limits: Limits['shift']): Shift | null {
  const shift = commonShift(pairs, limits);
  return shift !== null && (pairs.length >= LEAST_PAIRS || datumOf(shift, limits) !== null) ? shift : null;
}

function symptomOf({ table, against, pairs }: Relation, shift: Shift, limits: Limits['shift']): Symptom {
  const found = datumOf(shift, limits);
  const [{ feederId } = { feederId: null }] = pairs;
  const alone = pairs.every((pair) => pair.feederId === feederId) ? feederId : null;
  const figures = {
    eastM: Math.round(shift.eastM),
    northM: Math.round(shift.northM),
    distanceM: Math.round(shift.distanceM),
  };
  return {
    subject: table,
    ids: [...new Set(pairs.map(({ id }) => id))],
    at: shift.at,
    because: { key: 'shifted', values: { table, against, feederId: alone, ...figures } },
    suggestion:
      found === null
        ? { key: 'ask-for-datum', values: { table, against } }
        : {
            key: 'convert-datum',
            values: { table: found.side === 'first' ? table : against, datum: found.datum },
          },
  };
}

/**
 * Places that are all off by the same way from what they should coincide with, as a datum of public maps makes it:
 * nodes against the ends of their lines, transformers against their nodes, low-voltage points against their lines
 * and transformers, a feeder's lines against what they reach; for the whole region, else feeder by feeder.
 */
export const shiftedPlaces: Check = {
  code: 'wrong-datum',
  severity: 'error',
  *find(survey, { shift: limits }): Generator<Symptom> {
    for (const relation of relationsOf(survey)) {
      const whole = shiftIn(relation.pairs, limits);
      if (whole !== null) {
        yield symptomOf(relation, whole, limits);
        continue;
      }
      for (const pairs of byFeeder(relation.pairs).values()) {
        const shift = shiftIn(pairs, limits);
        if (shift !== null) yield symptomOf({ ...relation, pairs }, shift, limits);
      }
    }
  },
};
