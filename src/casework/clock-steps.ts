import type { CaseRequest, Offer } from '../model/case-book.ts';
import type { ClockKind, ClockStep } from '../model/clock.ts';
import type { SupplyRequest } from '../model/demand.ts';
import type { Step } from '../model/plan.ts';
import { classify } from '../policy/classify.ts';
import type { Facts } from '../policy/facts.ts';
import type { Pack } from '../policy/pack.ts';
import { stepsOf } from '../policy/time-part.ts';

/** Steps that end with the taking up, and with plans; those of the connection are all others. */
const ENDS_WITH: Readonly<Record<string, ClockKind>> = {
  apply: 'acceptance',
  'apply-and-answer': 'answer',
  'plan-answer': 'answer',
};
const kindOf = (name: string): ClockKind => ENDS_WITH[name] ?? 'connection';

const toClockStep = ({ name, days, dayKind, rule }: ClockStep): ClockStep => ({ name, days, dayKind, rule });

const VOLTAGE = { lv: 'lv', 'hv-single': 'mv', 'hv-dual': 'mv', 'hv-referral': 'hv' } as const;

/**
 * Steps of a pack before there is a plan, by what is asked for: what only a plan can tell is unknown, and the first rule
 * that certainly holds decides.
 */
export function stepsBeforePlan(
  pack: Pack,
  request: CaseRequest,
  { kind, asOf, statedBy }: { readonly kind: ClockKind } & Pick<SupplyRequest, 'asOf' | 'statedBy'>,
): readonly ClockStep[] {
  const { known, classification } = classify({ ...request, asOf, statedBy }, pack);
  const facts: Facts = {
    ...known.facts,
    voltage: VOLTAGE[classification.supplyClass],
    structure: classification.sourceStructure,
  };
  return stepsOf(pack.time, facts, [])
    .filter(({ name }) => kindOf(name) === kind)
    .map(toClockStep);
}

/** What of an offered plan has time limits. */
interface TimedPlan {
  readonly id: string;
  readonly steps: readonly Step[];
}

/**
 * Steps of an offered plan after its approval. Works on the public grid that go beside those of the connection take their
 * place where they may take longer.
 */
export function stepsToConnection({ answer }: Pick<Offer, 'answer'>, planId: string): readonly ClockStep[] {
  const { plans, counterOffers } = JSON.parse(answer) as {
    readonly plans: readonly TimedPlan[];
    readonly counterOffers: readonly { readonly plan: TimedPlan }[];
  };
  const plan = [...plans, ...counterOffers.map((one) => one.plan)].find(({ id }) => id === planId);
  const steps = plan?.steps ?? [];
  return steps
    .filter(({ name }) => name !== 'reinforcement' && kindOf(name) === 'connection')
    .map((step) => {
      const beside = steps.filter(({ name, from }) => name === 'reinforcement' && from === step.from);
      const longest = [step, ...beside].reduce((a, b) => (b.to > a.to ? b : a));
      return toClockStep({ ...longest, name: step.name });
    });
}
