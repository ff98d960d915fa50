import { type Area, areaOf } from './area.ts';
import { type Assessment, assess } from './assess.ts';
import { isBetter } from './better-trial.ts';
import { type TransferGrid, outletOf, wireOf } from './grid.ts';
import { FREE, type Problem, type Receiving, type TransferOptions, problemOf } from './problem.ts';
import { receivingOf } from './receiving.ts';
import { type Outcome, outcomeOf } from './report.ts';
import { MOST_TRIALS, tryAll } from './try-all.ts';
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
  let best = assess(problem, normal);
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
        const found = assess(problem, closed);
        if (found !== null && isBetter(found, best)) best = found;
      }
    }
  });
  return best;
}

/**
 * Makes room for a new customer by moving zones of its feeder over ties to other feeders, or to another branch of its own.
 *
 * Every zone of the feeder stays supplied, from its own outlet or over ties; other feeders' switches are not touched. The
 * customer (`options.extra`) is carried wherever its zone ends up, so every element of its chain then has room for it, and
 * so has every receiver for what moves to it. Relief on busbars and transformers counts only as far as it is certain: by
 * how much the peaks of what remains fall short of the reading. Nothing to switch is an answer too: no steps.
 *
 * Live zones that change their supplier are off for a moment: break before make (see `orderSteps`).
 *
 * @returns `null` when no switching makes the room.
 * @cost `MOST_TRIALS` ways to share the feeder out at most: exact for all that are not many ties long; beyond that, also
 *   ties · switches trials.
 */
export function loadTransfer(
  grid: TransferGrid,
  options: TransferOptions & { readonly extra: NonNullable<TransferOptions['extra']> },
): LoadTransfer | null {
  const outlet = outletOf(grid, options.extra.element);
  if (outlet < 0) return null;
  const area = areaOf(grid, [outlet]);
  const status = new Uint8Array(area.zones).fill(FREE);
  const problem = problemOf(area, { status, lost: -1 }, true, options);
  const { best: found, exact } = tryAll(problem, MOST_TRIALS);
  const quick = exact ? null : trySingleMoves(problem);
  const best = quick !== null && isBetter(quick, found) ? quick : found;
  if (best === null) return null;
  const wire = wireOf(grid, options.extra.element);
  const fedBy = receivingOf(problem, best.closed, best.supplies).find(({ hung }) =>
    hung.some(({ element }) => element === wire),
  );
  if (fedBy === undefined) return null;
  const way = wayAfter(problem, best);
  return { ...outcomeOf(problem, best), exact, way, fedBy, fedAt: wire };
}
