import type { Side, SourceKind } from '../../model/plan.ts';
import type { WorkPart } from '../../policy/facts.ts';
import { metersLow } from '../../policy/metering-part.ts';
import type { Quantity } from '../../pricing/bill.ts';
import { sizeFor } from '../../pricing/size.ts';
import { splitLine } from '../../pricing/split-line.ts';
import { splitAtRedLine } from '../../search/red-line.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, STARTS_AT, type Way, isLow, onOnePhase } from './candidate.ts';
import { standbyPart } from './standby-part.ts';
import { type NewLine, newLine, serviceLine, suppliedKv } from './new-line.ts';

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
  const { insideM, outsideM } = splitAtRedLine([site, candidate.at], plot);
  if (insideM + outsideM === 0) return [whole];
  return splitLine(whole, [
    { whose: {}, lengthM: outsideM },
    { whose: { side: 'customer', part: 'inside' } as const, lengthM: insideM },
  ]);
}

/** What a line of a candidate takes: the conductors, and at medium voltage the ground a cable lies in. */
function laid({ brief }: PlanTask, { way, laying }: Candidate, { item, count, lengthM }: NewLine): Work[] {
  const conductor = work(item, metres(lengthM * count), 'connection', 'line');
  if (laying === 'overhead' || way === 'lv-tap' || way === 'lv-existing-transformer') return [conductor];
  const ground = brief.areaType === 'rural' ? 'trench-soil' : 'duct-pavement';
  return [conductor, work(ground, metres(lengthM), 'connection', 'corridor')];
}

/** The line from the grid to the customer; the price of a low-voltage cable includes the laying. */
const connection = (task: PlanTask, candidate: Candidate): Work[] =>
  laid(task, candidate, newLine(task, candidate)).flatMap((one) => alongRoute(task, candidate, one));

/** √3·U·I: the current of a capacity at a voltage, A. */
const amperes = (kva: number, kv: number): number => kva / (Math.sqrt(3) * kv);

/** A meter at low voltage: direct while it carries the current, else with current transformers. */
function threePhaseMeter({ catalogue, brief }: PlanTask, kv: number): Work {
  const { item, count } = sizeFor(catalogue, 'three-phase-meter', amperes(brief.needKva, kv));
  return work(item, count, 'connection', 'metering');
}

const lowVoltageMeter = (task: PlanTask, candidate: Candidate): Work =>
  onOnePhase(task, candidate.way)
    ? work('meter-single-phase', 1, 'connection', 'metering')
    : threePhaseMeter(task, suppliedKv(task, candidate));

const metersAtLowVoltage = ({ pack, brief }: PlanTask): boolean => metersLow(pack.metering, brief.needKva);

const meter = (task: PlanTask): Work =>
  metersAtLowVoltage(task)
    ? threePhaseMeter(task, task.pack.voltage.nominalKv.low)
    : work('meter-high-voltage', 1, 'connection', 'metering');

function customerStation(task: PlanTask): Work {
  const { item, count } = sizeFor(task.catalogue, 'customer-transformer', task.brief.needKva);
  return work(item, count, 'customer', 'inside');
}

const AT_SOURCE: Readonly<Partial<Record<Way, readonly Work[]>>> = {
  'lv-existing-transformer': [work('lv-way', 1, 'grid', 'line')],
  'mv-tee': [work('pole-breaker', 1, 'connection', 'line')],
  'mv-bay': [work('rmu-bay-existing', 1, 'grid', 'line')],
  'mv-cut-in': [
    work('rmu', 1, 'grid', 'line'),
    work('mv-cable-joint', 2, 'grid', 'line'),
    work('mv-cable-termination', 2, 'grid', 'line'),
  ],
  'mv-dedicated-feeder': [work('substation-bay-existing', 1, 'grid', 'line')],
};

/** A new public transformer at the plot with its medium-voltage line: the grid's; the service from it: the connection. */
function newTransformerWorks(task: PlanTask, candidate: Candidate, item: string): Work[] {
  const atPole = (STARTS_AT['mv-tee'] as readonly SourceKind[]).includes(
    task.headroom.snapshot.sourceKind(candidate.source),
  );
  const service = serviceLine(task, candidate);
  return [
    work(atPole ? 'pole-breaker' : 'rmu-bay-existing', 1, 'grid', 'line'),
    ...laid(task, candidate, newLine(task, candidate)).map((one): Work => ({ ...one, side: 'grid' })),
    work(item, 1, 'grid', 'line'),
    work(service.item, metres(service.lengthM * service.count), 'connection', 'line'),
    lowVoltageMeter(task, candidate),
  ];
}

/** The works of one medium-voltage supply up to the customer's switch room. */
export const supplyWorks = (task: PlanTask, candidate: Candidate): Work[] => [
  ...(AT_SOURCE[candidate.way] ?? []),
  ...connection(task, candidate),
];

/**
 * The works of one way of connecting as a bill of quantities, from the source to the customer.
 *
 * Rises with the route's length for a given way of connecting and laying: the shortest route is the cheapest.
 */
export function worksOf(task: PlanTask, candidate: Candidate): Work[] {
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
export function pairWorks(task: PlanTask, main: Candidate, standby: Candidate): Work[] {
  const part = standbyPart(task);
  // What lies in the plot stays the customer's.
  const asStandby = (one: Work): Work => (one.part === 'inside' ? one : { ...one, part });
  return [
    ...supplyWorks(task, main),
    ...supplyWorks(task, standby).map(asStandby),
    meter(task),
    ...(metersAtLowVoltage(task) ? [] : [asStandby(meter(task))]),
    work('changeover-cabinet', 1, 'customer', 'inside'),
    customerStation(task),
  ];
}
