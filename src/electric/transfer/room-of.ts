import type { Ckva } from '../../model/capacity-rules.ts';
import { ENDLESS } from './most-room.ts';
import type { Supply } from './supply.ts';

/**
 * What could be added at each local node that some supplies feed, before something on its way that carries more than today
 * is full, 0.01 kVA: never less than what could be, for what carries no more today may be full too.
 */
export function roomOf(supplies: readonly Supply[]): ReadonlyMap<number, Ckva> {
  const room = new Map<number, Ckva>();
  for (const { walk, aboveCkva, leftCkva } of supplies)
    walk.nodes.forEach((node, k) => {
      const before = room.get(walk.nodes[walk.above[k] ?? -1] ?? -1) ?? aboveCkva;
      room.set(node, Math.min(before, leftCkva[k] ?? ENDLESS));
    });
  return room;
}
