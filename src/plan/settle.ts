import type { Draft } from './draft.ts';
import type { Missed } from './ways/candidate.ts';
import { type Chosen, type HowMany, byRank, choose } from './rank.ts';

/** Drafts that have been compared, and those that failed their load flow on the way. */
export interface Settled {
  /** One per kind and feeder; nothing among them that is chosen has failed. */
  readonly standing: readonly Draft[];
  readonly chosen: Chosen<Draft>;
  readonly missed: readonly Missed[];
}

/** The best ranked draft of each kind and feeder. */
function onePerFeeder(drafts: readonly Draft[]): Draft[] {
  const best = new Map<string, Draft>();
  for (const draft of [...drafts].sort(byRank)) {
    const key = `${draft.kind}/${draft.feeders}`;
    if (!best.has(key)) best.set(key, draft);
  }
  return [...best.values()];
}

/** The next of a draft's kind and feeder that passes its load flow, behind all that fail; `null` = none. */
function nextOf(failed: Draft, missed: Missed[]): Draft | null {
  let next: Draft | null = failed;
  while (next !== null && next.missed !== null) {
    missed.push(next.missed);
    next = next.otherwise();
  }
  return next;
}

/**
 * Compares drafts by cost and time, and makes the load flow of those that would be shown or that hide others; one that
 * fails gives way to the next of its kind and feeder, until all that are chosen have passed.
 *
 * What is chosen has passed, and nothing that failed hides anything: so the choice is the one that checking every draft
 * first would give, at a fraction of the load flows. A draft that something cheaper, sooner and as secure dominates is
 * never checked unless its feeder is needed for the minimum.
 *
 * @param drafts the cheapest of each group of alike works.
 */
export function settle(drafts: readonly Draft[], howMany: HowMany): Settled {
  let heads = [...drafts];
  const missed: Missed[] = [];
  for (;;) {
    const standing = onePerFeeder(heads);
    const chosen = choose(standing, howMany);
    const failed = [...new Set([...chosen.undominated, ...chosen.shown])].filter(
      (draft) => draft.missed !== null,
    );
    if (failed.length === 0) return { standing, chosen, missed };
    heads = heads.flatMap((draft) => (failed.includes(draft) ? (nextOf(draft, missed) ?? []) : draft));
  }
}
