import { type Badge, INDEPENDENCE_LEVELS, type Plan } from '../model/plan.ts';
import type { Draft } from './compose.ts';

const routeM = (plan: Draft): number => plan.sources.reduce((sum, source) => sum + source.route.lengthM, 0);

/**
 * Plans without a whole cost last; then likely reference cost, calendar days, route length and id: an order no input
 * order can change.
 */
export const byRank = (a: Draft, b: Draft): number =>
  Number(b.priced) - Number(a.priced) ||
  a.bill.likelyFen - b.bill.likelyFen ||
  a.totalCalendarDays - b.totalCalendarDays ||
  routeM(a) - routeM(b) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** How secure a supply is, less is better: sources that share nothing first, then whether an outage can be bridged. */
const insecurity = ({ sources, independence, security }: Draft): number =>
  (sources.length > 1 && independence.shared.length === 0 ? 0 : 2) + (security.nMinusOne === true ? 0 : 1);

/** What plans are weighed in; less is better. */
const measures = (plan: Draft): readonly number[] => [
  plan.bill.likelyFen,
  plan.bill.payers.customer,
  plan.totalCalendarDays,
  insecurity(plan),
  -INDEPENDENCE_LEVELS.indexOf(plan.independence.level),
];

/** Whether every figure a plan rests on is known and of its day: the worst grade is that of an unknown. */
const isVouched = ({ grade }: Draft): boolean => grade !== 'D';

/**
 * Whether `a` is no worse than `b` in any measure and better in one. A plan whose cost is not wholly known neither
 * dominates nor is dominated; one that waits for works on the public grid does not hide one that fits as it is, nor one
 * that nobody vouches for one that is vouched for.
 */
export function dominates(a: Draft, b: Draft): boolean {
  if (!a.priced || !b.priced || (a.kind === 'staged' && b.kind !== 'staged')) return false;
  if (!isVouched(a) && isVouched(b)) return false;
  const [ours, theirs] = [measures(a), measures(b)];
  return (
    ours.every((value, i) => value <= (theirs[i] ?? 0)) && ours.some((value, i) => value < (theirs[i] ?? 0))
  );
}

/** The feeders a plan hangs on: two plans with the same are no real alternatives. */
export const feedersOf = (plan: Draft): string =>
  plan.sources.map((source) => source.feederId ?? source.nodeId).join('+');

/** The first plan of each set of feeders, up to a number. */
function firstOfFeeders(plans: readonly Draft[], taken: readonly Draft[], count: number): Draft[] {
  const feeders = new Set(taken.map(feedersOf));
  return plans
    .filter((plan) => {
      const isNew = !feeders.has(feedersOf(plan));
      feeders.add(feedersOf(plan));
      return isNew;
    })
    .slice(0, Math.max(0, count));
}

/**
 * Which plans are shown: all that nothing dominates, and dominated ones of further feeders up to the pack's minimum. Where
 * there is not place for both, undominated plans of feeders already shown give way.
 *
 * @param ranked by rank.
 */
function select(ranked: readonly Draft[], min: number, max: number): Draft[] {
  const undominated = ranked.filter((plan) => !ranked.some((other) => dominates(other, plan)));
  // What waits for works on the grid takes no place from what fits as it is.
  const free = [...undominated].sort((a, b) => Number(a.kind === 'staged') - Number(b.kind === 'staged'));
  const feeders = firstOfFeeders(free, [], max);
  const more = firstOfFeeders(
    ranked.filter((plan) => !free.includes(plan)),
    feeders,
    Math.min(min, max) - feeders.length,
  );
  const rest = free.filter((plan) => !feeders.includes(plan));
  const shown = [...feeders, ...more];
  return [...shown, ...rest.slice(0, max - shown.length)].sort(byRank);
}

function badgesFor(plans: readonly Draft[]): Map<string, Badge[]> {
  const badges = new Map<string, Badge[]>(plans.map((plan) => [plan.id, []]));
  const priced = plans.filter((plan) => plan.priced);
  const vouched = priced.filter(isVouched);
  const worthy = vouched.length > 0 ? vouched : priced;
  const give = (badge: Badge, value: (plan: Draft) => number | null): void => {
    const known = (among: readonly Draft[]): number[] => among.flatMap((plan) => value(plan) ?? []);
    if (new Set(known(priced)).size < 2 && priced.length > 1) return;
    const best = Math.min(...known(worthy));
    for (const plan of worthy) if (value(plan) === best) badges.get(plan.id)?.push(badge);
  };
  give('cheapest', (plan) => plan.bill.likelyFen);
  give('fastest', (plan) => plan.totalCalendarDays);
  give('most-secure', (plan) => (plan.security.nMinusOne === null ? null : insecurity(plan)));
  give('most-room', (plan) => {
    const rooms = plan.sources.map((source) => source.chain.openKva);
    return rooms.includes(null) ? null : -Math.min(...rooms.map((room) => room ?? 0));
  });
  return badges;
}

/**
 * Ranks plans, marks what dominates them, chooses those to show and gives badges.
 *
 * A badge goes to every best plan of known cost, among those that are vouched for where there are any, and to none where
 * all are alike.
 *
 * @param min plans on different feeders shown at least, where they exist.
 */
export function rank(drafts: readonly Draft[], min: number, max: number): Plan[] {
  const ranked = [...drafts].sort(byRank);
  const shown = select(ranked, min, max);
  const badges = badgesFor(shown);
  const best = ranked.filter((plan) => !ranked.some((other) => dominates(other, plan)));
  /** One that nothing dominates, and that is shown where there is one. */
  const dominator = (plan: Draft): Draft | undefined =>
    [...shown.filter((other) => best.includes(other)), ...best].find((other) => dominates(other, plan));
  return shown.map((plan, i) => ({
    ...plan,
    rank: i + 1,
    badges: badges.get(plan.id) ?? [],
    dominatedBy: dominator(plan)?.id ?? null,
  }));
}
