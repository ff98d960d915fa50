import type { Plan, Step } from '../model/plan.ts';
import { daysBetween } from '../policy/calendar.ts';
import { schedule } from '../policy/schedule.ts';
import type { PlanTask } from './context.ts';
import type { Proposal, ProposedPhase } from './kinds/kind.ts';

/** What of a plan has dates. */
type Dated = Pick<Plan, 'steps' | 'stages' | 'totalCalendarDays'>;

type Stage = Plan['stages'][number];

const NOT_DATED: Dated = { steps: [], stages: [], totalCalendarDays: 0 };

const later = (a: string, b: string | null): string => (b !== null && b > a ? b : a);

/** The time limit of works on the public grid, as a step of its own. */
function reinforcementStep({ pack, calendar }: PlanTask, { lowVoltageOnly }: ProposedPhase, from: string) {
  const { rule, steps } = pack.time;
  const works = steps[lowVoltageOnly ? 'lv' : 'hv-single'].filter(({ name }) => name === 'works');
  return schedule(
    works.map((step) => ({ ...step, name: 'reinforcement', rule })),
    calendar,
    from,
  ).steps;
}

/** Steps of the connection one after the other from the day the answer is for. */
function connect({ pack, calendar, request }: PlanTask, low: boolean): Step[] {
  const { rule, steps } = pack.time;
  const undated = steps[low ? 'lv' : 'hv-single'].map((step) => ({ ...step, rule }));
  return schedule(undated, calendar, request.asOf).steps;
}

/** Stages had from the same day on are one: a customer who comes late waits for nothing. */
function joined(stages: readonly Stage[], next: Stage): Stage[] {
  const last = stages.at(-1);
  if (last?.from !== next.from) return [...stages, next];
  return [...stages.slice(0, -1), { ...next, works: [...last.works, ...next.works] }];
}

/**
 * Steps, stages and total time of a proposal.
 *
 * Reinforcement that must come first goes beside the works of the connection; what follows a first stage begins when
 * that one is connected, each stage after the one before. A referral has no dates: they are for its reviewers.
 *
 * @param low whether the customer gets low voltage.
 */
export function datePlan(task: PlanTask, proposal: Proposal, low: boolean): Dated {
  if (proposal.kind === 'hv-referral') return NOT_DATED;
  const { asOf, wantedOn } = task.request;
  const steps = connect(task, low);
  const ready = steps.at(-1)?.to ?? asOf;
  const whole = { capacityKva: proposal.suppliesKva, works: [], lowVoltageOnly: low };
  let at = ready;
  const stages = (proposal.phases ?? [whole]).map((phase, i) => {
    if (phase.works.length > 0) {
      const beside = steps.find(({ name }) => name === 'works')?.from ?? asOf;
      const [built] = reinforcementStep(task, phase, i === 0 ? beside : at);
      if (built !== undefined) steps.push(built);
      at = later(at, built?.to ?? null);
    }
    return { from: later(at, wantedOn), capacityKva: phase.capacityKva, works: phase.works };
  });
  return { steps, stages: stages.reduce<Stage[]>(joined, []), totalCalendarDays: daysBetween(asOf, at) };
}
