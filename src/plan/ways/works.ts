import type { Side } from '../../model/plan.ts';
import type { Quantity } from '../../pricing/bill.ts';
import { sizeFor } from '../../pricing/size.ts';
import { splitLine } from '../../pricing/split-line.ts';
import { splitAtRedLine } from '../../search/red-line.ts';
import { type Candidate, type Way, isLow } from './candidate.ts';
import type { PlanTask } from '../context.ts';

/** Who pays on the customer's own side is nobody's question; elsewhere it is open until payer rules are loaded. */
const line = (item: string, quantity: number, side: Side): Quantity => ({
  item,
  quantity,
  side,
  payer: side === 'customer' ? 'customer' : 'undecided',
  rule: null,
});

const metres = (value: number): number => Math.round(value * 10) / 10;

/** A line of so many metres along a candidate's route, split where the route leaves the customer's plot. */
function alongRoute(task: PlanTask, candidate: Candidate, item: string, quantityM: number): Quantity[] {
  const { plot, site } = task.request;
  const whole = line(item, metres(quantityM), 'connection');
  if (plot === null) return [whole];
  const path = [site, task.headroom.snapshot.placeOf(candidate.source)];
  const { insideM, outsideM } = splitAtRedLine(path, plot);
  if (insideM + outsideM === 0) return [whole];
  return splitLine(whole, [
    { ...line(item, 0, 'connection'), lengthM: outsideM },
    { ...line(item, 0, 'customer'), lengthM: insideM },
  ]);
}

/** √3·U·I: the current of a capacity at a voltage, A. */
const amperes = (kva: number, kv: number): number => kva / (Math.sqrt(3) * kv);

function lowVoltageLine(task: PlanTask, candidate: Candidate, kv: number): Quantity[] {
  const { catalogue, brief } = task;
  const layer = candidate.laying === 'overhead' ? 'lv-overhead' : 'lv-cable';
  const { item, count } = sizeFor(catalogue, layer, amperes(brief.needKva, kv));
  return alongRoute(task, candidate, item, candidate.routeM * count);
}

function mediumVoltageLine(task: PlanTask, candidate: Candidate, kv: number): Quantity[] {
  const { catalogue, brief, request } = task;
  const current = amperes(brief.needKva, kv);
  if (candidate.laying === 'overhead') {
    const { item, count } = sizeFor(catalogue, 'mv-overhead', current);
    return alongRoute(task, candidate, item, candidate.routeM * count);
  }
  const { item, count } = sizeFor(catalogue, 'mv-cable', current);
  const ground = request.customer.areaType === 'rural' ? 'trench-soil' : 'duct-pavement';
  return [
    ...alongRoute(task, candidate, item, candidate.routeM * count),
    ...alongRoute(task, candidate, ground, candidate.routeM),
  ];
}

/** A meter at low voltage: direct while it carries the current, else with current transformers. */
function threePhaseMeter({ catalogue, brief }: PlanTask, kv: number): Quantity {
  const { item, count } = sizeFor(catalogue, 'three-phase-meter', amperes(brief.needKva, kv));
  return line(item, count, 'connection');
}

function lowVoltageMeter(task: PlanTask, kv: number): Quantity {
  const { request, brief, pack } = task;
  const single = request.demand.phases === 1 && brief.equipmentKw <= pack.voltage.singlePhase.maxKw;
  return single ? line('meter-single-phase', 1, 'connection') : threePhaseMeter(task, kv);
}

/** Whether a medium-voltage customer is metered behind its transformer. */
export const metersLow = (task: PlanTask): boolean =>
  task.brief.needKva < task.pack.metering.lvMeteringBelowKva;

function customerStation(task: PlanTask): Quantity[] {
  const { item, count } = sizeFor(task.catalogue, 'customer-transformer', task.brief.needKva);
  const meter = metersLow(task)
    ? threePhaseMeter(task, task.pack.voltage.nominalKv.low)
    : line('meter-high-voltage', 1, 'connection');
  return [meter, line(item, count, 'customer')];
}

const AT_SOURCE: Readonly<Partial<Record<Way, Quantity>>> = {
  'lv-existing-transformer': line('lv-way', 1, 'grid'),
  'mv-tee': line('pole-breaker', 1, 'connection'),
  'mv-bay': line('rmu-bay-existing', 1, 'grid'),
  'mv-dedicated-feeder': line('substation-bay-existing', 1, 'grid'),
};

/**
 * The works of one way of connecting as a bill of quantities, from the source to the customer.
 *
 * Rises with the route's length for a given way of connecting and laying: the shortest route is the cheapest.
 */
export function worksOf(task: PlanTask, candidate: Candidate): Quantity[] {
  const kv = task.headroom.snapshot.columns.sourceKv[candidate.source] ?? 0;
  const atSource = AT_SOURCE[candidate.way];
  return [
    ...(atSource === undefined ? [] : [atSource]),
    ...(isLow(candidate.way)
      ? [...lowVoltageLine(task, candidate, kv), lowVoltageMeter(task, kv)]
      : [...mediumVoltageLine(task, candidate, kv), ...customerStation(task)]),
  ];
}
