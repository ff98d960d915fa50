import type { Laying } from '../../model/plan.ts';
import type { Place } from '../../model/geometry.ts';
import { type RoadRoute, drawRoute } from '../../search/routes/draw-route.ts';
import type { RouteCosts } from '../../search/routes/route-costs.ts';
import type { Way as RoadsWay } from '../../search/routes/road-search.ts';
import { CROSSING_KINDS } from '../../model/ground.ts';
import { detourM } from '../../search/straight-route.ts';
import type { PlanTask } from '../context.ts';
import { Notes } from '../notebook.ts';
import { type Candidate, type Way, onOnePhase, startKv } from './candidate.ts';
import { defaultGround } from './default-ground.ts';
import { type LineRoute, upToTenth } from './line-route.ts';
import { levelOf, lineSizes } from './line-sizes.ts';
import { type LineSizes, routeCosts } from './route-costs.ts';
import { type Begin, type PlaceGroup, waysAround } from './ways-around.ts';

/** Lines of one way of connecting, laying and capacity. */
export interface LinesAsked {
  readonly way: Way;
  readonly kva: number;
  readonly laying: Laying;
  readonly group: PlaceGroup;
  /** How far the places lie at most, straight, m. */
  readonly radiusM: number;
}

/** A place on its way to a route. */
interface Open {
  readonly begin: Begin;
  /** Length that its conductors have been sized for. */
  readonly sizedM: number;
}

/** How far from the site routes may go, straight, m. */
export const routeReachM = ({ pack }: PlanTask, radiusM: number): number => radiusM * pack.route.reach.factor;

const priceOf = ({ catalogue }: PlanTask, item: string): number => catalogue.items[item]?.likelyYuan ?? 0;

/** The route where roads tell nothing: straight line × detour factor, through the ground that the area has. */
export function straightLine(
  task: PlanTask,
  asked: Pick<LinesAsked, 'way' | 'kva' | 'laying'>,
  { kv, distanceM }: Begin,
): LineRoute {
  const lengthM = detourM(distanceM, task.pack.route.detourFactor);
  const sizes = lineSizes(task, { kv, ...asked })(lengthM);
  const { item, count } = sizes.overhead ?? sizes.cable;
  const ground = sizes.groundWork && sizes.overhead === null ? priceOf(task, defaultGround(task)) : 0;
  return {
    lengthM,
    costYuan: lengthM * (priceOf(task, item) * count + ground),
    sizes,
    draw: null,
    way: null,
  };
}

/** What a drawn route costs with given conductors, yuan. */
export function costOfRoute({ perM, perCrossing }: RouteCosts, route: RoadRoute): number {
  const ground = route.stretches.reduce(
    (sum, { ground: code, lengthM }) => sum + (perM[code] ?? 0) * lengthM,
    0,
  );
  return route.crossings.reduce(
    (sum, { kind }) => sum + (perCrossing[CROSSING_KINDS.indexOf(kind)] ?? 0) * (kind === 'water' ? 0.5 : 1),
    ground,
  );
}

function once(draw: () => RoadRoute): () => RoadRoute {
  let drawn: RoadRoute | null = null;
  return () => (drawn ??= draw());
}

/** A way found as a route: with the conductors that its own length takes. */
function onRoads(
  task: PlanTask,
  { way, at, distanceM }: { way: RoadsWay; at: Place; distanceM: number },
  { searched, sizes }: { searched: LineSizes; sizes: LineSizes },
): LineRoute {
  const { columns } = task.headroom.snapshot;
  const draw = once(() => drawRoute(columns, way, [task.request.site, at]));
  return {
    lengthM: upToTenth(Math.max(way.m, distanceM)),
    // A way round that a larger conductor did not pay for can be short enough for the smaller one.
    costYuan: sizes.key === searched.key ? way.cost : costOfRoute(routeCosts(task.catalogue, sizes), draw()),
    sizes,
    draw,
    way,
  };
}

