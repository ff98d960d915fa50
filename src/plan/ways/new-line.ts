import type { Layer } from '../../pricing/catalogue.ts';
import { type Sized, sizeFor } from '../../pricing/size.ts';
import type { NewBranch } from '../../search/grow-study.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, isLow, onOnePhase } from './candidate.ts';

/** A new line of a plan: the conductor, how many side by side, and how long. */
export interface NewLine extends Sized {
  readonly lengthM: number;
  /** kV line to line. */
  readonly kv: number;
}

/** √3·U·I: the current of a capacity at a voltage, A. */
const amperes = (kva: number, kv: number): number => kva / (Math.sqrt(3) * kv);

const layerOf = (level: 'lv' | 'mv', { laying }: Candidate): Layer => `${level}-${laying}`;

/** Voltage a candidate starts at, kV. */
export function startKv({ headroom }: PlanTask, { source, element, cut }: Candidate): number {
  const { sourceKv, elementKv } = headroom.snapshot.columns;
  return (cut === null ? sourceKv[source] : elementKv[element]) ?? NaN;
}

/** Voltage the customer gets from a candidate, kV. */
export const suppliedKv = (task: PlanTask, candidate: Candidate): number =>
  candidate.transformer === null ? startKv(task, candidate) : task.pack.voltage.nominalKv.low;

/** The line from the grid to the customer, or to the new transformer at the plot; sized for its current. */
export function newLine(task: PlanTask, candidate: Candidate): NewLine {
  const kv = startKv(task, candidate);
  const low = isLow(candidate.way) && candidate.transformer === null;
  const spread = onOnePhase(task, candidate.way) && low ? phaseWeight(task) : 1;
  const layer = layerOf(low ? 'lv' : 'mv', candidate);
  const sized = sizeFor(task.catalogue, layer, amperes(candidate.kva * spread, kv));
  return { ...sized, lengthM: candidate.routeM, kv };
}

/** The low-voltage line from a new transformer at the plot to the customer. */
export function serviceLine(task: PlanTask, candidate: Candidate): NewLine {
  const kv = task.pack.voltage.nominalKv.low;
  const spread = onOnePhase(task, candidate.way) ? phaseWeight(task) : 1;
  const sized = sizeFor(task.catalogue, layerOf('lv', candidate), amperes(candidate.kva * spread, kv));
  return { ...sized, lengthM: task.pack.search.newTransformer.serviceM, kv };
}

/** A kVA on one phase draws as much current there as this many spread over three. */
const phaseWeight = ({ headroom }: PlanTask): number => headroom.rules.singlePhase['lv-line'] ?? 1;

/** A line as a branch of the load flow; `null` where the catalogue does not give its impedance. */
export function lineBranch(
  { catalogue }: PlanTask,
  { item, count, lengthM }: NewLine,
  kv: number,
): NewBranch | null {
  const conductor = catalogue.items[item];
  if (conductor?.rOhmPerKm === undefined || conductor.xOhmPerKm === undefined) return null;
  return {
    kv,
    branch: {
      kind: 'line',
      lengthKm: lengthM / 1000,
      rOhmPerKm: conductor.rOhmPerKm / count,
      xOhmPerKm: conductor.xOhmPerKm / count,
      bUsPerKm: 0,
      gUsPerKm: 0,
      ratingA: (conductor.ampacityA ?? 0) * count,
    },
  };
}
