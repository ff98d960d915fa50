import type { Side, SourceKind } from '../../model/plan.ts';
import type { WorkPart } from '../../policy/facts.ts';
import { metersLow } from '../../policy/metering-part.ts';
import type { Quantity } from '../../pricing/bill.ts';
import { sizeFor } from '../../pricing/size.ts';
import { splitLine } from '../../pricing/split-line.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, STARTS_AT, type Way, isLow, onOnePhase } from './candidate.ts';
import { standbyPart } from './standby-part.ts';
import { newLines, serviceLine, suppliedKv } from './new-line.ts';
import { type Divided, takeOff } from './take-off.ts';

/** One line of the works of a plan, before anyone has said who pays: its part of the works decides that. */
export type Work = Omit<Quantity, 'payer' | 'rule'> & { readonly part: WorkPart };

const work = (item: string, quantity: number, side: Side, part: WorkPart): Work => ({
  item,
  quantity,
  side,
  part,
});

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** What lies in the plot is the customer's own. */
const INSIDE = { side: 'customer', part: 'inside' } as const;

/** A line along a route, split where the route leaves the customer's plot. */
function splitAtPlot(whole: Work, { inside, outside }: Divided): Work[] {
  if (inside === 0) return [whole];
  return splitLine(whole, [
    { whose: {}, lengthM: outside },
    { whose: INSIDE, lengthM: inside },
  ]);
}

/** What the line of a candidate takes: the conductors, the work on the ground, and what is crossed. */
function connection(task: PlanTask, candidate: Candidate, split: typeof splitAtPlot = splitAtPlot): Work[] {
  const { layings, grounds, crossings } = takeOff(task, candidate);
  const lines = newLines(task, candidate);
  return [
    ...layings.flatMap((metres, i) => {
      const { item, count } = lines[i] ?? { item: '', count: 0 };
      return split(work(item, tenth(metres.lengthM * count), 'connection', 'line'), metres);
    }),
    ...grounds.flatMap((metres) =>
      split(work(metres.item, metres.lengthM, 'connection', 'corridor'), metres),
    ),
    ...crossings.flatMap((met) => split(work(met.item, met.count, 'connection', 'corridor'), met)),
  ];
}

/** A line that is the grid's up to its end. */
const ofGrid = (whole: Work): Work[] => [{ ...whole, side: 'grid' }];

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
    ...connection(task, candidate, ofGrid),
    work(item, 1, 'grid', 'line'),
    work(service.item, tenth(service.lengthM * service.count), 'connection', 'line'),
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