/** A candidate's line on another route than the cheapest. */
export function rerouted(task: PlanTask, candidate: Candidate, drawn: RoadRoute): LineRoute {
  const lengthM = upToTenth(Math.max(drawn.lengthM, candidate.distanceM));
  const sizes = lineSizes(task, { kv: startKv(task, candidate), ...candidate })(lengthM);
  const costYuan = costOfRoute(routeCosts(task.catalogue, sizes), drawn);
  return { lengthM, costYuan, sizes, draw: () => drawn, way: null };
}

/** Conductors by voltage, then by length. */
function byVoltage(task: PlanTask, asked: LinesAsked): (kv: number) => (lengthM: number) => LineSizes {
  const known = new Map<number, (lengthM: number) => LineSizes>();
  return (kv) => {
    const sizes = known.get(kv) ?? lineSizes(task, { kv, ...asked });
    known.set(kv, sizes);
    return sizes;
  };
}

/** One search for places whose lines have the same conductors so far. */
function search(
  task: PlanTask,
  asked: LinesAsked,
  { searched, open }: { searched: LineSizes; open: readonly Open[] },
): { begin: Begin; route: LineRoute | null | 'longer'; m: number }[] {
  const key = searched.key;
  const terms = {
    costs: routeCosts(task.catalogue, searched),
    withinM: routeReachM(task, asked.radiusM),
  };
  const begins = open.map(({ begin }) => begin);
  const sizesAt = byVoltage(task, asked);
  const ways = waysAround(task)?.ways({ group: asked.group, key, terms }, begins) ?? [];
  return open.map(({ begin, sizedM }, i) => {
    const way = ways[i] ?? null;
    if (way === null) return { begin, route: null, m: 0 };
    const sizes = sizesAt(begin.kv)(upToTenth(Math.max(way.m, begin.distanceM)));
    if (way.m > sizedM && sizes.key !== key) return { begin, route: 'longer', m: way.m };
    return { begin, route: onRoads(task, { way, ...begin }, { searched, sizes }), m: way.m };
  });
}

/** Routes to places, added to those that are known. */
function find(
  task: PlanTask,
  asked: LinesAsked,
  begins: readonly Begin[],
  found: Map<number, LineRoute | null>,
): void {
  const batches = new Map<string, { searched: LineSizes; open: Open[] }>();
  const sizesAt = byVoltage(task, asked);
  const put = (begin: Begin, sizedM: number): void => {
    const searched = sizesAt(begin.kv)(upToTenth(sizedM));
    const key = searched.key;
    const batch = batches.get(key) ?? { searched, open: [] };
    batches.set(key, batch);
    batch.open.push({ begin, sizedM });
  };
  const ways = waysAround(task);
  for (const begin of begins) {
    if (ways?.tells(asked.group, begin) === true) put(begin, begin.distanceM);
    else found.set(begin.id, straightLine(task, asked, begin));
  }
  // A batch that is put again while the others are under way comes after them.
  for (const [key, batch] of batches) {
    batches.delete(key);
    for (const { begin, route, m } of search(task, asked, batch)) {
      if (route === 'longer') put(begin, m);
      else found.set(begin.id, route);
    }
  }
}

const found = new Notes(() => new Map<string, Map<number, LineRoute | null>>());

/**
 * The route of a new line to each of some places of a group: on roads the cheapest for the conductors that carry the
 * capacity over its own length; straight where no road is near. A longer route can take a larger conductor, for which
 * another route may be cheaper: it is then searched for again, each time with a larger one.
 *
 * @returns by number of the place, those asked for before among them; `null` where roads are near but no route leads there.
 * @cost one bounded search per size of conductor, for the places that are not known yet.
 */
export function lineRoutes(
  task: PlanTask,
  asked: LinesAsked,
  begins: readonly Begin[],
): ReadonlyMap<number, LineRoute | null> {
  const ofAll = found.in(task.around.notebook);
  const { group, laying, kva, way } = asked;
  const key = [group, laying, levelOf(way), kva, onOnePhase(task, way)].join(' ');
  const known = ofAll.get(key) ?? new Map<number, LineRoute | null>();
  ofAll.set(key, known);
  const open = begins.filter(({ id }) => !known.has(id));
  if (open.length > 0) find(task, asked, open, known);
  return known;
}
