import type { Ckva } from '../../model/capacity-rules.ts';
import { isMovable } from './area.ts';
import { isUnder } from './grid.ts';
import type { Problem } from './problem.ts';
import type { Supply } from './supply.ts';

/** Movable nodes that some supplies feed, with their load per season and commitments. */
export interface Brought {
  readonly nodes: readonly number[];
  readonly load: readonly Ckva[];
  readonly committed: Ckva;
}

/** What an element carries in a trial, without the new customer. */
export interface Carried {
  /** Per season, 0.01 kVA. */
  readonly peaksCkva: readonly Ckva[];
  readonly committedCkva: Ckva;
  /** Whether anything moves to it, and whether anything leaves it. */
  readonly gains: boolean;
  readonly loses: boolean;
  /** Whether its own peaks are known in every season. */
  readonly known: boolean;
}

/** What some supplies bring together. O(area) per season. */
export function broughtBy({ area, load }: Problem, supplies: readonly Supply[]): Brought {
  const nodes = supplies.flatMap(({ walk }) => walk.nodes.filter((i) => isMovable(area, i)));
  return { nodes, load: load.of(nodes), committed: load.committedOf(nodes) };
}

const plus = (one: readonly Ckva[], other: readonly Ckva[]): Ckva[] =>
  one.map((ckva, s) => ckva + (other[s] ?? 0));

/**
 * What an element above live ends carries in a trial.
 *
 * Outside the area it keeps what it carries and takes all that is brought. In it, it keeps what stays or comes back to it,
 * and what is brought from elsewhere is added.
 *
 * @param brought what the supplies with their live ends under it bring.
 * @param anyway  whether to work it out where nothing moves to it.
 * @returns `null` when nothing moves to it and it is not wanted anyway.
 */
export function carriedAbove(
  { area, load, free, staying }: Problem,
  u: number,
  brought: Brought,
  anyway: boolean,
): Carried | null {
  const { grid, elements, local } = area;
  const peaks = grid.peakCkva.map((column) => column[u] ?? -1);
  const known = peaks.every((peak) => peak >= 0);
  const at = local.get(u);
  if (at === undefined) {
    const gains = brought.nodes.length > 0;
    const committedCkva = (grid.committedCkva[u] ?? 0) + brought.committed;
    return { peaksCkva: plus(peaks, brought.load), committedCkva, gains, loses: false, known };
  }
  const within = (i: number): boolean => isUnder(grid, elements[i] ?? -1, u);
  const gained = brought.nodes.filter((i) => !within(i));
  const gains = gained.length > 0;
  if (!gains && !anyway) return null;
  const kept = [...brought.nodes, ...staying].filter(within);
  const reached = new Set(kept);
  const gone = free.filter((i) => within(i) && !reached.has(i));
  return {
    peaksCkva: plus(load.through(at, kept), load.of(gained)),
    committedCkva: load.committedLeft(at, gone) + load.committedOf(gained),
    gains,
    loses: gone.length > 0,
    known,
  };
}
