import type { AskedLoad } from '../../model/capacity-rules.ts';
import type { PlanContext } from '../context.ts';
import type { Miss } from './candidate.ts';

function onDedicatedFeeder({ headroom }: Pick<PlanContext, 'headroom'>, element: number): Miss | null {
  const { columns } = headroom.snapshot;
  const feeder = columns.elementFeeder[element] ?? -1;
  return feeder >= 0 && columns.feederDedicated[feeder] === 1
    ? { code: 'dedicated-feeder', threshold: null, actual: null, unit: null }
    : null;
}

function noRoom({ headroom }: Pick<PlanContext, 'headroom'>, element: number, load: AskedLoad): Miss | null {
  if (headroom.takes(element, load)) return null;
  if (headroom.chainTakes(element, load))
    return { code: 'not-secured', threshold: load.ckva / 100, actual: null, unit: 'kVA' };
  const { neededCkva, leftCkva } = headroom.tightest(element, load);
  return { code: 'no-room', threshold: neededCkva / 100, actual: leftCkva / 100, unit: 'kVA' };
}

/** What the chain above a place has against a load: somebody's own line, or too little room; `null` = nothing. */
export const chainMiss = (
  task: Pick<PlanContext, 'headroom'>,
  element: number,
  load: AskedLoad,
): Miss | null => onDedicatedFeeder(task, element) ?? noRoom(task, element, load);
