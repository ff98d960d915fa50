import { z } from 'zod';
import { plan } from './plan.ts';
import { planSource } from './plan-source.ts';
import { supplyPlansAnswer, type SupplyPlansAnswer } from './supply-plans-answer.ts';
import type { Wire } from './wire.ts';

/** A source of a plan without anything of the grid above it. */
const customerSource = planSource
  .omit({ chain: true, bindingElementId: true, unknownElementIds: true, electrical: true })
  .meta({ id: 'CustomerPlanSource' });

const { independence, stages, security } = plan.shape;

/** A plan as its customer sees it: the own place and way, bill, steps; nothing of the grid beyond. */
export const customerPlan = plan
  .omit({ confidence: true, transfer: true, because: true })
  .extend({
    sources: z.array(customerSource),
    independence: independence.omit({ shared: true }),
    stages: z.array(stages.element.omit({ works: true })),
    security: security.omit({ transferVia: true, backedBy: true }),
    needsSwitching: z.boolean().meta({ description: 'Load is switched to a neighbour first.' }),
  })
  .meta({ id: 'CustomerPlan', description: 'A supply plan as its customer sees it.' });

type CustomerPlan = Wire<z.infer<typeof customerPlan>>;

const change = supplyPlansAnswer.shape.counterOffers.element.shape.change;

/** A plan set as its customer sees it. */
export const customerPlans = supplyPlansAnswer
  .omit({ rejected: true, ledgerVersion: true })
  .extend({
    plans: z.array(customerPlan),
    counterOffers: z.array(z.strictObject({ change, plan: customerPlan })),
  })
  .meta({ id: 'CustomerPlans', description: 'A plan set as its customer sees it.' });

export type CustomerPlans = Wire<z.infer<typeof customerPlans>>;

/** The named fields of a value, and no other: what is added to an answer later stays inside unless it is named. */
function only<T extends object, K extends keyof T>(whole: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, whole[name]])) as Pick<T, K>;
}

const namesOf = <S extends object>({ shape }: { readonly shape: S }): readonly (keyof S)[] =>
  Object.keys(shape) as (keyof S)[];

const SOURCE = namesOf(customerSource);
const PLAN = namesOf(customerPlan).filter((name) => name !== 'needsSwitching');
const SET = namesOf(customerPlans);

const redactPlan = (whole: SupplyPlansAnswer['plans'][number]): CustomerPlan => ({
  ...only(whole, PLAN),
  sources: whole.sources.map((source) => only(source, SOURCE)),
  independence: only(whole.independence, ['level', 'unproven']),
  stages: whole.stages.map((stage) => only(stage, ['from', 'capacityKva'])),
  security: only(whole.security, ['nMinusOne']),
  needsSwitching: whole.transfer !== null,
});

/** What a customer sees of an answer that staff would see whole. */
export const redactPlans = (whole: SupplyPlansAnswer): CustomerPlans => ({
  ...only(whole, SET),
  plans: whole.plans.map(redactPlan),
  counterOffers: whole.counterOffers.map(({ change: what, plan: other }) => ({
    change: what,
    plan: redactPlan(other),
  })),
});
