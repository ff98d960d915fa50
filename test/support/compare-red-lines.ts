import type { BillLine, Plan, PlanSet } from '../../src/model/plan.ts';

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** What a plan is, whoever pays: its kind, its supplies and where it cuts a cable. */
const placeOf = ({ kind, suppliesKva, sources, because }: Plan): string =>
  JSON.stringify([
    ...[kind, suppliesKva],
    sources.map(({ role, nodeId, nodeKind, feederId, busId }) => [role, nodeId, nodeKind, feederId, busId]),
    because.flatMap(({ key, values }) =>
      key === 'cut-in-at' ? [values['sectionId'], values['alongM']] : [],
    ),
  ]);

/** Quantity and amounts of each item over all lines of a bill. */
function itemsOf(lines: readonly BillLine[]) {
  return [...new Set(lines.map(({ item }) => item))].sort().map((item) => {
    const alike = lines.filter((line) => line.item === item);
    const tenths = sum(alike.map(({ quantity }) => Math.round(quantity * 10)));
    const bands = (['lowFen', 'likelyFen', 'highFen'] as const).map((band) =>
      sum(alike.map((line) => line[band])),
    );
    return [item, tenths, ...bands];
  });
}

/** Reasons that do not say who pays. */
const reasonsOf = ({ because }: Plan) => because.filter(({ key }) => !key.includes('payer'));

/** Everything of a plan that no red line may change. */
const unmoved = (plan: Plan): Readonly<Record<string, unknown>> => {
  const { bill, sources, independence, stages, transfer, security, grade, priced } = plan;
  const { steps, approvals, totalCalendarDays, metering, boundary, fees } = plan;
  return {
    totals: [bill.lowFen, bill.likelyFen, bill.highFen],
    items: itemsOf(bill.lines),
    fees: fees.map(({ kind, status, amountFen, rule }) => [kind, status, amountFen, rule]),
    ...{ sources, independence, stages, transfer, security, grade, priced },
    ...{ steps, approvals, totalCalendarDays, metering, boundary },
    because: reasonsOf(plan),
  };
};

/** What two plans that are one but for the red line differ in. */
function planFaults(a: Plan, b: Plan): string[] {
  const [x, y] = [unmoved(a), unmoved(b)];
  return Object.keys(x)
    .filter((what) => JSON.stringify(x[what]) !== JSON.stringify(y[what]))
    .map((what) => `${a.kind} ${a.sources[0]?.nodeId}: ${what} ${JSON.stringify([x[what], y[what]])}`);
}

const feedersOf = (plans: readonly Plan[]): string[] =>
  [...new Set(plans.map(({ sources }) => sources.map((s) => s.feederId ?? s.nodeId).join('+')))].sort();

/** What two answers to one demand with two red lines come to. */
export interface RedLines {
  /** In words; empty = money moved between payers and nothing else did. */
  readonly faults: string[];
  readonly alike: number;
  /** Of them, with other payers. */
  readonly moved: number;
  /** Shown in one answer only: who pays decides what the customer's cost dominates. */
  readonly single: number;
}

/** Compares two answers that show all feeders, asked with different red lines alone. */
export function compareRedLines(a: PlanSet, b: PlanSet): RedLines {
  const faults: string[] = [];
  for (const part of ['classification', 'rejected'] as const)
    if (JSON.stringify(a[part]) !== JSON.stringify(b[part])) faults.push(`the ${part} changed`);
  if (JSON.stringify(feedersOf(a.plans)) !== JSON.stringify(feedersOf(b.plans)))
    faults.push('other feeders are shown');
  if (JSON.stringify(a.plans[0]?.bill.likelyFen) !== JSON.stringify(b.plans[0]?.bill.likelyFen))
    faults.push('another plan is the cheapest');
  const plansOf = ({ plans, counterOffers }: PlanSet) =>
    new Map([...plans, ...counterOffers.map(({ plan }) => plan)].map((plan) => [placeOf(plan), plan]));
  const [ours, theirs] = [plansOf(a), plansOf(b)];
  let [alike, moved] = [0, 0];
  for (const [place, plan] of ours) {
    const other = theirs.get(place);
    if (other === undefined) continue;
    faults.push(...planFaults(plan, other));
    alike++;
    if (JSON.stringify(plan.bill.payers) !== JSON.stringify(other.bill.payers)) moved++;
  }
  return { faults, alike, moved, single: ours.size + theirs.size - 2 * alike };
}
