import { sizeFor } from '../../pricing/size.ts';
import type { AskedLoad } from '../../model/capacity-rules.ts';
import { takenCkva } from '../../model/capacity-rules.ts';
import type { Laying } from '../../model/plan.ts';
import type { PlanTask } from '../context.ts';
import type { Miss, NewTransformer } from './candidate.ts';

/**
 * The smallest transformer of the catalogue whose usable share carries a load; a miss where one alone does not.
 *
 * On a pole where the line is overhead, in a box where it is cable.
 *
 * @param nodeId where its medium-voltage line begins: its id is made of it.
 */
export function newTransformer(
  { catalogue, headroom }: PlanTask,
  { nodeId, laying }: { readonly nodeId: string; readonly laying: Laying },
  load: AskedLoad,
): NewTransformer | Miss {
  const kind = 'distribution-transformer';
  const layer = laying === 'overhead' ? 'public-pole-transformer' : 'public-box-transformer';
  const share = headroom.rules.usableShare[kind];
  const takenKva = takenCkva(headroom.rules, load, kind) / 100;
  const { item, count } = sizeFor(catalogue, layer, takenKva / share);
  const ratingKva = catalogue.items[item]?.ratingKva ?? 0;
  if (count > 1) {
    const usableKva = Math.floor(ratingKva * share * 100 + 1e-6) / 100;
    return { code: 'transformer-too-small', threshold: takenKva, actual: usableKva, unit: 'kVA' };
  }
  return { id: `${nodeId}/new-transformer`, kind, ratingCkva: Math.round(ratingKva * 100), item, ratingKva };
}
