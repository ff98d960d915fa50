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
  const takenKva = takenCkva(headroom.rules, load, kind) / 100;
  const { item, count } = sizeFor(catalogue, 'customer-transformer', takenKva / share);
  const ratingKva = catalogue.items[item]?.ratingKva ?? 0;
  if (count > 1) {
    const usableKva = Math.floor(ratingKva * share * 100 + 1e-6) / 100;
    return { code: 'transformer-too-small', threshold: takenKva, actual: usableKva, unit: 'kVA' };
  }
  return { id: `${nodeId}/new-transformer`, kind, ratingCkva: Math.round(ratingKva * 100), item, ratingKva };
}
