import { type Assessment, assess } from './assess.ts';
import { cannotBeat, isBetter } from './better-trial.ts';
import { forEachTrial } from './for-each-trial.ts';
import type { Problem } from './problem.ts';
import { Trial, stepsOf, suppliedZones } from './trial.ts';

/** Choices up to which every trial is made: 2 to the power of it at most, far fewer without loops. */
export const EXACT_LINKS = 16;

/** Ways to share out a feeder that are looked at where everything on it has to be supplied. */
export const MOST_TRIALS = 1024;

/** Whether a trial moves a switch or tie between two zones that stay dark: the same one without that move does as well. */
export function movesDarkSwitches(problem: Problem, closed: Uint8Array): boolean {
  const fed = suppliedZones(problem, closed);
  return problem.links.some(
    (link, at) => fed[link.a] === 0 && fed[link.b] === 0 && (closed[at] === 1) !== link.closed,
  );
}

/** Whether a trial has more steps than one that supplies everything and relies on nothing unknown. */
function isLonger(problem: Problem, closed: Uint8Array, best: Assessment | null): boolean {
  const complete = best !== null && best.unknown === 0 && best.served === problem.free.length;
  return complete && stepsOf(problem, closed) > best.steps;
}

/**
 * The best of all trials: every subset of links that, with the live rest of the grid as one zone, forms no loop.
 *
 * @param most trials made at most.
 * @returns the best, `null` when none keeps all limits; and whether all were made.
 * @cost at most 2^links trials; `EXACT_LINKS` bounds it where this is called without `most`.
 */
export function tryAll(problem: Problem, most = Infinity): { best: Assessment | null; exact: boolean } {
  let best: Assessment | null = null;
  const exact = forEachTrial(
    problem,
    (closed) => {
      if (movesDarkSwitches(problem, closed) || isLonger(problem, closed, best)) return;
      const found = assess(problem, new Trial(problem, closed.slice()), (worth) => cannotBeat(worth, best));
      if (found !== null && isBetter(found, best)) best = found;
    },
    most,
  );
  return { best, exact };
}
