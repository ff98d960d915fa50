import { type Badge, INDEPENDENCE_LEVELS, type Plan } from '../model/plan.ts';
import type { Content } from './compose.ts';
import type { Draft } from './draft.ts';

/**
 * Plans without a whole cost last; then likely reference cost, calendar days, route length, kind and sources: an order no
 * input order can change.
 */
export const byRank = (a: Draft, b: Draft): number =>
  Number(b.priced) - Number(a.priced) ||
  a.bill.likelyFen - b.bill.likelyFen ||
  a.totalCalendarDays - b.totalCalendarDays ||
  a.routeM - b.routeM ||
  (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

type Weighed = Pick<Draft, 'independence' | 'security'> & { readonly isPair: boolean };

/** How secure a supply is, less is better: sources that share nothing first, then whether an outage can be bridged. */
const insecurity = ({ isPair, independence, security }: Weighed): number =>
  (isPair && independence.shared.length === 0 ? 0 : 2) + (security.nMinusOne === true ? 0 : 1);

const costOf = ({ bill, totalCalendarDays, independence }: Draft): readonly number[] => [
  bill.likelyFen,
  bill.payers.customer,
  totalCalendarDays,
  -INDEPENDENCE_LEVELS.indexOf(independence.level),
];

/**
 * Whether `a` is no worse than `b` in total cost, customer's cost, days, independence and security, and better in one. A
 * plan whose cost is not wholly known neither dominates nor is dominated; one that waits for works on the public grid
 * does not hide one that fits as it is.
 *
 * @cost what is survived is looked at last: most pairs are told apart by cost and time.
 */
export function dominates(a: Draft, b: Draft): boolean {
  if (a === b || !a.priced || !b.priced || (a.kind === 'staged' && b.kind !== 'staged')) return false;
  const [ours, theirs] = [costOf(a), costOf(b)];
  if (ours.some((value, i) => value > (theirs[i] ?? 0))) return false;
  const [risk, otherRisk] = [insecurity(a), insecurity(b)];
  return risk < otherRisk || (risk === otherRisk && ours.some((value, i) => value < (theirs[i] ?? 0)));
}

/** Drafts that no other dominates. @param ranked by rank. */
const undominatedOf = (ranked: readonly Draft[]): Draft[] =>
  ranked.filter((draft) => !ranked.some((other) => dominates(other, draft)));

/** The first plan of each set of feeders, up to a number. */
function firstOfFeeders(drafts: readonly Draft[], taken: readonly Draft[], count: number): Draft[] {
  const feeders = new Set(taken.map((draft) => draft.feeders));
  return drafts
    .filter((draft) => {
      const isNew = !feeders.has(draft.feeders);
      feeders.add(draft.feeders);
      return isNew;
    })
    .slice(0, Math.max(0, count));
}

/** How many plans: on different feeders at least, where they exist, and in all at most. */
export interface HowMany {
  readonly min: number;
  readonly max: number;
}

/** What is shown, by rank, and what nothing dominates. */
export interface Chosen {
  readonly shown: readonly Draft[];
  readonly undominated: readonly Draft[];
}

/**
 * Which plans are shown: all that nothing dominates, and dominated ones of further feeders up to the minimum. Where there
 * is not place for both, undominated plans of feeders already shown give way.
 */
export function choose(drafts: readonly Draft[], { min, max }: HowMany): Chosen {
  const ranked = [...drafts].sort(byRank);
  const undominated = undominatedOf(ranked);
  // What waits for works on the grid takes no place from what fits as it is.
  const free = [...undominated].sort((a, b) => Number(a.kind === 'staged') - Number(b.kind === 'staged'));
  const feeders = firstOfFeeders(free, [], max);
  const more = firstOfFeeders(
    ranked.filter((draft) => !free.includes(draft)),
    feeders,
    Math.min(min, max) - feeders.length,
  );
  const rest = free.filter((draft) => !feeders.includes(draft));
  const shown = [...feeders, ...more];
  return { shown: [...shown, ...rest.slice(0, max - shown.length)].sort(byRank), undominated };
}

function badgesFor(plans: readonly Content[]): Map<string, Badge[]> {
  const badges = new Map<string, Badge[]>(plans.map((plan) => [plan.id, []]));
  const priced = plans.filter((plan) => plan.priced);
  const give = (badge: Badge, value: (plan: Content) => number | null): void => {
    const values = priced.flatMap((plan) => value(plan) ?? []);
    const best = Math.min(...values);
    if (new Set(values).size < 2 && priced.length > 1) return;
    for (const plan of priced) if (value(plan) === best) badges.get(plan.id)?.push(badge);
  };
  give('cheapest', (plan) => plan.bill.likelyFen);
  give('fastest', (plan) => plan.totalCalendarDays);
  give('most-secure', (plan) =>
    plan.security.nMinusOne === null ? null : insecurity({ ...plan, isPair: plan.sources.length > 1 }),
  );
  give('most-room', (plan) => {
    const rooms = plan.sources.map((source) => source.chain.openKva);
    return rooms.includes(null) ? null : -Math.min(...rooms.map((room) => room ?? 0));
  });
  return badges;
}

/**
 * The plans to show, ranked, with what dominates them and their badges.
 *
 * A badge goes to every best plan of known cost, and to none where all are alike.
 */
export function rank({ shown, undominated }: Chosen): Plan[] {
  const plans = shown.map((draft) => draft.content());
  const badges = badgesFor(plans);
  /** One that nothing dominates, and that is shown where there is one. */
  const byRankShownFirst = [...shown.filter((one) => undominated.includes(one)), ...undominated];
  const dominator = (draft: Draft): Draft | undefined =>
    byRankShownFirst.find((other) => dominates(other, draft));
  return plans.map((plan, i) => {
    const draft = shown[i];
    const by = draft === undefined ? undefined : dominator(draft);
    return {
      ...plan,
      rank: i + 1,
      badges: badges.get(plan.id) ?? [],
      dominatedBy: by?.content().id ?? null,
    };
  });
}
