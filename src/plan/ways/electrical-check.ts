import type { Electrical } from '../../model/plan.ts';
import type { NewLoad, StudyResult } from '../../search/feeder-study.ts';
import type { PlanTask } from '../context.ts';
import type { Candidate, CheckedCandidate, Miss } from './candidate.ts';

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
const roundedOrNull = (value: number | null, digits: number): number | null =>
  value === null ? null : rounded(value, digits);

function toElectrical({ headroom }: PlanTask, { bay }: Candidate, study: StudyResult): Electrical {
  return {
    minVoltagePu: rounded(study.minVoltagePu, 4),
    minVoltageNodeId: headroom.snapshot.farEndId(study.minVoltageElement),
    dropPercent: rounded(study.dropPercent, 2),
    maxLoadingPercent: rounded(study.maxLoadingPercent, 1),
    faultLevelKa: roundedOrNull(study.faultLevelKa, 2),
    breakingKa: bay === null || Number.isNaN(bay.breakingKa) ? null : bay.breakingKa,
    motorDipPercent: roundedOrNull(study.motorDipPercent, 2),
  };
}

function missOf(study: StudyResult, electrical: Electrical): Miss | null {
  const { faultLevelKa, breakingKa } = electrical;
  if (study.marginPu < 0) {
    const limit = rounded(study.minVoltagePu - study.marginPu, 4);
    return { code: 'voltage-out-of-band', threshold: limit, actual: electrical.minVoltagePu, unit: 'pu' };
  }
  if (faultLevelKa !== null && breakingKa !== null && faultLevelKa > breakingKa) {
    return { code: 'fault-level-above-breaking', threshold: breakingKa, actual: faultLevelKa, unit: 'kA' };
  }
  return null;
}

/** The demand as a load at an element. */
export const loadAt = ({ request, pack, brief }: PlanTask, element: number): NewLoad => ({
  element,
  kva: brief.needKva,
  cosPhi: request.demand.powerFactor ?? pack.voltage.powerFactor.value,
  largestMotorKw: request.demand.largestMotorKw,
});

/** A candidate against its load flow: passes, misses, or cannot be told. */
export function judge(
  task: PlanTask,
  candidate: Candidate,
  study: StudyResult | 'collapse' | null,
): CheckedCandidate | Miss {
  if (study === 'collapse') return { code: 'load-flow-collapses', threshold: null, actual: null, unit: null };
  if (study === null) return { ...candidate, electrical: null };
  const electrical = toElectrical(task, candidate, study);
  return missOf(study, electrical) ?? { ...candidate, electrical };
}

/** Load flow of the feeder with the new load, and fault level against the bay. */
export function checkElectrically(task: PlanTask, candidate: Candidate): CheckedCandidate | Miss {
  const element = task.headroom.snapshot.elementOf(candidate.source);
  return judge(task, candidate, task.studies?.look(loadAt(task, element)) ?? null);
}
