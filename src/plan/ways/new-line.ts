import type { Laying } from '../../model/plan.ts';
import type { Sized } from '../../pricing/size.ts';
import type { NewBranch } from '../../search/feeder-study.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, startKv } from './candidate.ts';
import { sizedFor } from './line-sizes.ts';
import { takeOff } from './take-off.ts';

/** A new line of a plan: the conductor, how many side by side, and how long. */
export interface NewLine extends Sized {
  readonly laying: Laying;
  readonly lengthM: number;
}

/** Voltage the customer gets from a candidate, kV. */
export const suppliedKv = (task: PlanTask, candidate: Candidate): number =>
  candidate.transformer === null ? startKv(task, candidate) : task.pack.voltage.nominalKv.low;

/** The line from the grid to the customer, or to the new transformer at the plot: one piece for each way it is laid. */
export function newLines(task: PlanTask, candidate: Candidate): NewLine[] {
  const { sizes } = candidate.route;
  return takeOff(task, candidate).layings.map(({ laying, lengthM }) => ({
    laying,
    lengthM,
    ...(laying === 'overhead' ? (sizes.overhead ?? sizes.cable) : sizes.cable),
  }));
}

/** The low-voltage line from a new transformer at the plot to the customer. */
export function serviceLine(task: PlanTask, { way, kva, laying }: Candidate): NewLine {
  const lengthM = task.pack.search.newTransformer.serviceM;
  const kv = task.pack.voltage.nominalKv.low;
  return { laying, lengthM, ...sizedFor(task, `lv-${laying}`, { way, kva, kv }, lengthM) };
}

/** A line as a branch of the load flow, warm; `null` where the catalogue does not give its impedance. */
export function lineBranch(
  { catalogue }: PlanTask,
  { item, count, lengthM }: NewLine,
  kv: number,
): NewBranch | null {
  const conductor = catalogue.items[item];
  if (conductor?.rHotOhmPerKm === undefined || conductor.xOhmPerKm === undefined) return null;
  return {
    kv,
    branch: {
      kind: 'line',
      lengthKm: lengthM / 1000,
      rOhmPerKm: conductor.rHotOhmPerKm / count,
      xOhmPerKm: conductor.xOhmPerKm / count,
      bUsPerKm: 0,
      gUsPerKm: 0,
      ratingA: (conductor.ampacityA ?? 0) * count,
    },
  };
}
