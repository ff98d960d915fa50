import type { PlanTask } from '../context.ts';
import type { Miss } from './candidate.ts';

/** Metres of low-voltage line between an element's far end and its transformer. */
function lineToTransformerM({ headroom }: PlanTask, element: number): number {
  const { elementParent, lineM } = headroom.snapshot.columns;
  let metres = 0;
  for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
    if (headroom.snapshot.elementKind(e) !== 'lv-line') break;
    metres += lineM[e] ?? 0;
  }
  return metres;
}

/** Supply radius of low voltage: the line from the transformer to the customer against the pack's limit for the area. */
export function beyondLowVoltage(task: PlanTask, element: number, routeM: number): Miss | null {
  const { radiusM } = task.pack.search.lvReach;
  const { areaType } = task.brief;
  const limit = areaType === null ? Math.min(radiusM.urban, radiusM.rural) : radiusM[areaType];
  const metres = Math.round((lineToTransformerM(task, element) + routeM) * 10) / 10;
  return metres > limit
    ? { code: 'beyond-low-voltage-reach', threshold: limit, actual: metres, unit: 'm' }
    : null;
}
