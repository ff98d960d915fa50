import type { Side, SourceKind } from '../../model/plan.ts';
import type { Quantity } from '../../pricing/bill.ts';
import { sizeFor } from '../../pricing/size.ts';
import { splitLine } from '../../pricing/split-line.ts';
import { splitAtRedLine } from '../../search/red-line.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, STARTS_AT, type Way, isLow, onOnePhase } from './candidate.ts';
import { type NewLine, newLine, serviceLine, suppliedKv } from './new-line.ts';

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
  const { insideM, outsideM } = splitAtRedLine([site, candidate.at], plot);
  if (insideM + outsideM === 0) return [whole];
  return splitLine(whole, [
    { ...line(item, 0, 'connection'), lengthM: outsideM },
    { ...line(item, 0, 'customer'), lengthM: insideM },
  ]);
}

/** What a line of a candidate takes: the conductors, and at medium voltage the ground a cable lies in. */
function laid(
  { request }: PlanTask,
  { way, laying }: Candidate,
  { item, count, lengthM }: NewLine,
): [string, number][] {
  const conductor: [string, number] = [item, lengthM * count];
  if (laying === 'overhead' || way === 'lv-tap' || way === 'lv-existing-transformer') return [conductor];
  const ground = request.customer.areaType === 'rural' ? 'trench-soil' : 'duct-pavement';
  return [conductor, [ground, lengthM]];
}

/** The line from the grid to the customer; the price of a low-voltage cable includes the laying. */
const connection = (task: PlanTask, candidate: Candidate): Quantity[] =>
  laid(task, candidate, newLine(task, candidate)).flatMap(([item, quantityM]) =>
    alongRoute(task, candidate, item, quantityM),
  );

/** √3·U·I: the current of a capacity at a voltage, A. */
const amperes = (kva: number, kv: number): number => kva / (Math.sqrt(3) * kv);

/** A meter at low voltage: direct while it carries the current, else with current transformers. */
function threePhaseMeter({ catalogue, brief }: PlanTask, kv: number): Quantity {
  const { item, count } = sizeFor(catalogue, 'three-phase-meter', amperes(brief.needKva, kv));
  return line(item, count, 'connection');
}

const lowVoltageMeter = (task: PlanTask, candidate: Candidate): Quantity =>
  onOnePhase(task, candidate.way)
    ? line('meter-single-phase', 1, 'connection')
    : threePhaseMeter(task, suppliedKv(task, candidate));

/** Whether a medium-voltage customer is metered behind its transformer. */
export const metersLow = (task: PlanTask): boolean =>
  task.brief.needKva < task.pack.metering.lvMeteringBelowKva;

const meter = (task: PlanTask): Quantity =>
  metersLow(task)
    ? threePhaseMeter(task, task.pack.voltage.nominalKv.low)
    : line('meter-high-voltage', 1, 'connection');

function customerStation(task: PlanTask): Quantity {
  const { item, count } = sizeFor(task.catalogue, 'customer-transformer', task.brief.needKva);
  return line(item, count, 'customer');
}

const AT_SOURCE: Readonly<Partial<Record<Way, readonly Quantity[]>>> = {
  'lv-existing-transformer': [line('lv-way', 1, 'grid')],
  'mv-tee': [line('pole-breaker', 1, 'connection')],
  'mv-bay': [line('rmu-bay-existing', 1, 'grid')],
  'mv-cut-in': [
    line('rmu', 1, 'grid'),
    line('mv-cable-joint', 2, 'grid'),
    line('mv-cable-termination', 2, 'grid'),
  ],
  'mv-dedicated-feeder': [line('substation-bay-existing', 1, 'grid')],
};

/** A new public transformer at the plot with its medium-voltage line: the grid's; the service from it: the connection. */
function newTransformerWorks(task: PlanTask, candidate: Candidate, item: string): Quantity[] {
  const atPole = (STARTS_AT['mv-tee'] as readonly SourceKind[]).includes(
    task.headroom.snapshot.sourceKind(candidate.source),
  );
  const service = serviceLine(task, candidate);
  return [
    ...(atPole ? [line('pole-breaker', 1, 'grid')] : [line('rmu-bay-existing', 1, 'grid')]),
    ...laid(task, candidate, newLine(task, candidate)).map(([what, quantityM]) =>
      line(what, metres(quantityM), 'grid'),
    ),
    line(item, 1, 'grid'),
    line(service.item, metres(service.lengthM * service.count), 'connection'),
    lowVoltageMeter(task, candidate),
  ];
}

/** The works of one medium-voltage supply up to the customer's switch room. */
export const supplyWorks = (task: PlanTask, candidate: Candidate): Quantity[] => [
  ...(AT_SOURCE[candidate.way] ?? []),
  ...connection(task, candidate),
];

/**
 * The works of one way of connecting as a bill of quantities, from the source to the customer.
 *
 * Rises with the route's length for a given way of connecting and laying: the shortest route is the cheapest.
 */
export function worksOf(task: PlanTask, candidate: Candidate): Quantity[] {
  if (candidate.transformer !== null) return newTransformerWorks(task, candidate, candidate.transformer.item);
  if (isLow(candidate.way)) {
    return [
      ...(AT_SOURCE[candidate.way] ?? []),
      ...connection(task, candidate),
      lowVoltageMeter(task, candidate),
    ];
  }
  return [...supplyWorks(task, candidate), meter(task), customerStation(task)];
}

/** The works of two medium-voltage supplies: each its own way and meter, one changeover and one station behind them. */
export const pairWorks = (task: PlanTask, main: Candidate, standby: Candidate): Quantity[] => [
  ...supplyWorks(task, main),
  ...supplyWorks(task, standby),
  meter(task),
  ...(metersLow(task) ? [] : [meter(task)]),
  line('changeover-cabinet', 1, 'customer'),
  customerStation(task),
];
