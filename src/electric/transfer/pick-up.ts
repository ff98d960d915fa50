import type { Ckva } from '../../model/capacity-rules.ts';
import { UNKNOWN_LOAD } from './area-load.ts';
import { afterLoss } from './after-loss.ts';
import { type Assessment, assess, loadOfNodes } from './assess.ts';
import { isBetter } from './better-trial.ts';
import { forEachTrial } from './for-each-trial.ts';
import { type Extra, type TransferGrid, wireOf } from './grid.ts';
import { growTrial } from './grow.ts';
import { FREE, type Problem, type TransferOptions } from './problem.ts';
import { MOST_TRIALS } from './try-all.ts';

/** Room without end: a place that the loss does not touch, or that waits for the repair in any case. */
export const NOT_CONCERNED: Ckva = 2 ** 40;

/** Whether all that is healthy after a loss comes back, with how much more in one zone, and how. */
export interface PickedUp {
  /** `null` = it cannot be told: a rating, peak or impedance is unknown, or there were too many ways to try. */
  readonly holds: boolean | null;
  /** What could be added there so that it still holds, 0.01 kVA; negative = what is lacking; `null` = cannot be told. */
  readonly roomCkva: Ckva | null;
  /** Ties closed, by index in the grid, ascending; empty unless it holds. */
  readonly ties: readonly number[];
}

/** What is lost, and for whose sake: after a section only the side of this element has to come back; `null` = all. */
export interface Loss {
  readonly lost: number;
  readonly towards: number | null;
}

/** The best way found for one zone: the one with most room there, then the fewest switches. */
interface Way {
  readonly roomCkva: Ckva;
  readonly steps: number;
  readonly closed: Uint8Array;
}

const better = (a: Way, b: Way | undefined): boolean =>
  b === undefined || a.roomCkva > b.roomCkva || (a.roomCkva === b.roomCkva && a.steps < b.steps);

/** Zones that wait for the repair share one entry: what is added there is not carried by anybody. */
const WAITING = -1;

/**
 * What can be picked up after the loss of an outlet, bay or section when nothing healthy is left dark.
 *
 * Every way to share the healthy zones out is looked at once; what is kept is, zone by zone, the way that leaves most room
 * there. A new customer in that zone then needs no search: within the room it is carried, because nothing but the supply of
 * its zone gains anything, and beyond the greatest room over all ways it is carried by none (adding load helps nobody).
 * Only where voltages stand in the way of that one, the ways are looked at again.
 */
export class PickUp {
  readonly #problem: Problem;
  /** Best way per zone, with everything known, and where something is not. */
  readonly #known = new Map<number, Way>();
  readonly #doubtful = new Map<number, Way>();
  /** Whether every way was looked at. */
  readonly #all: boolean;
  /** Whether there are ties, but not all is known of what would move. */
  readonly #blind: boolean;
  #lacking: Ckva | null = null;

  /** @cost at most `MOST_TRIALS` ways; none where no tie reaches what is lost. */
  constructor(grid: TransferGrid, { lost, towards }: Loss, options: TransferOptions) {
    this.#problem = afterLoss(grid, lost, { whole: true, towards }, options);
    this.#all = this.#eachWay(this.#problem, (found) => {
      this.#keep(found);
    });
    const { free, links } = this.#problem;
    const tied = links.some(({ live }) => live >= 0);
    this.#blind = tied && loadOfNodes(this.#problem, free) >= UNKNOWN_LOAD;
  }

  /**
   * Whether the loss is survived with a new customer behind the lost element.
   *
   * @param extra at an element that the loss cuts off; of 0 kVA for the state as it is.
   * @cost one trial where the room decides; all of them where only voltages stand in the way.
   */
  ask(extra: Extra): PickedUp {
    if (this.#problem.free.length === 0) return { holds: true, roomCkva: NOT_CONCERNED, ties: [] };
    if (this.#blind) return { holds: null, roomCkva: null, ties: [] };
    const zone = this.#zoneOf(extra.element);
    const [known, doubtful] = [this.#known.get(zone), this.#doubtful.get(zone)];
    const roomCkva = known?.roomCkva ?? (this.#all && doubtful === undefined ? -this.#lackingCkva() : null);
    const fits = (way: Way | undefined): boolean => way !== undefined && way.roomCkva >= extra.ckva;
    if (known !== undefined && fits(known)) return { ...this.#carry(known, extra), roomCkva };
    return { holds: fits(doubtful) || !this.#all ? null : false, roomCkva, ties: [] };
  }

  /** The best way with the customer on it; where it does not carry it, any other. */
  #carry(way: Way, extra: Extra): Omit<PickedUp, 'roomCkva'> {
    const problem = { ...this.#problem, options: { ...this.#problem.options, extra } };
    let found = assess(problem, way.closed);
    let all = true;
    if (found === null || found.unknown > 0)
      all = this.#eachWay(problem, (other) => {
        if (isBetter(other, found)) found = other;
      });
    if (found === null) return { holds: all ? false : null, ties: [] };
    const ties = problem.links.flatMap(({ kind, index }, at) =>
      kind === 'tie' && found?.closed[at] === 1 ? [index] : [],
    );
    return found.unknown > 0 ? { holds: null, ties: [] } : { holds: true, ties };
  }

  #eachWay(problem: Problem, visit: (found: Assessment) => void): boolean {
    if (problem.free.length === 0 || !problem.links.some(({ live }) => live >= 0)) return true;
    return forEachTrial(
      problem,
      (closed) => {
        const found = assess(problem, closed.slice());
        if (found !== null) visit(found);
      },
      MOST_TRIALS,
    );
  }

  #keep({ supplies, steps, unknown, closed }: Assessment): void {
    const { area, status } = this.#problem;
    const kept = unknown === 0 ? this.#known : this.#doubtful;
    const note = (zone: number, roomCkva: Ckva): void => {
      const way = { roomCkva, steps, closed };
      if (better(way, kept.get(zone))) kept.set(zone, way);
    };
    if (status.some((state) => state !== FREE)) note(WAITING, NOT_CONCERNED);
    for (const { walk, marginCkva } of supplies)
      for (const zone of new Set(walk.nodes.map((i) => area.zoneOfNode[i] ?? -1)))
        note(zone, marginCkva ?? NOT_CONCERNED);
  }

  #zoneOf(element: number): number {
    const { area, status } = this.#problem;
    const zone = area.zoneOfNode[area.local.get(wireOf(area.grid, element)) ?? -1] ?? -1;
    return status[zone] === FREE ? zone : WAITING;
  }

  /** Load that stays dark whatever is switched, at most: what a quick search brings back is taken off. */
  #lackingCkva(): Ckva {
    if (this.#lacking !== null) return this.#lacking;
    const restored = growTrial({ ...this.#problem, whole: false })?.servedCkva ?? 0;
    return (this.#lacking = loadOfNodes(this.#problem, this.#problem.free) - restored);
  }
}
