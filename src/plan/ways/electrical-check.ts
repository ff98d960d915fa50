import type { Ckva } from '../../model/capacity-rules.ts';
import type { Electrical } from '../../model/plan.ts';
import type { StudyResult } from '../../search/feeder-study.ts';
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

/** What is checked: a capacity, with elements that are rated higher by then. */
interface Asked {
  readonly kva: number;
  readonly reinforced?: ReadonlyMap<number, Ckva>;
}

/**
 * Load flow of the feeder with the new load, and fault level against the bay: passes, misses, or cannot be told.
 *
 * @param asked without it, the whole demand on the feeder as it stands.
 */
export function checkElectrically(
  task: PlanTask,
  candidate: Candidate,
  asked: Asked = { kva: task.brief.needKva },
): CheckedCandidate | Miss {
  const { studies, request, pack, headroom } = task;
  const study = studies?.look({
    ...asked,
    element: headroom.snapshot.elementOf(candidate.source),
    cosPhi: request.demand.powerFactor ?? pack.voltage.powerFactor.value,
    largestMotorKw: request.demand.largestMotorKw,
  });
  if (study === 'collapse') return { code: 'load-flow-collapses', threshold: null, actual: null, unit: null };
  if (study === undefined || study === null) return { ...candidate, electrical: null };
  const electrical = toElectrical(task, candidate, study);
  return missOf(study, electrical) ?? { ...candidate, electrical };
}
