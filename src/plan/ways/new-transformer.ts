import { sizeFor } from '../../pricing/size.ts';
import type { AskedLoad } from '../../model/capacity-rules.ts';
import { takenCkva } from '../../model/capacity-rules.ts';
import type { PlanTask } from '../context.ts';
import type { Miss, NewTransformer } from './candidate.ts';

/**
 * The smallest transformer of the catalogue whose usable share carries a load; a miss where one alone does not.
 *
 * @param nodeId where its medium-voltage line begins: its id is made of it.
 */
export function newTransformer(
  { catalogue, headroom }: PlanTask,
  nodeId: string,
  load: AskedLoad,
): NewTransformer | Miss {
  const kind = 'distribution-transformer';
  const share = headroom.rules.usableShare[kind];
  const needKva = takenCkva(headroom.rules, load, kind) / 100 / share;
  const { item, count } = sizeFor(catalogue, 'customer-transformer', needKva);
  const ratingKva = catalogue.items[item]?.ratingKva ?? 0;
  if (count > 1) return { code: 'transformer-too-small', threshold: needKva, actual: ratingKva, unit: 'kVA' };
  return { id: `${nodeId}/new-transformer`, kind, ratingCkva: Math.round(ratingKva * 100), item, ratingKva };
}
