import { z } from 'zod';
import { PAUSE_REASONS } from '../model/clock.ts';
import type { Approval, Step } from '../model/plan.ts';
import { firstThatHolds, ruled } from './condition.ts';
import type { Facts } from './facts.ts';
import type { UndatedStep } from './schedule.ts';
import { alwaysLast, rule } from './words.ts';

export const STEP_NAMES = [
  'apply',
  'apply-and-answer',
  'plan-answer',
  'design-review',
  'customer-works',
  'works',
  'interim-check',
  'inspection',
  'meter-and-connect',
] as const;

const dayKind = z.enum(['working', 'calendar']);
/** Not steps of the customer's: the utility's own works, and checks within a step. */
const UNCOUNTED = ['works', 'design-review', 'interim-check'];

const stepList = z
  .strictObject({
    ...ruled,
    /** What the rule limits: the whole process, or its handling without the works; `null` = only single steps. */
    total: z
      .strictObject({ days: z.number().nonnegative(), covers: z.enum(['whole', 'handling']) })
      .nullable(),
    /** Steps the customer takes part in, at most. */
    maxSteps: z.number().int().positive(),
    stepsRule: rule,
    /** In order; works without days of their own take them from the limits of works. */
    steps: z
      .array(z.strictObject({ name: z.enum(STEP_NAMES), days: z.number().nonnegative().nullable() }))
      .min(1),
  })
  .superRefine(({ total, steps, maxSteps }, context) => {
    const counted = steps.filter(({ name }) => !UNCOUNTED.includes(name)).length;
    if (counted > maxSteps)
      context.addIssue({ code: 'custom', path: ['steps'], message: `${counted} steps, at most ${maxSteps}` });
    const sum = steps.reduce((days, step) => days + (step.days ?? 0), 0);
    if (total !== null && sum !== total.days)
      context.addIssue({
        code: 'custom',
        path: ['total'],
        message: `the steps take ${sum} days, the total is ${total.days}`,
      });
    const open = steps.some(({ name, days }) => days === null && !name.endsWith('works'));
    if (open || (total?.covers === 'whole' && steps.some(({ days }) => days === null)))
      context.addIssue({ code: 'custom', path: ['steps'], message: 'a step without days that needs them' });
  });

/** The time part of a pack: the steps of each class of customer and how long they may take, in working days. */
export const timePart = z.strictObject({
  /** The first that certainly holds decides; the last always does. */
  processes: alwaysLast(stepList),
  /** Limits of the works from the fixed plan to their completion; `withCustomer` = kept pace with the customer's own. */
  works: alwaysLast(
    z.strictObject({ ...ruled, days: z.number().positive(), dayKind, withCustomer: z.boolean().optional() }),
  ),
  /** Deadlines of cases: so many working days before its last day a clock is said to be near, and why it may stand. */
  clock: z.strictObject({
    rule,
    soonDays: z.number().int().nonnegative(),
    pauses: z.array(z.enum(PAUSE_REASONS)).min(1),
  }),
});

/** Calendar days in a working week over its working days: how approvals in the two kinds of days are compared. */
const WEEK = 7 / 5;
const inCalendarDays = ({ days, dayKind: kind }: Pick<Step, 'days' | 'dayKind'>): number =>
  kind === 'working' ? days * WEEK : days;

/** Works are prepared while permits are under way: only a permit that takes longer than all the works delays them. */
function worksLimit(
  part: z.infer<typeof timePart>,
  facts: Facts,
  approvals: readonly Approval[],
): Omit<UndatedStep, 'name'> {
  const { entry } = firstThatHolds(part.works, facts);
  if (entry === undefined) throw new Error('a list of works ended without its last rule');
  return [...approvals, entry]
    .map((limit) => ({ days: limit.days, dayKind: limit.dayKind, rule: limit.rule }))
    .reduce((longest, limit) => (inCalendarDays(limit) >= inCalendarDays(longest) ? limit : longest));
}

/** The limit of works on the public grid that are no part of a customer's connection. */
export function gridWorksLimit(part: z.infer<typeof timePart>, facts: Facts): Omit<UndatedStep, 'name'> {
  const alone = part.works.filter(({ withCustomer }) => withCustomer !== true);
  return worksLimit({ ...part, works: alone.length > 0 ? alone : part.works }, facts, []);
}

/**
 * The steps of a case in order, each with its limit and the rule it comes from.
 *
 * The customer's own works are the utility's where the customer does not build: then they are no step of the customer's.
 */
export function stepsOf(
  part: z.infer<typeof timePart>,
  facts: Facts,
  approvals: readonly Approval[],
): UndatedStep[] {
  const { entry } = firstThatHolds(part.processes, facts);
  if (entry === undefined) throw new Error('a list of processes ended without its last rule');
  return entry.steps.map(({ name, days }) => ({
    name: name === 'customer-works' && facts.customerBuilds === false ? 'works' : name,
    ...(days === null
      ? worksLimit(part, facts, approvals)
      : { days, dayKind: 'working' as const, rule: entry.rule }),
  }));
}
