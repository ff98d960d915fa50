import type { PlanTask } from '../context.ts';
import type { Miss } from './candidate.ts';

/** What tells the reach of low voltage. */
type ReachRules = Pick<PlanTask, 'headroom' | 'pack'> & {
  readonly brief: Pick<PlanTask['brief'], 'areaType'>;
};

/** Metres of low-voltage line between an element's far end and its transformer. */
function lineToTransformerM({ headroom }: Pick<PlanTask, 'headroom'>, element: number): number {
  const { elementParent, lineM } = headroom.snapshot.columns;
  let metres = 0;
  for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
    if (headroom.snapshot.elementKind(e) !== 'lv-line') break;
    metres += lineM[e] ?? 0;
  }
  return metres;
}

/** From the transformer along the line, m. */
function reachM({ pack, brief: { areaType } }: ReachRules): number {
  const { radiusM } = pack.search.lvReach;
  return areaType === null ? Math.min(radiusM.urban, radiusM.rural) : radiusM[areaType];
}

/** How far a customer may be from an element's far end at most, m; below 0 = its line is too long by itself. */
export const lowVoltageLeftM = (task: ReachRules, element: number): number =>
  reachM(task) - lineToTransformerM(task, element);

/** Supply radius of low voltage: the line from the transformer to the customer against the pack's limit for the area. */
export function beyondLowVoltage(task: ReachRules, element: number, routeM: number): Miss | null {
  const limit = reachM(task);
  const metres = Math.round((lineToTransformerM(task, element) + routeM) * 10) / 10;
  return metres > limit
    ? { code: 'beyond-low-voltage-reach', threshold: limit, actual: metres, unit: 'm' }
    : null;
}
