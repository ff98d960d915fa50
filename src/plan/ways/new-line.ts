import type { ConductorLayer } from '../../pricing/catalogue-item.ts';
import { type Sized, newLineFor } from '../../pricing/size.ts';
import type { NewBranch } from '../../search/feeder-study.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, isLow, onOnePhase } from './candidate.ts';

/** A new line of a plan: the conductor, how many side by side, and how long. */
export interface NewLine extends Sized {
  readonly lengthM: number;
}

/** Voltage a candidate starts at, kV. */
function startKv({ headroom }: PlanTask, { source, element, cut }: Candidate): number {
  const { sourceKv, elementKv } = headroom.snapshot.columns;
  return (cut === null ? sourceKv[source] : elementKv[element]) ?? NaN;
}

/** Voltage the customer gets from a candidate, kV. */
export const suppliedKv = (task: PlanTask, candidate: Candidate): number =>
  candidate.transformer === null ? startKv(task, candidate) : task.pack.voltage.nominalKv.low;

/** cos φ of the demand, or the pack's where it states none. */
export const cosPhiOf = ({ request, pack }: PlanTask): number =>
  request.demand.powerFactor ?? pack.voltage.powerFactor.value;

/** A line of some length for a candidate's capacity, sized for current and drop; one phase runs to neutral. */
function sized(
  task: PlanTask,
  candidate: Candidate,
  layer: ConductorLayer,
  at: { kv: number; lengthM: number },
): NewLine {
  const { lowPercent, mediumPercent } = task.pack.voltage.designDrop;
  const low = layer.startsWith('lv-');
  const phases = low && onOnePhase(task, candidate.way) ? 1 : 3;
  const kv = phases === 1 ? at.kv / Math.sqrt(3) : at.kv;
  const line = newLineFor(task.catalogue, layer, {
    currentA: candidate.kva / (phases === 1 ? kv : Math.sqrt(3) * kv),
    lengthM: at.lengthM,
    ...{ kv, phases, cosPhi: cosPhiOf(task) },
    maxDropPercent: low ? lowPercent : mediumPercent,
  });
  return { ...line, lengthM: at.lengthM };
}

/** The line from the grid to the customer, or to the new transformer at the plot. */
export function newLine(task: PlanTask, candidate: Candidate): NewLine {
  const low = isLow(candidate.way) && candidate.transformer === null;
  const layer: ConductorLayer = `${low ? 'lv' : 'mv'}-${candidate.laying}`;
  return sized(task, candidate, layer, { kv: startKv(task, candidate), lengthM: candidate.routeM });
}

/** The low-voltage line from a new transformer at the plot to the customer. */
export const serviceLine = (task: PlanTask, candidate: Candidate): NewLine =>
  sized(task, candidate, `lv-${candidate.laying}`, {
    kv: task.pack.voltage.nominalKv.low,
    lengthM: task.pack.search.newTransformer.serviceM,
  });

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
