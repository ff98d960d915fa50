import type { Ckva } from '../../model/capacity-rules.ts';
import { UNKNOWN_LOAD } from './area-load.ts';
import { afterLoss } from './after-loss.ts';
import { type Assessment, assess, loadOfNodes } from './assess.ts';
import { forEachTrial } from './for-each-trial.ts';
import { type Extra, type TransferGrid, wireOf } from './grid.ts';
import { ENDLESS, mostRoom } from './most-room.ts';
import type { Problem, TransferOptions } from './problem.ts';
import { roomOf } from './room-of.ts';
import { Trial } from './trial.ts';
import { MOST_TRIALS } from './try-all.ts';

/** Whether all that is healthy after a loss comes back, with how much more in one zone, and how. */
export interface PickedUp {
  /** `null` = it cannot be told: a rating, peak or impedance is unknown, or there were too many ways to try. */
  readonly holds: boolean | null;
  /** Ties closed, by index in the grid, ascending; empty unless it holds. */
  readonly ties: readonly number[];
  /** Element that feeds the new customer from across a tie; `null` unless it holds, and where no tie leads there. */
  readonly onto: number | null;
}

/** What is lost, and for whose sake: after a section only the side of this element has to come back; `null` = all. */
export interface Loss {
  readonly lost: number;
  readonly towards: number | null;
}

/** One way to share out what lost supply, within every known rating. */
interface Way {
  readonly trial: Trial;
  readonly steps: number;
  readonly known: boolean;
  /** What could be added at each local node before something on its new way is full, 0.01 kVA. */
  readonly roomOf: ReadonlyMap<number, Ckva>;
  /** As it stands, with voltages; `undefined` = not looked at yet, `null` = they leave their limits. */
  standing?: Assessment | null;
}

/**
 * What can be picked up after the loss of an outlet, bay or section when nothing healthy is left dark.
 *
 * Every way to share the healthy zones out is looked at once, by ratings; each keeps what could be added at every node. A
 * new customer then needs no search: a way whose room there is too small carries it in no case, because adding load helps
 * nobody, and of the others one is looked at after the other, the roomiest first, with voltages, until one holds.
 */
export class PickUp {
  readonly #problem: Problem;
  readonly #ways: Way[] = [];
  /** Whether every way was looked at. */
  readonly #all: boolean;
  /** Whether there are ties, but not all is known of what would move. */
  readonly #blind: boolean;

  /** @cost at most `MOST_TRIALS` ways; none where the ties could not carry the load anyway. */
  constructor(grid: TransferGrid, { lost, towards }: Loss, options: TransferOptions) {
    const problem = afterLoss(grid, lost, { whole: true, towards }, options);
    const { free, links } = problem;
    this.#problem = problem;
    const load = loadOfNodes(problem, free);
    const rooms = links.flatMap(({ live }) =>
      live < 0 ? [] : [mostRoom(grid, live, (e) => problem.area.local.has(e))],
    );
    this.#blind = rooms.length > 0 && load >= UNKNOWN_LOAD;
    const possible = free.length > 0 && !this.#blind && rooms.reduce((sum, room) => sum + room, 0) >= load;
    const byRatings = { ...problem, options: { ...options, voltageOk: () => true } };
    this.#all =
      !possible ||
      forEachTrial(
        byRatings,
        (closed) => {
          const found = assess(byRatings, new Trial(problem, closed.slice()));
          if (found !== null) this.#ways.push(this.#wayOf(found));
        },
        MOST_TRIALS,
      );
  }

  /**
   * Whether the loss is survived with a new customer behind the lost element.
   *
   * @param extra at an element that the loss cuts off; of 0 kVA for the state as it is.
   * @cost one load flow per receiver where the roomiest way keeps its voltages.
   */
  ask(extra: Extra): PickedUp {
    if (this.#problem.free.length === 0) return { holds: true, ties: [], onto: null };
    if (this.#blind) return { holds: null, ties: [], onto: null };
    let told = this.#all;
    for (const way of this.#roomiest(extra.element, extra.ckva)) {
      const standing = this.#standing(way);
      if (standing === null) continue;
      const found = extra.ckva > 0 ? assess(this.#with(extra), way.trial) : standing;
      if (found?.unknown === 0)
        return { holds: true, ties: this.#tiesOf(way), onto: this.#ontoOf(found, extra.element) };
      if (found !== null) told = false;
    }
    return { holds: told ? false : null, ties: [], onto: null };
  }

  /**
   * What could be added behind the lost element by ratings, so that the loss is still survived, 0.01 kVA.
   *
   * @returns 0 where it is not survived as it stands, `null` = cannot be told.
   */
  roomCkva(element: number): Ckva | null {
    if (this.#problem.free.length === 0) return ENDLESS;
    const holds = this.#blind ? [] : this.#roomiest(element, 0).filter((way) => this.#standing(way) !== null);
    const [best] = holds;
    if (best === undefined) return this.#blind || !this.#all ? null : 0;
    return this.#standing(best)?.unknown === 0 ? (best.roomOf.get(this.#nodeOf(element)) ?? ENDLESS) : null;
  }

  /** Ways with room for a need in a zone: the known before the doubtful, then by room, then by fewest switches. */
  #roomiest(element: number, ckva: Ckva): Way[] {
    const node = this.#nodeOf(element);
    const room = ({ roomOf }: Way): Ckva => roomOf.get(node) ?? ENDLESS;
    return this.#ways
      .filter((way) => room(way) >= ckva)
      .sort((a, b) => Number(b.known) - Number(a.known) || room(b) - room(a) || a.steps - b.steps);
  }

  #wayOf({ trial, supplies, steps, unknown }: Assessment): Way {
    return { trial, steps, known: unknown === 0, roomOf: roomOf(supplies) };
  }

  #standing(way: Way): Assessment | null {
    return (way.standing ??= way.standing === undefined ? assess(this.#problem, way.trial) : null);
  }

  #with(extra: Extra): Problem {
    return { ...this.#problem, options: { ...this.#problem.options, extra } };
  }

  #tiesOf({ trial: { closed } }: Way): number[] {
    return this.#problem.links.flatMap(({ kind, index }, at) =>
      kind === 'tie' && closed[at] === 1 ? [index] : [],
    );
  }

  #ontoOf({ supplies }: Assessment, element: number): number | null {
    const node = this.#nodeOf(element);
    const feeds = supplies.find(({ walk }) => walk.link.kind === 'tie' && walk.nodes.includes(node));
    return feeds === undefined || feeds.walk.link.live < 0 ? null : feeds.walk.link.live;
  }

  /** The local element at whose node a customer hangs; no way feeds it when it waits for the repair. */
  #nodeOf(element: number): number {
    const { area } = this.#problem;
    return area.local.get(wireOf(area.grid, element)) ?? -1;
  }
}
