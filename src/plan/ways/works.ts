import type { Side } from '../../model/plan.ts';
import type { WorkPart } from '../../policy/facts.ts';
import { metersLow } from '../../policy/metering-part.ts';
import type { Quantity } from '../../pricing/bill.ts';
import { sizeFor } from '../../pricing/size.ts';
import { splitLine } from '../../pricing/split-line.ts';
import { splitAtRedLine } from '../../search/red-line.ts';
import { type Candidate, type Way, isLow } from './candidate.ts';
import type { PlanTask } from '../context.ts';

/** One line of the works of a plan, before anyone has said who pays: its part of the works decides that. */
export type Work = Omit<Quantity, 'payer' | 'rule'> & { readonly part: WorkPart };

const work = (item: string, quantity: number, side: Side, part: WorkPart): Work => ({
  item,
  quantity,
  side,
  part,
});

const metres = (value: number): number => Math.round(value * 10) / 10;

/** A line along a candidate's route, split where the route leaves the customer's plot: inside, it is the customer's own. */
function alongRoute(task: PlanTask, candidate: Candidate, whole: Work): Work[] {
  const { plot, site } = task.request;
  if (plot === null) return [whole];
  const path = [site, task.headroom.snapshot.placeOf(candidate.source)];
  const { insideM, outsideM } = splitAtRedLine(path, plot);
  if (insideM + outsideM === 0) return [whole];
  return splitLine(whole, [
    { whose: {}, lengthM: outsideM },
    { whose: { side: 'customer', part: 'inside' } as const, lengthM: insideM },
  ]);
}

/** √3·U·I: the current of a capacity at a voltage, A. */
const amperes = (kva: number, kv: number): number => kva / (Math.sqrt(3) * kv);

function lowVoltageLine(task: PlanTask, candidate: Candidate, kv: number): Work[] {
  const { catalogue, brief } = task;
  const layer = candidate.laying === 'overhead' ? 'lv-overhead' : 'lv-cable';
  const { item, count } = sizeFor(catalogue, layer, amperes(brief.needKva, kv));
  return alongRoute(task, candidate, work(item, metres(candidate.routeM * count), 'connection', 'line'));
}

function mediumVoltageLine(task: PlanTask, candidate: Candidate, kv: number): Work[] {
  const { catalogue, brief, request } = task;
  const current = amperes(brief.needKva, kv);
  if (candidate.laying === 'overhead') {
    const { item, count } = sizeFor(catalogue, 'mv-overhead', current);
    return alongRoute(task, candidate, work(item, metres(candidate.routeM * count), 'connection', 'line'));
  }
  const { item, count } = sizeFor(catalogue, 'mv-cable', current);
  const ground = request.customer.areaType === 'rural' ? 'trench-soil' : 'duct-pavement';
  return [
    ...alongRoute(task, candidate, work(item, metres(candidate.routeM * count), 'connection', 'line')),
    ...alongRoute(task, candidate, work(ground, metres(candidate.routeM), 'connection', 'corridor')),
  ];
}

/** A meter at low voltage: direct while it carries the current, else with current transformers. */
function threePhaseMeter({ catalogue, brief }: PlanTask, kv: number): Work {
  const { item, count } = sizeFor(catalogue, 'three-phase-meter', amperes(brief.needKva, kv));
  return work(item, count, 'connection', 'metering');
}

function lowVoltageMeter(task: PlanTask, kv: number): Work {
  const { request, brief, pack } = task;
  const single = request.demand.phases === 1 && brief.equipmentKw <= pack.voltage.singlePhase.maxKw;
  return single ? work('meter-single-phase', 1, 'connection', 'metering') : threePhaseMeter(task, kv);
}

function customerStation(task: PlanTask): Work[] {
  const { item, count } = sizeFor(task.catalogue, 'customer-transformer', task.brief.needKva);
  const meter = metersLow(task.pack.metering, task.brief.needKva)
    ? threePhaseMeter(task, task.pack.voltage.nominalKv.low)
    : work('meter-high-voltage', 1, 'connection', 'metering');
  return [meter, work(item, count, 'customer', 'inside')];
}

const AT_SOURCE: Readonly<Partial<Record<Way, Work>>> = {
  'lv-existing-transformer': work('lv-way', 1, 'grid', 'line'),
  'mv-tee': work('pole-breaker', 1, 'connection', 'line'),
  'mv-bay': work('rmu-bay-existing', 1, 'grid', 'line'),
  'mv-dedicated-feeder': work('substation-bay-existing', 1, 'grid', 'line'),
};

/**
 * The works of one way of connecting as a bill of quantities, from the source to the customer.
 *
 * Rises with the route's length for a given way of connecting and laying: the shortest route is the cheapest.
 */
export function worksOf(task: PlanTask, candidate: Candidate): Work[] {
  const kv = task.headroom.snapshot.columns.sourceKv[candidate.source] ?? 0;
  const atSource = AT_SOURCE[candidate.way];
  return [
    ...(atSource === undefined ? [] : [atSource]),
    ...(isLow(candidate.way)
      ? [...lowVoltageLine(task, candidate, kv), lowVoltageMeter(task, kv)]
      : [...mediumVoltageLine(task, candidate, kv), ...customerStation(task)]),
  ];
}
