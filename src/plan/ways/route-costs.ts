import { CROSSING_KINDS, GROUND_COUNT, type Ground, groundOf } from '../../model/ground.ts';
import type { Laying } from '../../model/plan.ts';
import type { Catalogue } from '../../pricing/catalogue.ts';
import { crossingItem, groundItem } from '../../pricing/route-items.ts';
import type { Sized } from '../../pricing/size.ts';
import type { RouteCosts } from '../../search/routes/route-costs.ts';

/** The conductors of a line by how it may be laid; `overhead` is `null` where that is not allowed. */
export interface LineSizes {
  readonly cable: Sized;
  readonly overhead: Sized | null;
}

/** How a line lies in a ground: overhead where that is allowed, but not in ducts, nor in a tunnel. */
export const layingIn = ({ overhead }: LineSizes, ground: Ground): Laying =>
  overhead === null || ground.class === 'duct-corridor' || ground.structure === 'tunnel'
    ? 'cable'
    : 'overhead';

/** The item of the work on the ground per metre; `null` = none, as for an overhead line. */
export function workItem(catalogue: Catalogue, ground: Ground, laying: Laying): string | null {
  if (laying === 'overhead') return null;
  return ground.class === 'duct-corridor' ? 'duct-existing' : groundItem(catalogue, ground.surface);
}

/** The item of a crossing; `null` = free. An area of water is crossed like a river. */
export const crossedItem = (
  catalogue: Catalogue,
  kind: (typeof CROSSING_KINDS)[number],
  laying: Laying,
): string | null => crossingItem(catalogue, kind === 'water' ? 'river' : kind, laying);

const likelyYuan = ({ items }: Catalogue, id: string | null): number =>
  id === null ? 0 : (items[id]?.likelyYuan ?? 0);

/**
 * What a line of given conductors costs along every ground and over everything it may cross: likely prices of the
 * catalogue, yuan. A motorway is crossed, never followed.
 */
export function routeCosts(catalogue: Catalogue, sizes: LineSizes): RouteCosts {
  const grounds = Array.from({ length: GROUND_COUNT }, (_, code) => groundOf(code));
  const laying = grounds.map((ground) => layingIn(sizes, ground));
  const perM = grounds.map((ground, code) => {
    if (ground.class === 'motorway') return Infinity;
    const { item, count } = laying[code] === 'overhead' ? (sizes.overhead ?? sizes.cable) : sizes.cable;
    const work = workItem(catalogue, ground, laying[code] ?? 'cable');
    return likelyYuan(catalogue, item) * count + likelyYuan(catalogue, work);
  });
  const crossing: Laying = sizes.overhead === null ? 'cable' : 'overhead';
  return {
    laying,
    perM: Float64Array.from(perM),
    perCrossing: Float64Array.from(CROSSING_KINDS, (kind) =>
      likelyYuan(catalogue, crossedItem(catalogue, kind, crossing)),
    ),
  };
}
