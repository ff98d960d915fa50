import type { Independence, IndependenceLevel } from '../model/plan.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { Upstream } from './upstream.ts';

/** What a chain leans on, as elements; -1 = none or not known. */
interface Climb {
  readonly elements: readonly number[];
  readonly feeder: number;
  readonly busbar: number;
  readonly main: number;
  readonly station: number;
}

function climb(snapshot: Snapshot, element: number): Climb {
  const { elementParent, elementFeeder, elementSubstation } = snapshot.columns;
  const elements: number[] = [];
  for (let e = element; e >= 0; e = elementParent[e] ?? -1) elements.push(e);
  const find = (kind: string): number => elements.find((e) => snapshot.elementKind(e) === kind) ?? -1;
  const busbar = find('busbar');
  const main = find('main-transformer');
  return {
    elements,
    feeder: elementFeeder[element] ?? -1,
    busbar,
    // One that the record does not name stands in no substation.
    main: (elementSubstation[main] ?? -1) < 0 ? -1 : main,
    station: elementSubstation[busbar] ?? -1,
  };
}

const apart = (a: number, b: number): boolean => a >= 0 && b >= 0 && a !== b;

/** The level of two chains of one station, or of stations that cannot be told apart. */
function levelWithin(a: Climb, b: Climb): IndependenceLevel {
  if (a.feeder >= 0 && a.feeder === b.feeder) return 'none';
  if (!apart(a.busbar, b.busbar)) return 'feeder';
  return apart(a.main, b.main) ? 'main-transformer' : 'busbar';
}

/** How two supplies are apart, up to the stations that feed their substations. */
export interface Separation extends Independence {
  /** They start in different substations. */
  readonly twoStations: boolean;
  /** The loss of one station takes both: known to, known not to, or `null` = cannot be told. */
  readonly oneLossTakesBoth: boolean | null;
}

/** One for each snapshot: what it keeps lasts as long. */
const upstreams = new WeakMap<Snapshot, Upstream>();

function upstreamOf(snapshot: Snapshot): Upstream {
  const known = upstreams.get(snapshot) ?? new Upstream(snapshot);
  upstreams.set(snapshot, known);
  return known;
}

/** Substation of the busbar that a chain hangs on; -1 = not known. */
export function supplyStation(snapshot: Snapshot, element: number): number {
  const { elementParent, elementSubstation } = snapshot.columns;
  let e = element;
  while (e >= 0 && snapshot.elementKind(e) !== 'busbar') e = elementParent[e] ?? -1;
  return elementSubstation[e] ?? -1;
}

/** Whether two substations are two power sources: different, and no station known whose loss takes both. */
export const areTwoSources = (snapshot: Snapshot, a: number, b: number): boolean =>
  apart(a, b) && upstreamOf(snapshot).oneLossTakesBoth(a, b) !== true;

/**
 * How independent two supplies are, up the graph: feeder, busbar, main transformer, substation, and by the substations'
 * incoming lines the stations above. Nothing is assumed: what the record does not say is unproven.
 *
 * @param a first existing element of its chain; `b` likewise.
 * @cost O(chain + stations above).
 */
export function separation(snapshot: Snapshot, a: number, b: number): Separation {
  const one = climb(snapshot, a);
  const other = climb(snapshot, b);
  const both = new Set(other.elements);
  const elements = one.elements.filter((e) => both.has(e)).map((e) => snapshot.elementId(e));
  const upstream = upstreamOf(snapshot);
  const above = upstream.of(one.station);
  const beside = upstream.of(other.station);
  const stations = [...above.stations].filter((station) => beside.stations.has(station));
  const shared = [...elements, ...stations];
  if (!apart(one.station, other.station)) {
    const unknown = apart(one.busbar, other.busbar) && (one.main < 0 || other.main < 0);
    return {
      level: levelWithin(one, other),
      shared,
      unproven: unknown ? ['main-transformer'] : [],
      twoStations: false,
      oneLossTakesBoth: one.station >= 0 && one.station === other.station ? true : null,
    };
  }
  const complete = above.complete && beside.complete;
  return {
    level: complete && stations.length === 0 ? 'upstream' : 'substation',
    shared,
    unproven: complete ? [] : ['upstream'],
    twoStations: true,
    oneLossTakesBoth: upstream.oneLossTakesBoth(one.station, other.station),
  };
}
