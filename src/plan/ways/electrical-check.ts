import type { Ckva } from '../../model/capacity-rules.ts';
import type { Electrical } from '../../model/plan.ts';
import type { NewLoad, StudyResult } from '../../search/feeder-study.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, type Checked, type Miss, onOnePhase } from './candidate.ts';
import { newBranches } from './new-branches.ts';
import { cosPhiOf } from './line-sizes.ts';

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

function missOf({ pack }: PlanTask, study: StudyResult, electrical: Electrical): Miss | null {
  const { faultLevelKa, breakingKa } = electrical;
  const { lowPercent } = pack.voltage.designDrop;
  if (study.marginPu < 0) {
    const limit = rounded(study.minVoltagePu - study.marginPu, 4);
    return { code: 'voltage-out-of-band', threshold: limit, actual: electrical.minVoltagePu, unit: 'pu' };
  }
  if (study.lowDropPercent !== null && study.lowDropPercent > lowPercent) {
    const actual = rounded(study.lowDropPercent, 2);
    return { code: 'low-voltage-drop', threshold: lowPercent, actual, unit: '%' };
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

/** What is asked for as a load at the end of what a candidate builds; `null` where an impedance of that is not known. */
export function loadAt(
  task: PlanTask,
  candidate: Candidate,
  asked: Asked = { kva: candidate.kva },
): NewLoad | null {
  const { studies, request } = task;
  const via = studies === null ? [] : newBranches(task, studies, candidate);
  if (via === null) return null;
  return {
    element: candidate.element,
    cosPhi: cosPhiOf(task),
    largestMotorKw: request.demand.largestMotorKw,
    singlePhase: onOnePhase(task, candidate.way),
    via,
    ...asked,
    ...(candidate.cut === null ? {} : { cutAt: candidate.cut.share }),
  };
}

/** Nothing could be checked. */
export const UNCHECKED: Checked = { electrical: null, typicalImpedance: false };

/** A candidate against its load flow: passes, misses, or cannot be told. */
export function judge(
  task: PlanTask,
  candidate: Candidate,
  study: StudyResult | 'collapse' | null,
): Checked | Miss {
  if (study === 'collapse') return { code: 'load-flow-collapses', threshold: null, actual: null, unit: null };
  if (study === null) return UNCHECKED;
  const electrical = toElectrical(task, candidate, study);
  return missOf(task, study, electrical) ?? { electrical, typicalImpedance: study.typical };
}

/**
 * Load flow of the feeder with the new load at the end of its new line, low-voltage drop against the pack's, and fault
 * level against the bay: passes, misses, or cannot be told.
 *
 * @param asked without it, the whole capacity on the feeder as it stands. What is built is sized for the whole anyway.
 */
export function checkElectrically(task: PlanTask, candidate: Candidate, asked?: Asked): Checked | Miss {
  const load = loadAt(task, candidate, asked);
  return judge(task, candidate, load === null ? null : (task.studies?.look(load) ?? null));
}
