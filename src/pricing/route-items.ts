import type { SURFACES } from '../model/land-words.ts';
import type { Laying } from '../model/plan.ts';
import type { Catalogue } from './catalogue.ts';
import type { Crossed } from './catalogue-item.ts';
import { perCatalogue } from './per-catalogue.ts';

type Surface = (typeof SURFACES)[number];

function findGround(catalogue: Catalogue, surface: Surface): string {
  const found = Object.keys(catalogue.items).find((id) => catalogue.items[id]?.surfaces?.includes(surface));
  // The catalogue's own check asks for one.
  if (found === undefined)
    throw new Error(`catalogue ${catalogue.id} has no item for the surface ${surface}`);
  return found;
}

/** The item of the ground work for a cable under a surface, priced per metre. */
export const groundItem = perCatalogue(findGround, (surface) => surface);

/** Something crossed, and how the line lies. */
interface Crossing {
  readonly crossed: Crossed;
  readonly laying: Laying;
}

function findCrossing(catalogue: Catalogue, { crossed, laying }: Crossing): string | null {
  const crosses = (id: string): boolean => {
    const item = catalogue.items[id];
    return item?.crosses?.includes(crossed) === true && item.layings?.includes(laying) === true;
  };
  return Object.keys(catalogue.items).find(crosses) ?? null;
}

/** The item of one crossing; `null` = crossed for nothing, such as a lane by an overhead line. */
export const crossingItem = perCatalogue(findCrossing, ({ crossed, laying }) => `${crossed} ${laying}`);
