import { type Badge, INDEPENDENCE_LEVELS, type Plan } from '../model/plan.ts';
import type { Draft } from './compose.ts';

const routeM = (plan: Draft): number => plan.sources.reduce((sum, source) => sum + source.route.lengthM, 0);

/** Likely reference cost, then calendar days, then route length, then id: an order no input order can change. */
export const byRank = (a: Draft, b: Draft): number =>
  a.bill.likelyFen - b.bill.likelyFen ||
  a.totalCalendarDays - b.totalCalendarDays ||
  routeM(a) - routeM(b) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** What plans are weighed in; less is better. */
const measures = (plan: Draft): readonly number[] => [
  plan.bill.likelyFen,
  plan.bill.payers.customer,
  plan.totalCalendarDays,
  plan.security.nMinusOne === true ? 0 : 1,
  -INDEPENDENCE_LEVELS.indexOf(plan.independence.level),
];

/** Whether `a` is no worse than `b` in any measure and better in one. */
export function dominates(a: Draft, b: Draft): boolean {
  const [ours, theirs] = [measures(a), measures(b)];
  return (
    ours.every((value, i) => value <= (theirs[i] ?? 0)) && ours.some((value, i) => value < (theirs[i] ?? 0))
  );
}

const feedersOf = (plan: Draft): string =>
  plan.sources.map((source) => source.feederId ?? source.nodeId).join('+');

/**
 * Which plans are shown: all that nothing dominates, and dominated ones of further feeders up to the pack's minimum.
 *
 * @param ranked by rank.
 */
function select(
  ranked: readonly { plan: Draft; dominatedBy: string | null }[],
  min: number,
  max: number,
): typeof ranked {
  const shown = ranked.filter(({ dominatedBy }) => dominatedBy === null).slice(0, max);
  const feeders = new Set(shown.map(({ plan }) => feedersOf(plan)));
  const more = ranked.filter(({ plan, dominatedBy }) => {
    const feeder = feedersOf(plan);
    if (dominatedBy === null || feeders.size >= min || feeders.has(feeder)) return false;
    feeders.add(feeder);
    return true;
  });
  return [...shown, ...more.slice(0, max - shown.length)].sort((a, b) => byRank(a.plan, b.plan));
}

function badgesFor(plans: readonly Draft[]): Map<string, Badge[]> {
  const badges = new Map<string, Badge[]>(plans.map((plan) => [plan.id, []]));
  const give = (badge: Badge, value: (plan: Draft) => number | null): void => {
    const values = plans.flatMap((plan) => value(plan) ?? []);
    const best = Math.min(...values);
    if (new Set(values).size < 2 && plans.length > 1) return;
    for (const plan of plans) if (value(plan) === best) badges.get(plan.id)?.push(badge);
  };
  give('cheapest', (plan) => plan.bill.likelyFen);
  give('fastest', (plan) => plan.totalCalendarDays);
  give('most-secure', (plan) => (plan.security.nMinusOne === null ? null : plan.security.nMinusOne ? 0 : 1));
  give('most-room', (plan) => {
    const rooms = plan.sources.map((source) => source.chain.openKva);
    return rooms.includes(null) ? null : -Math.min(...rooms.map((room) => room ?? 0));
  });
  return badges;
}

/**
 * Ranks plans, marks what dominates them, chooses those to show and gives badges.
 *
 * A badge goes to every best plan, and to none where all are alike.
 *
 * @param min plans on different feeders shown at least, where they exist.
 */
export function rank(drafts: readonly Draft[], min: number, max: number): Plan[] {
  const sorted = [...drafts].sort(byRank);
  // A more secure plan of the same cost may stand later; what dominates it dominates all that it does.
  const best = sorted.filter((plan) => !sorted.some((other) => dominates(other, plan)));
  const ranked = sorted.map((plan) => ({
    plan,
    dominatedBy: best.find((other) => dominates(other, plan))?.id ?? null,
  }));
  const shown = select(ranked, min, max);
  const badges = badgesFor(shown.map(({ plan }) => plan));
  return shown.map(({ plan, dominatedBy }, i) => ({
    ...plan,
    rank: i + 1,
    badges: badges.get(plan.id) ?? [],
    dominatedBy,
  }));
}
