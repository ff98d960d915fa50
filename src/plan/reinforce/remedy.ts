import type { Ckva } from '../../model/capacity-rules.ts';
import type { ElementKind, Laying } from '../../model/plan.ts';
import { LAYINGS } from '../../model/record.ts';
import type { Layer } from '../../pricing/catalogue-item.ts';
import { sizesIn } from '../../pricing/size.ts';
import type { PlanTask } from '../context.ts';
import type { Work } from '../ways/works.ts';

/** What can be done to an element that lacks room. */
export type RemedyName = 'larger-conductor' | 'parallel-line' | 'larger-transformer' | 'larger-outlet';

/** An element that is rebuilt: what is done, what it can carry then, and the works on the public grid. */
export interface Remedy {
  readonly name: RemedyName;
  readonly element: number;
  readonly kind: ElementKind;
  readonly ratingCkva: Ckva;
  readonly works: readonly Work[];
}

const ckvaOf = (amperes: number, kv: number): Ckva => Math.floor(Math.sqrt(3) * kv * amperes * 100 + 1e-6);

const line = (item: string, quantity: number): Work => ({
  item,
  quantity,
  side: 'grid',
  part: 'reinforcement',
});

interface Fitting {
  readonly item: string;
  readonly carries: number;
}

/** The smallest size of a layer that carries a load; `null` where the catalogue ends. */
const fitting = ({ catalogue }: PlanTask, layer: Layer, load: number): Fitting | null =>
  sizesIn(catalogue, layer).find(({ carries }) => carries >= load - 1e-9) ?? null;

function layingOf({ headroom }: PlanTask, element: number): Laying | null {
  const laying = LAYINGS[headroom.snapshot.columns.lineLaying[element] ?? LAYINGS.length - 1];
  return laying === 'overhead' || laying === 'cable' ? laying : null;
}

/** What is known of a line that could be rebuilt; `null` = not enough. */
function lineOf(task: PlanTask, element: number) {
  const { snapshot } = task.headroom;
  const kind = snapshot.elementKind(element);
  const laying = layingOf(task, element);
  const lengthM = snapshot.columns.lineM[element] ?? NaN;
  const kv = snapshot.columns.elementKv[element] ?? NaN;
  if (laying === null || !(lengthM >= 0) || !(kv > 0)) return null;
  const level = kind === 'lv-line' ? 'lv' : 'mv';
  return { kind, laying, kv, metres: Math.round(lengthM * 10) / 10, layer: `${level}-${laying}` as const };
}

/** A second line of the same size beside the rebuilt one, in ground of its own where it is a cable. */
function beside(
  task: PlanTask,
  { item }: Fitting,
  { laying, layer, metres }: NonNullable<ReturnType<typeof lineOf>>,
): Work[] {
  const { items } = task.catalogue;
  const { sizeMm2 } = items[item] ?? {};
  const twin = sizesIn(task.catalogue, layer).find((size) => size.price.sizeMm2 === sizeMm2);
  const ground = task.brief.areaType === 'rural' ? 'trench-soil' : 'duct-pavement';
  return twin === undefined
    ? []
    : [line(twin.item, metres), ...(laying === 'cable' ? [line(ground, metres)] : [])];
}

/** The next conductor size that carries the rating; beyond the largest, two lines of one size side by side. */
function rebuiltLine(task: PlanTask, element: number, needed: Ckva): Remedy | null {
  const found = lineOf(task, element);
  if (found === null) return null;
  const { kind, kv, layer, metres } = found;
  const amperes = needed / 100 / (Math.sqrt(3) * kv);
  const one = fitting(task, `${layer}-replacement`, amperes);
  const size = one ?? fitting(task, `${layer}-replacement`, amperes / 2);
  if (size === null) return null;
  const second = one === null ? beside(task, size, found) : [];
  if (one === null && second.length === 0) return null;
  return {
    name: one === null ? 'parallel-line' : 'larger-conductor',
    element,
    kind,
    ratingCkva: ckvaOf(size.carries * (one === null ? 2 : 1), kv),
    works: [line(size.item, metres), ...second],
  };
}

function largerTransformer(task: PlanTask, element: number, needed: Ckva): Remedy | null {
  const size = fitting(task, 'transformer-replacement', needed / 100);
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
  const size = fitting(task, 'outlet-bay', needed / 100 / (Math.sqrt(3) * kv));
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
