import type { Plan } from '../model/plan.ts';
import { daysBetween } from '../policy/calendar.ts';
import type { Facts } from '../policy/facts.ts';
import { schedule } from '../policy/schedule.ts';
import { gridWorksLimit } from '../policy/time-part.ts';
import type { PlanTask } from './context.ts';
import type { Proposal, ProposedPhase } from './kinds/kind.ts';
import type { Terms } from './terms.ts';

/** What of a plan has dates. */
export type Dated = Pick<Plan, 'steps' | 'stages' | 'totalCalendarDays'>;

type Stage = Plan['stages'][number];

const NOT_DATED: Dated = { steps: [], stages: [], totalCalendarDays: 0 };

const later = (a: string, b: string | null): string => (b !== null && b > a ? b : a);

/** The time limit of works on the public grid, as a step of its own. */
function reinforcementStep(
  { pack, calendar }: PlanTask,
  facts: Facts,
  { lowVoltageOnly }: ProposedPhase,
  from: string,
) {
  const limit = gridWorksLimit(pack.time, { ...facts, voltage: lowVoltageOnly ? 'lv' : 'mv' });
  return schedule([{ ...limit, name: 'reinforcement' }], calendar, from).steps;
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
 * @param terms with the steps of the connection, one after the other from the day the answer is for.
 */
export function datePlan(task: PlanTask, proposal: Proposal, terms: Terms): Dated {
  if (proposal.kind === 'hv-referral') return NOT_DATED;
  const { asOf, wantedOn } = task.request;
  const { steps } = schedule(terms.steps, task.calendar, asOf);
  const ready = steps.at(-1)?.to ?? asOf;
  const whole = { capacityKva: proposal.suppliesKva, works: [], lowVoltageOnly: false };
  let at = ready;
  const stages = (proposal.phases ?? [whole]).map((phase, i) => {
    if (phase.works.length > 0) {
      const beside = steps.find(({ name }) => name.endsWith('works'))?.from ?? asOf;
      const [built] = reinforcementStep(task, terms.facts, phase, i === 0 ? beside : at);
      if (built !== undefined) steps.push(built);
      at = later(at, built?.to ?? null);
    }
    return { from: later(at, wantedOn), capacityKva: phase.capacityKva, works: phase.works };
  });
  return { steps, stages: stages.reduce<Stage[]>(joined, []), totalCalendarDays: daysBetween(asOf, at) };
}
