import type { Ckva } from '../../model/capacity-rules.ts';
import { type Area, areaOf } from './area.ts';
import { type Assessment, assess } from './assess.ts';
import { cannotBeat, isBetter } from './better-trial.ts';
import { forEachTrial } from './for-each-trial.ts';
import { type Extra, type TransferGrid, wireOf } from './grid.ts';
import { ENDLESS } from './most-room.ts';
import { FREE, type Problem, type Receiving, type TransferOptions, problemOf } from './problem.ts';
import { roomOf } from './room-of.ts';
import { type Outcome, outcomeOf } from './report.ts';
import { Trial } from './trial.ts';
import { MOST_TRIALS, movesDarkSwitches } from './try-all.ts';
import { type PlaceAfter, wayAfter } from './way-after.ts';

/** A switching that makes room for a new customer. */
export interface LoadTransfer extends Outcome {
  /** `true` = no switching of this feeder does with fewer steps; `false` = the best of those looked at, among them all that open one switch. */
  readonly exact: boolean;
  /** The customer's way up afterwards, from its node. */
  readonly way: readonly PlaceAfter[];
  /** What then feeds the customer. */
  readonly fedBy: Receiving;
  /** Wire at whose far end the customer hangs. */
  readonly fedAt: number;
}

/** Switches between a zone and its outlet, as links. */
function linksAbove({ zoneAbove, zones }: Area, { links }: Problem, zone: number): number[] {
  const found: number[] = [];
  for (let at = zone; at >= 0; at = zoneAbove[at] ?? -1) {
    const above = zoneAbove[at] ?? -1;
    const between = links.findIndex(
      ({ kind, a, b }) =>
        kind === 'switch' && b !== zones && Math.min(a, b) === above && Math.max(a, b) === at,
    );
    if (between >= 0) found.push(between);
  }
  return found;
}

/** Every trial that changes nothing, or closes one tie and opens one switch above either end of it. */
function trySingleMoves(problem: Problem): Assessment | null {
  const { links, area } = problem;
  const normal = Uint8Array.from(links, ({ closed }) => (closed ? 1 : 0));
  let best = assess(problem, new Trial(problem, normal));
  links.forEach(({ kind, a, b }, tie) => {
    if (kind !== 'tie') return;
    for (const zone of [a, b]) {
      for (const opened of zone === area.zones ? [] : linksAbove(area, problem, zone)) {
        const closed = normal.slice();
        closed[tie] = 1;
        closed[opened] = 0;
        const other = zone === a ? b : a;
        // A tie within what is cut off would close a loop there and leave it dark.
        if (other !== area.zones && linksAbove(area, problem, other).includes(opened)) continue;
        const found = assess(problem, new Trial(problem, closed));
        if (found !== null && isBetter(found, best)) best = found;
      }
    }
  });
  return best;
}

/** A way to share a feeder out that keeps every rating before anybody is added. */
interface Way {
  readonly trial: Trial;
  /** What could be added at each local node, 0.01 kVA; the true room may be less. */
  readonly roomOf: ReadonlyMap<number, Ckva>;
}

/**
 * Makes room for new customers of one feeder by moving zones of it over ties to other feeders, or to another branch of its
 * own.
 *
 * Every zone of the feeder stays supplied, from its own outlet or over ties; other feeders' switches are not touched. A
 * customer is carried wherever its zone ends up, so every element of its chain then has room for it, and so has every
 * receiver for what moves to it. Relief on busbars and transformers counts only as far as it is certain: by how much the
 * peaks of what remains fall short of the reading. Nothing to switch is an answer too: no steps.
 *
 * Live zones that change their supplier are off for a moment: break before make (see `orderSteps`).
 *
 * The ways to share the feeder out are looked at once, by ratings and without a customer; those that fail carry none
 * either, because adding load helps nobody. What remains is a handful, which a customer is then tried on, the fewest
 * steps first.
 */
export class FeederMoves {
  readonly #problem: Problem;
  readonly #ways: readonly Way[];
  readonly #exact: boolean;

  /** @cost `MOST_TRIALS` ways at most: exact for all feeders that are not many ties long. */
  constructor(grid: TransferGrid, outlet: number, options: TransferOptions) {
    const area = areaOf(grid, [outlet]);
    const status = new Uint8Array(area.zones).fill(FREE);
    this.#problem = problemOf(area, { status, lost: -1 }, true, { ...options, extra: null });
    const byRatings: Problem = {
      ...this.#problem,
      options: { ...options, extra: null, voltageOk: () => true },
    };
    const ways: Way[] = [];
    this.#exact = forEachTrial(
      byRatings,
      (closed) => {
        if (movesDarkSwitches(byRatings, closed)) return;
        const trial = new Trial(this.#problem, closed.slice());
        const found = assess(byRatings, trial);
        if (found !== null) ways.push({ trial, roomOf: roomOf(found.supplies) });
      },
      MOST_TRIALS,
    );
    this.#ways = ways.sort((a, b) => a.trial.steps - b.trial.steps);
  }

  /**
   * @param extra a new customer at an element of the feeder.
   * @returns `null` when no switching makes the room.
   * @cost a check per way with room there, with a load flow per receiver; where not all ways were looked at, also ties ·
   *   switches trials.
   */
  makeRoom(extra: Extra): LoadTransfer | null {
    const { area, options } = this.#problem;
    const problem: Problem = { ...this.#problem, options: { ...options, extra } };
    const wire = wireOf(area.grid, extra.element);
    const found = this.#best(problem, area.local.get(wire) ?? -1, extra.ckva);
    const quick = this.#exact ? null : trySingleMoves(problem);
    const best = quick !== null && isBetter(quick, found) ? quick : found;
    if (best === null) return null;
    const fedBy = best.trial.receivings.find(({ hung }) => hung.some(({ element }) => element === wire));
    if (fedBy === undefined) return null;
    const way = wayAfter(problem, best);
    return { ...outcomeOf(problem, best), exact: this.#exact, way, fedBy, fedAt: wire };
  }

  #best(problem: Problem, node: number, ckva: Ckva): Assessment | null {
    let best: Assessment | null = null;
    for (const { trial, roomOf: room } of this.#ways) {
      if (best?.unknown === 0 && trial.steps > best.steps) break;
      if ((room.get(node) ?? ENDLESS) < ckva) continue;
      const found = assess(problem, trial, (worth) => cannotBeat(worth, best));
      if (found !== null && isBetter(found, best)) best = found;
    }
    return best;
  }
}
