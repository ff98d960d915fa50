import { groundOf } from '../../model/ground.ts';
import type { Place } from '../../model/geometry.ts';
import type { Laying } from '../../model/plan.ts';
import { shareOut } from '../../pricing/share-out.ts';
import type { RoadRoute } from '../../search/routes/draw-route.ts';
import { isInPlot, splitAtRedLine } from '../../search/red-line.ts';
import type { PlanTask } from '../context.ts';
import { Notes } from '../notebook.ts';
import type { Candidate } from './candidate.ts';
import { defaultGround } from './default-ground.ts';
import type { LineRoute } from './line-route.ts';
import { crossedItem, crossingLaying, layingIn, workItem } from './route-costs.ts';

/** How a quantity divides at the red line; only the proportion counts. */
export interface Divided {
  readonly inside: number;
  readonly outside: number;
}

/** Metres of a route, to 0.1 m. */
interface Metres extends Divided {
  readonly lengthM: number;
}

/** Metres laid in one way. */
export interface LaidMetres extends Metres {
  readonly laying: Laying;
}

/** Metres of one work on the ground. */
export interface GroundMetres extends Metres {
  readonly item: string;
}

/** Crossings of one item; a single bank of a water is half of one. */
export interface Crossings extends Divided {
  readonly item: string;
  readonly count: number;
}

/** The quantities of a route. */
export interface TakeOff {
  readonly layings: readonly LaidMetres[];
  readonly grounds: readonly GroundMetres[];
  readonly crossings: readonly Crossings[];
}

/** Metres of a route that are laid alike. */
interface Alike {
  readonly laying: Laying;
  readonly item: string | null;
  /** As drawn, whatever the red line divides. */
  lengthM: number;
  inside: number;
  outside: number;
}

const MM = 1000;

type Located = Pick<Candidate, 'at' | 'laying' | 'route'>;

function divide(task: PlanTask, path: readonly Place[], lengthM: number): Divided {
  const { plot } = task.request;
  if (plot === null) return { inside: 0, outside: lengthM };
  const { insideM, outsideM } = splitAtRedLine(path, plot);
  const all = insideM + outsideM;
  const inside = all === 0 ? 0 : (lengthM * insideM) / all;
  return { inside, outside: lengthM - inside };
}

/** The one stretch of a straight line. */
function straightAlike(task: PlanTask, { at, laying, route }: Located): Alike[] {
  const item = route.sizes.groundWork && laying === 'cable' ? defaultGround(task) : null;
  const { lengthM } = route;
  return [{ laying, item, lengthM, ...divide(task, [task.request.site, at], lengthM) }];
}

/** Stretches of a route on roads, those laid alike together, in the order in which they first come. */
function roadsAlike(task: PlanTask, { sizes }: LineRoute, { stretches }: RoadRoute): Alike[] {
  const alike = new Map<string, Alike>();
  for (const { ground: code, path, lengthM } of stretches) {
    const ground = groundOf(code);
    const laying = layingIn(sizes, ground);
    const item = workItem(task.catalogue, sizes, ground);
    const key = `${laying} ${item ?? ''}`;
    const known = alike.get(key) ?? { laying, item, lengthM: 0, inside: 0, outside: 0 };
    const { inside, outside } = divide(task, path, lengthM);
    known.lengthM += lengthM;
    known.inside += inside;
    known.outside += outside;
    alike.set(key, known);
  }
  return [...alike.values()];
}

function crossingsOf(task: PlanTask, { sizes }: LineRoute, { crossings }: RoadRoute): Crossings[] {
  const { plot } = task.request;
  const counted = new Map<string, { item: string; count: number; inside: number; outside: number }>();
  for (const { kind, at } of crossings) {
    const item = crossedItem(task.catalogue, kind, crossingLaying(sizes));
    if (item === null) continue;
    const known = counted.get(item) ?? { item, count: 0, inside: 0, outside: 0 };
    const part = kind === 'water' ? 0.5 : 1;
    known.count += part;
    known[plot !== null && isInPlot(plot, at) ? 'inside' : 'outside'] += part;
    counted.set(item, known);
  }
  return [...counted.values()];
}

/** Tenths of a metre for each, that sum to the route's length; all to the first where none has a length. */
function tenthsOf({ lengthM }: LineRoute, alike: readonly Alike[]): number[] {
  const tenths = Math.round(lengthM * 10);
  const weights = alike.map((one) => Math.round(one.lengthM * MM));
  return weights.some((weight) => weight > 0)
    ? shareOut(tenths, weights)
    : alike.map((_, i) => (i === 0 ? tenths : 0));
}

/** Sums of those with one key, in the order in which they first come. */
function joined<K extends string>(
  parts: readonly { key: K; tenths: number; alike: Alike }[],
): (Metres & { key: K })[] {
  const sums = new Map<K, { tenths: number; inside: number; outside: number }>();
  for (const { key, tenths, alike } of parts) {
    const sum = sums.get(key) ?? { tenths: 0, inside: 0, outside: 0 };
    sum.tenths += tenths;
    sum.inside += alike.inside;
    sum.outside += alike.outside;
    sums.set(key, sum);
  }
  return [...sums].map(([key, { tenths, ...metres }]) => ({ key, lengthM: tenths / 10, ...metres }));
}

function measured(task: PlanTask, located: Located): TakeOff {
  const { route } = located;
  const drawn = route.draw?.() ?? null;
  const onRoads = drawn === null ? [] : roadsAlike(task, route, drawn);
  // A route of no length has no stretch.
  const alike = onRoads.length === 0 ? straightAlike(task, located) : onRoads;
  const tenths = tenthsOf(route, alike);
  const parts = alike.map((one, i) => ({ alike: one, tenths: tenths[i] ?? 0 }));
  const layings = joined(parts.map((part) => ({ key: part.alike.laying, ...part })));
  const grounds = joined(
    parts.flatMap((part) => (part.alike.item === null ? [] : { key: part.alike.item, ...part })),
  );
  return {
    layings: layings.map(({ key, ...metres }) => ({ laying: key, ...metres })),
    grounds: grounds.map(({ key, ...metres }) => ({ item: key, ...metres })),
    crossings: drawn === null ? [] : crossingsOf(task, route, drawn),
  };
}

const known = new Notes(() => new Map<LineRoute, TakeOff>());

/**
 * The quantities of a candidate's route: metres by laying and by the work on the ground, and crossings. Metres are to
 * 0.1 m and sum to the route's length; each sum is within 0.1 m of what was measured.
 */
export function takeOff(task: PlanTask, located: Located): TakeOff {
  const ofPlace = known.in(task.around.notebook);
  const found = ofPlace.get(located.route) ?? measured(task, located);
  ofPlace.set(located.route, found);
  return found;
}
