import {
  type Badge,
  type Bill,
  type IndependenceLevel,
  INDEPENDENCE_LEVELS,
  type Plan,
  type PlanKind,
} from '../model/plan.ts';
import type { Content } from './compose.ts';

/** What plans are compared by; dear to tell are what is survived, whether it is vouched for, and the whole. */
export interface Comparable {
  readonly kind: PlanKind;
  /** Whether the bill is the cost of the whole. */
  readonly priced: boolean;
  readonly bill: Pick<Bill, 'likelyFen' | 'payers'>;
  readonly totalCalendarDays: number;
  /** Metres of all its routes. */
  readonly routeM: number;
  /** The feeders it hangs on: two plans with the same are no real alternatives. */
  readonly feeders: string;
  /** Kind and sources: no two of one answer share it. */
  readonly name: string;
  readonly isPair: boolean;
  readonly independence: { readonly level: IndependenceLevel; readonly shared: readonly string[] };
  readonly security: Plan['security'];
  /** Whether every figure it rests on is known and of its day. */
  readonly vouched: boolean;
  readonly content: () => Content;
}

/**
 * Plans without a whole cost last; then likely reference cost, calendar days, route length, kind and sources: an order no
 * input order can change.
 */
export const byRank = (a: Comparable, b: Comparable): number =>
  Number(b.priced) - Number(a.priced) ||
  a.bill.likelyFen - b.bill.likelyFen ||
  a.totalCalendarDays - b.totalCalendarDays ||
  a.routeM - b.routeM ||
  (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** How secure a supply is, less is better: sources that share nothing first, then whether an outage can be bridged. */
const insecurity = ({
  isPair,
  independence,
  security,
}: Pick<Comparable, 'isPair' | 'independence' | 'security'>): number =>
  (isPair && independence.shared.length === 0 ? 0 : 2) + (security.nMinusOne === true ? 0 : 1);

const costOf = ({ bill, totalCalendarDays, independence }: Comparable): readonly number[] => [
  bill.likelyFen,
  bill.payers.customer,
  totalCalendarDays,
  -INDEPENDENCE_LEVELS.indexOf(independence.level),
];

/**
 * Whether `a` is no worse than `b` in total cost, customer's cost, days, independence and security, and better in one. A
 * plan whose cost is not wholly known neither dominates nor is dominated; one that waits for works on the public grid
 * does not hide one that fits as it is, nor one that nobody vouches for one that is vouched for.
 *
 * @cost what is dear to tell is looked at last: most pairs are told apart by cost and time.
 */
export function dominates(a: Comparable, b: Comparable): boolean {
  if (a === b || !a.priced || !b.priced || (a.kind === 'staged' && b.kind !== 'staged')) return false;
  const ours = costOf(a);
  const theirs = costOf(b);
  if (ours.some((value, i) => value > (theirs[i] ?? 0))) return false;
  const risk = insecurity(a);
  const otherRisk = insecurity(b);
  if (risk > otherRisk || (risk === otherRisk && ours.every((value, i) => value === theirs[i]))) return false;
  return a.vouched || !b.vouched;
}

/**
 * Those that no other dominates. Domination is an order: what is dominated at all is dominated by one of them, so it is
 * enough to look at those found so far, and once more at what a later one dominates.
 *
 * @param ranked by rank.
 */
function undominatedOf<T extends Comparable>(ranked: readonly T[]): T[] {
  const found: T[] = [];
  for (const one of ranked) if (!found.some((other) => dominates(other, one))) found.push(one);
  return found.filter((one) => !found.some((other) => dominates(other, one)));
}

/** The first plan of each set of feeders, up to a number. */
function firstOfFeeders<T extends Comparable>(drafts: readonly T[], taken: readonly T[], count: number): T[] {
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
export interface Chosen<T extends Comparable> {
  readonly shown: readonly T[];
  readonly undominated: readonly T[];
}

/**
 * Which plans are shown: all that nothing dominates, and dominated ones of further feeders up to the minimum. Where there
 * is not place for both, undominated plans of feeders already shown give way.
 */
export function choose<T extends Comparable>(drafts: readonly T[], { min, max }: HowMany): Chosen<T> {
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
  const vouched = priced.filter(({ grade }) => grade !== 'D');
  const worthy = vouched.length > 0 ? vouched : priced;
  const give = (badge: Badge, value: (plan: Content) => number | null): void => {
    const known = (among: readonly Content[]): number[] => among.flatMap((plan) => value(plan) ?? []);
    if (new Set(known(priced)).size < 2 && priced.length > 1) return;
    const best = Math.min(...known(worthy));
    for (const plan of worthy) if (value(plan) === best) badges.get(plan.id)?.push(badge);
  };
  give('cheapest', (plan) => plan.bill.likelyFen);
  give('fastest', (plan) => plan.totalCalendarDays);
  give('most-secure', (plan) =>
    plan.security.nMinusOne === null ? null : insecurity({ isPair: plan.sources.length > 1, ...plan }),
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
 * A badge goes to every best plan of known cost, among those that are vouched for where there are any, and to none where
 * all are alike.
 */
export function rank({ shown, undominated }: Chosen<Comparable>): Plan[] {
  const plans = shown.map((draft) => draft.content());
  const badges = badgesFor(plans);
  /** One that nothing dominates, and that is shown where there is one. */
  const byRankShownFirst = [...shown.filter((one) => undominated.includes(one)), ...undominated];
  const dominator = (draft: Comparable): Comparable | undefined =>
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
