import type { LoadCategory } from '../../src/model/record.ts';
import { RATINGS, type Trade } from './equipment.ts';
import type { LineNode, Transformer } from './feeder.ts';
import type { Point } from './plane.ts';
import type { Random } from './random.ts';

/** Load categories per kind of transformer, repeated by how common they are (chosen). */
const CATEGORIES: Readonly<Record<Trade, readonly LoadCategory[]>> = {
  village: ['residential'],
  farm: ['agricultural'],
  works: ['industrial', 'industrial', 'micro-enterprise', 'public-service'],
  street: ['residential', 'residential', 'residential', 'commercial'],
  premises: ['commercial', 'commercial', 'public-service', 'industrial', 'ev-charging'],
  factory: ['industrial'],
};

const isPublic = (trade: Trade): boolean => trade === 'village' || trade === 'street';

/**
 * Puts a transformer on a node; its rating is drawn from what is common for its trade.
 *
 * @param place  What a public one is called after; customer-owned ones get a neutral name.
 */
export const mountTransformer = (
  node: LineNode,
  plan: { readonly trade: Trade; readonly at: Point; readonly place: string },
  random: Random,
): Transformer => {
  const { trade, at, place } = plan;
  const id = `${node.id}-t${node.transformers.length + 1}`;
  const transformer: Transformer = {
    id,
    name: isPublic(trade) ? `${place}配变` : `专变${id.slice(id.indexOf('f') + 1, -3).replace('-n', '')}`,
    node,
    at,
    trade,
    ownership: isPublic(trade) ? 'public' : 'customer',
    category: random.pick(CATEGORIES[trade]),
    ratingKva: random.pick(RATINGS[trade]),
    peakKva: { summer: 0, winter: 0 },
    lv: [],
  };
  node.transformers.push(transformer);
  return transformer;
};
