import type { Laying } from '../../model/plan.ts';
import type { ConductorLayer } from '../../pricing/catalogue-item.ts';
import { type Sized, newLineFor } from '../../pricing/size.ts';
import type { PlanTask } from '../context.ts';
import { type Way, isLow, onOnePhase } from './candidate.ts';

/** cos φ of the demand, or the pack's where it states none. */
export const cosPhiOf = ({ request, pack }: PlanTask): number =>
  request.demand.powerFactor ?? pack.voltage.powerFactor.value;

/** A line to be sized. */
export interface LineAsked {
  readonly way: Way;
  /** Capacity it is to carry. */
  readonly kva: number;
  readonly kv: number;
}

/** The conductor of a layer for a capacity over a length, sized for current and drop; one phase runs to neutral. */
export function sizedFor(
  task: PlanTask,
  layer: ConductorLayer,
  { way, kva, kv: between }: LineAsked,
  lengthM: number,
): Sized {
  const { lowPercent, mediumPercent } = task.pack.voltage.designDrop;
  const low = layer.startsWith('lv-');
  const phases = low && onOnePhase(task, way) ? 1 : 3;
  const kv = phases === 1 ? between / Math.sqrt(3) : between;
  return newLineFor(task.catalogue, layer, {
    currentA: kva / (phases === 1 ? kv : Math.sqrt(3) * kv),
    lengthM,
    ...{ kv, phases, cosPhi: cosPhiOf(task) },
    maxDropPercent: low ? lowPercent : mediumPercent,
  });
}

/** Voltage of the new line of a way: low but for a new transformer, whose line is of medium voltage. */
export const levelOf = (way: Way): 'lv' | 'mv' => (isLow(way) && way !== 'lv-new-transformer' ? 'lv' : 'mv');

/** The conductors of a line of some length: cable, and overhead where it may be that. */
export function lineSizes(
  task: PlanTask,
  asked: LineAsked & { readonly laying: Laying },
  lengthM: number,
): { cable: Sized; overhead: Sized | null; groundWork: boolean } {
  const level = levelOf(asked.way);
  return {
    cable: sizedFor(task, `${level}-cable`, asked, lengthM),
    overhead: asked.laying === 'overhead' ? sizedFor(task, `${level}-overhead`, asked, lengthM) : null,
    groundWork: level === 'mv',
  };
}
