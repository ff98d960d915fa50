import type { Ckva } from '../../model/capacity-rules.ts';
import { UNKNOWN_LOAD } from './area-load.ts';
import { isMovable } from './area.ts';
import type { Assessment } from './assess.ts';
import { broughtBy, carriedAbove } from './carried.ts';
import { isUnder, wireOf } from './grid.ts';
import type { Problem } from './problem.ts';
import type { Place, Supply } from './supply.ts';

/** A place on a customer's way up after a switching. */
export interface PlaceAfter extends Place {
  readonly limitCkva: Ckva;
  /** Per season of the grid, without the customer, 0.01 kVA; -1 = unknown. `null` = as before the switching. */
  readonly peaksCkva: readonly Ckva[] | null;
  readonly committedCkva: Ckva;
}

const shown = (peaks: readonly Ckva[]): Ckva[] => peaks.map((ckva) => (ckva >= UNKNOWN_LOAD ? -1 : ckva));

/** The ties and wires from a node of a walk to its live end. */
function wiresUp({ area, load }: Problem, { walk }: Supply, foot: number): PlaceAfter[] {
  const { grid, elements } = area;
  const places: PlaceAfter[] = [];
  const under = (e: number): number =>
    elements.filter((s, i) => isMovable(area, i) && isUnder(grid, s, e)).length;
  for (let k = foot; k >= 0; k = walk.above[k] ?? -1) {
    const t = walk.tie[k] ?? -1;
    const e = elements[walk.wire[k] ?? -1] ?? -1;
    if (t < 0 && k === 0) break; // fed by its own outlet, which stands on the way above
    const beyond = walk.nodes.slice(k, walk.last[k]).filter((i) => isMovable(area, i));
    const same =
      t < 0 && beyond.length === under(e) && beyond.every((i) => isUnder(grid, elements[i] ?? -1, e));
    places.push({
      ...(t >= 0 ? { kind: 'tie', index: t } : { kind: 'element', index: e }),
      limitCkva: (t >= 0 ? grid.ties[t]?.limitCkva : grid.limitCkva[e]) ?? -1,
      peaksCkva: same ? null : shown(load.of(beyond)),
      committedCkva: same ? (grid.committedCkva[e] ?? 0) : load.committedOf(beyond),
    });
  }
  return places;
}

/** The elements above a live end. */
function chainUp(problem: Problem, supplies: readonly Supply[], live: number): PlaceAfter[] {
  const { grid } = problem.area;
  const places: PlaceAfter[] = [];
  for (let u = live; u >= 0; u = grid.parent[u] ?? -1) {
    const brought = broughtBy(
      problem,
      supplies.filter(({ walk }) => isUnder(grid, walk.link.live, u)),
    );
    const carried = carriedAbove(problem, u, brought, true);
    const moved = carried !== null && (carried.gains || carried.loses);
    places.push({
      kind: 'element',
      index: u,
      limitCkva: grid.limitCkva[u] ?? -1,
      peaksCkva: moved ? (carried.known ? shown(carried.peaksCkva) : carried.peaksCkva.map(() => -1)) : null,
      committedCkva: moved ? carried.committedCkva : (grid.committedCkva[u] ?? 0),
    });
  }
  return places;
}

/**
 * The way of the new customer from its node up to the top after a switching, with what every place then carries.
 *
 * @param problem with the customer; its node is among what the trial feeds.
 * @cost O(way · area).
 */
export function wayAfter(problem: Problem, { supplies }: Assessment): PlaceAfter[] {
  const { area, options } = problem;
  const local = area.local.get(wireOf(area.grid, options.extra?.element ?? -1)) ?? -1;
  const supply = supplies.find(({ walk }) => walk.nodes.includes(local));
  if (supply === undefined) return [];
  const up = wiresUp(problem, supply, supply.walk.nodes.indexOf(local));
  return [...up, ...chainUp(problem, supplies, supply.walk.link.live)];
}
