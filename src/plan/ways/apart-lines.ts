import { nearDistanceM } from '../../model/geodesic.ts';
import type { Place } from '../../model/geometry.ts';
import type { Because } from '../../model/plan.ts';
import { apartRoutes } from '../../search/routes/apart-routes.ts';
import type { RoadRoute } from '../../search/routes/draw-route.ts';
import { type SharedStretch, sharedCorridor } from '../../search/routes/shared-corridor.ts';
import { windowGraph } from '../../search/routes/window-graph.ts';
import type { PlanTask } from '../context.ts';
import type { Candidate, Checked } from './candidate.ts';
import { checkElectrically } from './electrical-check.ts';
import { rerouted } from './line-routes.ts';
import { routeCosts } from './route-costs.ts';
import { groupOf } from './source-routes.ts';
import { waysAround } from './ways-around.ts';

/** A line of a plan and what its load flow found. */
export interface CheckedLine {
  readonly candidate: Candidate;
  readonly checked: Checked;
}

/** Two lines of one plan, with what their corridors have in common. */
export interface ApartLines {
  readonly main: CheckedLine;
  readonly standby: CheckedLine;
  /** `null` = a line follows no road, so nothing is known of its corridor. */
  readonly shared: readonly SharedStretch[] | null;
}

/** How much further than the two cheapest routes others are looked for. */
const WIDER = 1.5;

type Pair = readonly [CheckedLine, CheckedLine];

/** How far from the site two routes go, straight, m. */
function reachM(site: Place, routes: readonly RoadRoute[]): number {
  const places = routes.flatMap(({ stretches }) => stretches.flatMap(({ path }) => path));
  return places.reduce(
    (most, { lon, lat }) => Math.max(most, nearDistanceM(site.lon, site.lat, lon, lat)),
    0,
  );
}

/** The candidate on another route; `null` where that fails its electrical check. */
function along(task: PlanTask, candidate: Candidate, drawn: RoadRoute): CheckedLine | null {
  const route = rerouted(task, candidate, drawn);
  const moved = { ...candidate, route, routeM: route.lengthM };
  const checked = checkElectrically(task, moved);
  return 'code' in checked ? null : { candidate: moved, checked };
}

/** The two on routes that share the least; `null` where there is none better that both can take. */
function lessShared(task: PlanTask, [main, standby]: Pair): ApartLines | null {
  const { roads, catalogue, request } = task;
  const ways = waysAround(task);
  const drawn = [main, standby].flatMap(({ candidate }) => candidate.route.draw?.() ?? []);
  if (roads === null || ways === null) return null;
  const targets = [main, standby].map(({ candidate }) =>
    ways.target(groupOf(candidate.way), {
      id: candidate.cut === null ? candidate.source : candidate.element,
      at: candidate.at,
    }),
  );
  const terms = {
    costs: routeCosts(catalogue, main.candidate.route.sizes),
    withinM: WIDER * reachM(request.site, drawn),
  };
  const pair = apartRoutes(windowGraph(roads, ways.start, { targets, terms }), [0, 1]);
  if (pair === null) return null;
  const one = along(task, main.candidate, pair.routes[0]);
  const other = along(task, standby.candidate, pair.routes[1]);
  if (one === null || other === null) return null;
  const shared = pair.shared.map(({ lengthM, path }) => ({ lengthM, at: path.at(-1) ?? request.site }));
  return { main: one, standby: other, shared };
}

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

const metres = (shared: readonly SharedStretch[]): number =>
  shared.reduce((sum, { lengthM }) => sum + lengthM, 0);

/**
 * Two lines of a pair on routes that share as little as possible: the cheapest of each where they share nothing, else
 * those that share the fewest metres, at the prices of the main line. Both pass the electrical check again at their new
 * length; where they do not, the cheapest routes stay, and what they share is named.
 *
 * @cost two searches over the roads within half as far again as the cheapest routes go.
 */
export function apartLines(task: PlanTask, [main, standby]: Pair): ApartLines {
  const one = main.candidate.route;
  const other = standby.candidate.route;
  const a = one.way;
  const b = other.way;
  if (one.draw === null || other.draw === null || a === null || b === null)
    return { main, standby, shared: null };
  const shared = sharedCorridor(task.headroom.snapshot.columns, a, b);
  if (shared.length === 0) return { main, standby, shared };
  const better = lessShared(task, [main, standby]);
  const isBetter = better !== null && metres(better.shared ?? shared) < metres(shared) - 1e-6;
  return isBetter ? better : { main, standby, shared };
}

/** What is said of the corridors of a pair. */
export function corridorReasons({ pack }: PlanTask, { shared }: ApartLines): Because[] {
  const { rule } = pack.search.pairs;
  if (shared === null) return [];
  const [longest] = [...shared].sort((a, b) => b.lengthM - a.lengthM);
  if (longest === undefined) return [{ key: 'corridors-apart', values: {}, rule }];
  const { lon, lat } = longest.at;
  const sharedM = rounded(metres(shared), 1);
  return [{ key: 'corridor-shared', values: { sharedM, lon: rounded(lon, 7), lat: rounded(lat, 7) }, rule }];
}
