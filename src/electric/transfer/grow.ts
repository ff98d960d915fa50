import { type Assessment, assess } from './assess.ts';
import { cannotBeat, isBetter } from './better-trial.ts';
import type { Problem } from './problem.ts';
import { Trial, suppliedZones } from './trial.ts';

/** A trial in which exactly the used links feed zones; between two dark zones nothing is moved. */
function closedOf({ links }: Problem, used: ReadonlySet<number>, fed: Uint8Array): Uint8Array {
  return Uint8Array.from(links, (link, at) =>
    used.has(at) || (link.closed && fed[link.a] === 0 && fed[link.b] === 0) ? 1 : 0,
  );
}

function extended(
  problem: Problem,
  used: ReadonlySet<number>,
  at: number,
  best: Assessment | null,
): Assessment | null {
  const more = new Set([...used, at]);
  const fed = suppliedZones(
    problem,
    Uint8Array.from(problem.links, (_, i) => (more.has(i) ? 1 : 0)),
  );
  return assess(problem, new Trial(problem, closedOf(problem, more, fed)), (worth) =>
    cannotBeat(worth, best),
  );
}

/**
 * A good trial where there are too many to make all: zone by zone, always the one step that is best by the order of
 * preference, until no zone can be added. It may miss a better one; what it returns has passed every check.
 *
 * @cost O(zones · links) trials.
 */
export function growTrial(problem: Problem): Assessment | null {
  const used = new Set<number>();
  const nothing = Uint8Array.from(problem.links, ({ kind, live }) => (kind === 'switch' && live < 0 ? 1 : 0));
  let best = assess(problem, new Trial(problem, nothing));
  for (;;) {
    const fed = suppliedZones(
      problem,
      Uint8Array.from(problem.links, (_, i) => (used.has(i) ? 1 : 0)),
    );
    let next: { at: number; found: Assessment } | null = null;
    for (const [at, { a, b }] of problem.links.entries()) {
      if (fed[a] === fed[b]) continue;
      const found = extended(problem, used, at, next?.found ?? null);
      if (found !== null && isBetter(found, next?.found ?? null)) next = { at, found };
    }
    if (next === null) return best;
    used.add(next.at);
    // A zone without load or nodes is worth entering only for what lies behind it.
    if (isBetter(next.found, best)) best = next.found;
  }
}
