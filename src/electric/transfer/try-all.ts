import { type Assessment, assess, stepsOf, suppliedZones } from './assess.ts';
import { cannotBeat, isBetter } from './better-trial.ts';
import type { Problem } from './problem.ts';

/** Choices up to which every trial is made: 2 to the power of it at most, far fewer without loops. */
export const EXACT_LINKS = 16;

/** Whether a trial is plainly beaten, by the same one with the switches among dark zones left alone or by the best so far. */
function isWasteful(problem: Problem, closed: Uint8Array, best: Assessment | null): boolean {
  const fed = suppliedZones(problem, closed);
  const idle = problem.links.some(
    (link, at) => fed[link.a] === 0 && fed[link.b] === 0 && (closed[at] === 1) !== link.closed,
  );
  const complete = best !== null && best.unknown === 0 && best.served === problem.free.length;
  return idle || (complete && stepsOf(problem, closed) > best.steps);
}

/**
 * The best of all trials: every subset of links that, with the live rest of the grid as one zone, forms no loop.
 *
 * @returns `null` when none keeps all limits.
 * @cost at most 2^links trials; `EXACT_LINKS` bounds it where this is called.
 */
export function tryAll(problem: Problem): Assessment | null {
  const { links, area } = problem;
  const closed = new Uint8Array(links.length);
  let best: Assessment | null = null;

  /** @param joined name of the connected set each zone is in. */
  const choose = (at: number, joined: readonly number[]): void => {
    const link = links[at];
    if (link === undefined) {
      if (isWasteful(problem, closed, best)) return;
      const found = assess(problem, closed.slice(), (worth) => cannotBeat(worth, best));
      if (found !== null && isBetter(found, best)) best = found;
      return;
    }
    const [a, b] = [joined[link.a] ?? -1, joined[link.b] ?? -1];
    if (a !== b) {
      closed[at] = 1;
      choose(
        at + 1,
        joined.map((set) => (set === a ? b : set)),
      );
      closed[at] = 0;
    }
    choose(at + 1, joined);
  };

  choose(
    0,
    Array.from({ length: area.zones + 1 }, (_, zone) => zone),
  );
  return best;
}
