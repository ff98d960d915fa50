import { isDeepStrictEqual } from 'node:util';
import type { SupplyPlansAnswer } from '../contract/supply-plans-answer.ts';

type WirePlan = SupplyPlansAnswer['plans'][number];

/** Why an answer may come out otherwise: what moved between then and now; `program` = none of them did. */
export type Cause = 'grid' | 'queue' | 'rule' | 'price' | 'program';

/** One thing an answer rests on that is not as it was. */
export interface Moved {
  readonly cause: Cause;
  readonly from: string;
  readonly to: string;
}

/** One thing that came out otherwise. */
export interface Difference {
  /** Kind of plan and its sources; empty for the answer as a whole. */
  readonly plan: string;
  readonly what: 'added' | 'gone' | 'cost' | 'room' | 'days' | 'other';
  readonly from: string;
  readonly to: string;
  readonly cause: Cause;
}

/** What of the four versions moved, in the order of design: grid, queue, rule, price. */
export function whatMoved(then: SupplyPlansAnswer, now: SupplyPlansAnswer): Moved[] {
  const seen = (answer: SupplyPlansAnswer): readonly (readonly [Cause, string])[] => [
    ['grid', `data version ${answer.snapshot.version}`],
    ['queue', `ledger version ${answer.ledgerVersion}`],
    ['rule', `policy ${answer.policy.id} version ${answer.policy.version}`],
    ['price', `catalogue ${answer.catalogue.id} version ${answer.catalogue.version}`],
  ];
  const after = new Map(seen(now));
  return seen(then).flatMap(([cause, from]) => {
    const to = after.get(cause) ?? '';
    return from === to ? [] : [{ cause, from, to }];
  });
}

const nameOf = ({ kind, sources }: WirePlan): string =>
  [kind, ...sources.map(({ nodeId, feederId }) => `${nodeId} (${feederId ?? 'new outlet'})`)].join(' ');

const leastKva = ({ sources }: WirePlan): string =>
  sources
    .map(({ chain, unknownElementIds }) => {
      const known = chain.flatMap(({ leftKva }) => leftKva ?? []);
      if (known.length === 0) return 'unknown';
      return `${Math.min(...known)} kVA${unknownElementIds.length > 0 ? ' (partly unknown)' : ''}`;
    })
    .join(' + ');

const figuresOf = (plan: WirePlan, pick: (row: WirePlan['sources'][number]['chain'][number]) => unknown) =>
  JSON.stringify(plan.sources.map(({ chain }) => chain.map(pick)));

/** Unit prices, by item. */
const pricesOf = ({ cost }: WirePlan): ReadonlyMap<string, string> =>
  new Map(cost.lines.map(({ item, likelyYuan, quantity }) => [item, (likelyYuan / quantity).toFixed(2)]));

function pricesMoved(then: WirePlan, now: WirePlan): boolean {
  const after = pricesOf(now);
  return [...pricesOf(then)].some(([item, price]) => (after.get(item) ?? price) !== price);
}

/** What would explain less room: more promised, another grid, or another rule for what counts. */
function causesOfRoom(then: WirePlan, now: WirePlan): Cause[] {
  const promised = ({ committedKva }: WirePlan['sources'][number]['chain'][number]): number => committedKva;
  if (figuresOf(then, promised) !== figuresOf(now, promised)) return ['queue'];
  const measured = ({ elementId, ratingKva, peakKva }: WirePlan['sources'][number]['chain'][number]) => [
    elementId,
    ratingKva,
    peakKva,
  ];
  return figuresOf(then, measured) === figuresOf(now, measured) ? ['rule'] : ['grid'];
}

/** Says what differs between two answers to one request, and which of what moved explains it. */
export class Comparison {
  readonly #then: SupplyPlansAnswer;
  readonly #now: SupplyPlansAnswer;
  readonly moved: readonly Moved[];

  constructor(then: SupplyPlansAnswer, now: SupplyPlansAnswer) {
    this.#then = then;
    this.#now = now;
    this.moved = whatMoved(then, now);
  }

  /** Everything that came out otherwise; empty = the same answer. */
  differences(): Difference[] {
    const [then, now] = [this.#then, this.#now];
    const before = new Map(then.plans.map((plan) => [nameOf(plan), plan]));
    const after = new Map(now.plans.map((plan) => [nameOf(plan), plan]));
    const gone = [...before.keys()]
      .filter((name) => !after.has(name))
      .map((plan) => this.#whole(plan, 'gone'));
    const changed = [...after].flatMap(([name, plan]) => {
      const was = before.get(name);
      return was === undefined ? [this.#whole(name, 'added')] : this.#between(name, was, plan);
    });
    const plans = [...gone, ...changed];
    return plans.length > 0 || this.#alike() ? plans : [this.#other('')];
  }

  /** Whether everything but the id and the versions is the same. */
  #alike(): boolean {
    const content = ({ classification, plans, rejected, counterOffers, staircase }: SupplyPlansAnswer) =>
      [classification, plans, rejected, counterOffers, staircase] as const;
    return isDeepStrictEqual(content(this.#then), content(this.#now));
  }

  /** The first of the likely causes that moved, else the first that moved at all. */
  #cause(...likely: Cause[]): Cause {
    const causes = this.moved.map(({ cause }) => cause);
    return likely.find((cause) => causes.includes(cause)) ?? causes[0] ?? 'program';
  }

  #whole(plan: string, what: 'added' | 'gone'): Difference {
    return { plan, what, from: '', to: '', cause: this.#cause('queue', 'grid', 'rule', 'price') };
  }

  #other(plan: string): Difference {
    return { plan, what: 'other', from: '', to: '', cause: this.#cause('rule', 'grid', 'queue', 'price') };
  }

  #between(plan: string, then: WirePlan, now: WirePlan): Difference[] {
    const found: Difference[] = [];
    const differ = (what: Difference['what'], from: string, to: string, ...likely: Cause[]): void => {
      if (from !== to) found.push({ plan, what, from, to, cause: this.#cause(...likely) });
    };
    const yuan = ({ cost }: WirePlan): string => `${cost.likelyYuan.toFixed(2)} yuan`;
    const days = ({ totalCalendarDays }: WirePlan): string => `${totalCalendarDays} days`;
    differ('cost', yuan(then), yuan(now), pricesMoved(then, now) ? 'price' : 'grid', 'rule');
    differ('room', leastKva(then), leastKva(now), ...causesOfRoom(then, now));
    differ('days', days(then), days(now), 'rule', 'grid');
    return found.length > 0 || then.id === now.id ? found : [this.#other(plan)];
  }
}
