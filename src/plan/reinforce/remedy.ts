import type { Ckva } from '../../model/capacity-rules.ts';
import { type ElementKind, type Laying } from '../../model/plan.ts';
import { LAYINGS } from '../../model/record.ts';
import type { Quantity } from '../../pricing/bill.ts';
import type { Layer } from '../../pricing/catalogue.ts';
import { sizeFor, sizesIn } from '../../pricing/size.ts';
import type { PlanTask } from '../context.ts';

/** What can be done to an element that lacks room. */
export type RemedyName = 'larger-conductor' | 'parallel-line' | 'larger-transformer' | 'larger-outlet';

/** An element that is rebuilt: what is done, what it can carry then, and the works on the public grid. */
export interface Remedy {
  readonly name: RemedyName;
  readonly element: number;
  readonly kind: ElementKind;
  readonly ratingCkva: Ckva;
  readonly works: readonly Quantity[];
}

/** A second line beside the first is a remedy; more than two are a matter of planning. */
const MOST_PARALLEL = 2;

const ckvaOf = (amperes: number, kv: number): Ckva => Math.floor(Math.sqrt(3) * kv * amperes * 100 + 1e-6);

/** Reinforcement serves everyone on the public grid: who pays is for the payer rules. */
const line = (item: string, quantity: number): Quantity => ({
  item,
  quantity,
  side: 'grid',
  payer: 'undecided',
  rule: null,
});

/** The smallest size, or two of a kind, that carries a rating; `null` where the catalogue ends. */
function fitting({ catalogue }: PlanTask, layer: Layer, load: number, most: number) {
  const largest = sizesIn(catalogue, layer).at(-1);
  if (largest === undefined || load > largest.carries * most + 1e-9) return null;
  const { item, count } = sizeFor(catalogue, layer, load);
  const { ampacityA, ratingKva } = catalogue.items[item] ?? {};
  return { item, count, carries: (ampacityA ?? ratingKva ?? 0) * count };
}

function layingOf({ headroom }: PlanTask, element: number): Laying | null {
  const laying = LAYINGS[headroom.snapshot.columns.lineLaying[element] ?? LAYINGS.length - 1];
  return laying === 'overhead' || laying === 'cable' ? laying : null;
}

/** The next conductor size that carries the rating, else two lines side by side. */
function rebuiltLine(task: PlanTask, element: number, needed: Ckva): Remedy | null {
  const { snapshot } = task.headroom;
  const laying = layingOf(task, element);
  const lengthCm = snapshot.columns.lineLengthCm[element] ?? -1;
  const kv = snapshot.columns.elementKv[element] ?? NaN;
  if (laying === null || lengthCm < 0 || !(kv > 0)) return null;
  const kind = snapshot.elementKind(element);
  const layer: Layer = `${kind === 'lv-line' ? 'lv' : 'mv'}-${laying}`;
  const size = fitting(task, layer, needed / 100 / (Math.sqrt(3) * kv), MOST_PARALLEL);
  if (size === null) return null;
  const metres = Math.round(lengthCm / 10) / 10;
  const ground = task.request.customer.areaType === 'rural' ? 'trench-soil' : 'duct-pavement';
  return {
    name: size.count === 1 ? 'larger-conductor' : 'parallel-line',
    element,
    kind,
    ratingCkva: ckvaOf(size.carries, kv),
    works: [
      line(size.item, Math.round(metres * size.count * 10) / 10),
      ...(laying === 'cable' ? [line(ground, metres)] : []),
    ],
  };
}

function largerTransformer(task: PlanTask, element: number, needed: Ckva): Remedy | null {
  const size = fitting(task, 'customer-transformer', needed / 100, 1);
  return size === null
    ? null
    : {
        name: 'larger-transformer',
        element,
        kind: 'distribution-transformer',
        ratingCkva: Math.round(size.carries * 100),
        works: [line(size.item, 1)],
      };
}

/** A larger panel of the outlet or bay. */
function largerOutlet(task: PlanTask, element: number, needed: Ckva): Remedy | null {
  const { snapshot } = task.headroom;
  const kv = snapshot.columns.elementKv[element] ?? NaN;
  if (!(kv > 0)) return null;
  const size = fitting(task, 'outlet-bay', needed / 100 / (Math.sqrt(3) * kv), 1);
  return size === null
    ? null
    : {
        name: 'larger-outlet',
        element,
        kind: snapshot.elementKind(element),
        ratingCkva: ckvaOf(size.carries, kv),
        works: [line(size.item, 1)],
      };
}

const REMEDIES: Readonly<
  Partial<Record<ElementKind, (task: PlanTask, element: number, needed: Ckva) => Remedy | null>>
> = {
  'lv-line': rebuiltLine,
  section: rebuiltLine,
  'distribution-transformer': largerTransformer,
  outlet: largerOutlet,
  bay: largerOutlet,
};

/**
 * What lifts an element to a rating, from the catalogue.
 *
 * @param neededCkva rating it must reach, 0.01 kVA.
 * @returns `null` where the catalogue has nothing for it, or a figure is missing: a matter for the planners of the grid,
 *   as busbars, main transformers and substations always are.
 */
export const remedyFor = (task: PlanTask, element: number, neededCkva: Ckva): Remedy | null =>
  REMEDIES[task.headroom.snapshot.elementKind(element)]?.(task, element, neededCkva) ?? null;
