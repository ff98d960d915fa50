import type { SURFACES } from '../model/land-words.ts';
import type { Laying } from '../model/plan.ts';
import type { Catalogue } from './catalogue.ts';
import type { Crossed } from './catalogue-item.ts';

type Surface = (typeof SURFACES)[number];

/** What has been found: a plan set asks for the same few surfaces hundreds of times. */
const grounds = new WeakMap<Catalogue, Map<Surface, string>>();

/** The item of the ground work for a cable under a surface, priced per metre. */
export function groundItem(catalogue: Catalogue, surface: Surface): string {
  const known = grounds.get(catalogue) ?? new Map<Surface, string>();
  grounds.set(catalogue, known);
  const item = known.get(surface) ?? findGround(catalogue, surface);
  known.set(surface, item);
  return item;
}

function findGround(catalogue: Catalogue, surface: Surface): string {
  const found = Object.keys(catalogue.items).find((id) => catalogue.items[id]?.surfaces?.includes(surface));
  // The catalogue's own check asks for one.
  if (found === undefined)
    throw new Error(`catalogue ${catalogue.id} has no item for the surface ${surface}`);
  return found;
}

/** The item of one crossing; `null` = crossed for nothing, such as a lane by an overhead line. */
export function crossingItem(catalogue: Catalogue, crossed: Crossed, laying: Laying): string | null {
  const crosses = (id: string): boolean => {
    const item = catalogue.items[id];
    return item?.crosses?.includes(crossed) === true && item.layings?.includes(laying) === true;
  };
  return Object.keys(catalogue.items).find(crosses) ?? null;
}
