import type { Laying } from '../../model/plan.ts';
import type { ConductorLayer } from '../../pricing/catalogue-item.ts';
import { type Sized, newLinesFor } from '../../pricing/size.ts';
import type { PlanTask } from '../context.ts';
import { Notes } from '../notebook.ts';
import { type Way, isLow, onOnePhase } from './candidate.ts';
import { type LineSizes, togetherSized } from './route-costs.ts';

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

type BySize = (lengthM: number) => Sized;

function linesFor(task: PlanTask, layer: ConductorLayer, { way, kva, kv: between }: LineAsked): BySize {
  const { lowPercent, mediumPercent } = task.pack.voltage.designDrop;
  const low = layer.startsWith('lv-');
  const phases = low && onOnePhase(task, way) ? 1 : 3;
  const kv = phases === 1 ? between / Math.sqrt(3) : between;
  return newLinesFor(task.catalogue, layer, {
    currentA: kva / (phases === 1 ? kv : Math.sqrt(3) * kv),
    kv,
    phases,
    cosPhi: cosPhiOf(task),
    maxDropPercent: low ? lowPercent : mediumPercent,
  });
}

/** The conductor of a layer for a capacity over a length, sized for current and drop; one phase runs to neutral. */
export const sizedFor = (task: PlanTask, layer: ConductorLayer, asked: LineAsked, lengthM: number): Sized =>
  linesFor(task, layer, asked)(lengthM);

/** Voltage of the new line of a way: low but for a new transformer, whose line is of medium voltage. */
export const levelOf = (way: Way): 'lv' | 'mv' => (isLow(way) && way !== 'lv-new-transformer' ? 'lv' : 'mv');

/** What has been sized for a request: hundreds of places ask for the same few lines. */
const known = new Notes(() => new Map<string, (lengthM: number) => LineSizes>());

/** Conductors by length, equal ones the same object. */
function sizer(
  task: PlanTask,
  asked: LineAsked & { readonly laying: Laying },
): (lengthM: number) => LineSizes {
  const level = levelOf(asked.way);
  const cables = linesFor(task, `${level}-cable`, asked);
  const overheads = asked.laying === 'overhead' ? linesFor(task, `${level}-overhead`, asked) : null;
  const all: LineSizes[] = [];
  return (lengthM) => {
    const cable = cables(lengthM);
    const overhead = overheads?.(lengthM) ?? null;
    const same = all.find((one) => one.cable === cable && one.overhead === overhead);
    if (same !== undefined) return same;
    const sizes = togetherSized({ cable, overhead, groundWork: level === 'mv' });
    all.push(sizes);
    return sizes;
  };
}

/** The conductors of a line by its length: cable, and overhead where it may be that. */
export function lineSizes(
  task: PlanTask,
  asked: LineAsked & { readonly laying: Laying },
): (lengthM: number) => LineSizes {
  const ofTask = known.in(task.notebook);
  const key = `${levelOf(asked.way)} ${asked.laying} ${asked.kva} ${asked.kv} ${onOnePhase(task, asked.way)}`;
  const sizes = ofTask.get(key) ?? sizer(task, asked);
  ofTask.set(key, sizes);
  return sizes;
}
