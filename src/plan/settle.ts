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

/** What is put in the place of a draft that was chosen: what it is worked out to, or the next where it fails. */
function settled(draft: Draft, missed: Missed[]): Draft | null {
  return draft.refined() ?? nextOf(draft, missed);
}

/**
 * Compares drafts by cost and time, and works those out that would be shown or that hide others: routes that keep apart,
 * load flows. One that fails gives way to the next of its kind and feeder, until all that are chosen have passed.
 *
 * What is chosen has passed, nothing that failed hides anything, and what is worked out gets no cheaper: so the choice is
 * the one that working every draft out first would give, at a fraction of the load flows. A draft that something cheaper,
 * sooner and as secure dominates is never checked unless its feeder is needed for the minimum.
 *
 * What is settled may be settled again with further drafts: they only hide more, so what was left unchecked stays so.
 *
 * @param drafts the cheapest of each group of alike works.
 */
export function settle(drafts: readonly Draft[], howMany: HowMany): Settled {
  let heads: readonly Draft[] = drafts;
  const missed: Missed[] = [];
  for (;;) {
    const standing = onePerFeeder(heads);
    const chosen = choose(standing, howMany);
    const places = new Map<Draft, Draft | null>();
    for (const draft of [...chosen.undominated, ...chosen.shown]) {
      const place = places.has(draft) ? draft : settled(draft, missed);
      if (place !== draft) places.set(draft, place);
    }
    if (places.size === 0) return { standing, chosen, missed };
    heads = heads.flatMap((draft) => (places.has(draft) ? (places.get(draft) ?? []) : draft));
  }
}
