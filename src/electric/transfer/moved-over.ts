import type { Ckva } from '../../model/capacity-rules.ts';
import type { Assessment } from './assess.ts';
import { type Extra, isUnder, wireOf } from './grid.ts';
import type { Problem } from './problem.ts';
import type { Supply } from './supply.ts';

/** What a switching hangs onto an element that fed none of it before, over one tie. */
export interface MovedOver {
  /** Element at whose far end it hangs from then on. */
  readonly onto: number;
  /** Worst season with commitments, without the new customer, 0.01 kVA. */
  readonly movedCkva: Ckva;
  /** Whether the new customer goes with it. */
  readonly withCustomer: boolean;
  /** Whether ratings, peaks and voltages of all that carries more are known. */
  readonly known: boolean;
}

/** What a switching takes from where, in elements of the grid as it stands before. */
export interface Rehung {
  readonly moves: readonly MovedOver[];
  /** Elements on which a switch is opened: all they feed today leaves them, ascending. */
  readonly opened: readonly number[];
  /** The lowest of them on the customer's way today; -1 = the customer stays on it. */
  readonly leaves: number;
}

/** Places in a walk of the nodes reached first over a tie: what lies beyond each moved over it. */
function crossings({ walk }: Supply): number[] {
  const moved: boolean[] = [];
  return walk.nodes.flatMap((_, k) => {
    const already = moved[walk.above[k] ?? -1] === true;
    moved[k] = already || (walk.tie[k] ?? -1) >= 0;
    return moved[k] && !already ? [k] : [];
  });
}

/**
 * What of an area hangs elsewhere after a trial. A tie behind another one is told with the first.
 *
 * @param extra the new customer.
 * @cost O(nodes moved · ties).
 */
export function rehungBy(
  { area, load, links }: Problem,
  { trial: { closed }, supplies, voltageUnknown }: Assessment,
  extra: Extra,
): Rehung {
  const { grid, elements, local } = area;
  const at = local.get(wireOf(grid, extra.element)) ?? -1;
  const moves = supplies.flatMap((supply) => {
    const { walk, unknown } = supply;
    return crossings(supply).map((k): MovedOver => {
      const nodes = walk.nodes.slice(k, walk.last[k]);
      const above = walk.above[k] ?? -1;
      return {
        onto: above < 0 ? walk.link.live : (elements[walk.nodes[above] ?? -1] ?? -1),
        movedCkva: Math.ceil(Math.max(...load.of(nodes)) + load.committedOf(nodes)),
        withCustomer: nodes.includes(at),
        known:
          unknown.length === 0 && !voltageUnknown.some((receiver) => isUnder(grid, walk.link.live, receiver)),
      };
    });
  });
  const opened = links.flatMap(({ kind, index, closed: was }, i) =>
    kind === 'switch' && was && closed[i] === 0 ? [grid.switches[index]?.element ?? -1] : [],
  );
  const passed = opened.filter((element) => isUnder(grid, extra.element, element));
  return {
    moves,
    opened: [...new Set(opened)].sort((a, b) => a - b),
    leaves: moves.some(({ withCustomer }) => withCustomer) ? Math.max(-1, ...passed) : -1,
  };
}
