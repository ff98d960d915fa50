import type { Laying, SourceKind } from '../../model/plan.ts';
import type { PlanTask } from '../context.ts';

const CABLE_ONLY: readonly SourceKind[] = ['rmu', 'switching-station', 'branch-box'];

/** How a new line from a kind of source is laid: cable from cabinets, else as the pack says for the area. */
export function layingFor({ pack, brief }: PlanTask, sourceKind: SourceKind): Laying {
  const { areaType } = brief;
  if (CABLE_ONLY.includes(sourceKind)) return 'cable';
  if (areaType === null) return pack.route.layingWhereUnknown;
  return pack.route.overheadIn.includes(areaType) ? 'overhead' : 'cable';
}
