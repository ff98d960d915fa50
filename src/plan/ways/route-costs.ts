import { CROSSING_KINDS, GROUND_COUNT, type Ground, groundOf } from '../../model/ground.ts';
import type { Laying } from '../../model/plan.ts';
import type { Catalogue } from '../../pricing/catalogue.ts';
import { crossingItem, groundItem } from '../../pricing/route-items.ts';
import { perCatalogue } from '../../pricing/per-catalogue.ts';
import type { Sized } from '../../pricing/size.ts';
import type { RouteCosts } from '../../search/routes/route-costs.ts';

/** The conductors of a line by how it may be laid; `overhead` is `null` where that is not allowed. */
export interface LineSizes {
  readonly cable: Sized;
  readonly overhead: Sized | null;
  /** The work on the ground is billed beside the line: at medium voltage; that of a low-voltage cable is in its price. */
  readonly groundWork: boolean;
  /** Tells these from all others. */
  readonly key: string;
}

/** The conductors of a line together. */
export function togetherSized({ cable, overhead, groundWork }: Omit<LineSizes, 'key'>): LineSizes {
  const [below, above] = [cable, overhead].map((one) => (one === null ? '' : `${one.item} ${one.count}`));
  return { cable, overhead, groundWork, key: `${below}/${above}${groundWork ? '+' : ''}` };
}

/** How a line lies in a ground: overhead where that is allowed, but not in ducts, nor in a tunnel. */
export const layingIn = ({ overhead }: Pick<LineSizes, 'overhead'>, ground: Ground): Laying =>
  overhead === null || ground.class === 'duct-corridor' || ground.structure === 'tunnel'
    ? 'cable'
    : 'overhead';

/** The item of the work on the ground per metre; `null` = none, as for an overhead line. */
export function workItem(catalogue: Catalogue, sizes: LineSizes, ground: Ground): string | null {
  if (!sizes.groundWork || layingIn(sizes, ground) === 'overhead') return null;
  return ground.class === 'duct-corridor' ? 'duct-existing' : groundItem(catalogue, ground.surface);
}

/** The item of a crossing; `null` = free. An area of water is crossed like a river. */
export const crossedItem = (
  catalogue: Catalogue,
  kind: (typeof CROSSING_KINDS)[number],
  laying: Laying,
): string | null => crossingItem(catalogue, { crossed: kind === 'water' ? 'river' : kind, laying });

const likelyYuan = ({ items }: Catalogue, id: string | null): number =>
  id === null ? 0 : (items[id]?.likelyYuan ?? 0);

function costsOf(catalogue: Catalogue, sizes: LineSizes): RouteCosts {
  const grounds = Array.from({ length: GROUND_COUNT }, (_, code) => groundOf(code));
  const laying = grounds.map((ground) => layingIn(sizes, ground));
  const perM = grounds.map((ground, code) => {
    if (ground.class === 'motorway') return Infinity;
    const { item, count } = laying[code] === 'overhead' ? (sizes.overhead ?? sizes.cable) : sizes.cable;
    return likelyYuan(catalogue, item) * count + likelyYuan(catalogue, workItem(catalogue, sizes, ground));
  });
  const crossing = crossingLaying(sizes);
  return {
    laying,
    perM: Float64Array.from(perM),
    perCrossing: Float64Array.from(CROSSING_KINDS, (kind) =>
      likelyYuan(catalogue, crossedItem(catalogue, kind, crossing)),
    ),
  };
}

/** How a line crosses what it crosses: above where it may be overhead at all. */
export const crossingLaying = ({ overhead }: LineSizes): Laying => (overhead === null ? 'cable' : 'overhead');

/**
 * What a line of given conductors costs along every ground and over everything it may cross: likely prices of the
 * catalogue, yuan. A motorway is crossed, never followed.
 */
export const routeCosts = perCatalogue(costsOf, ({ key }: LineSizes) => key);
