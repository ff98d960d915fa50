import type { WorkPart } from '../../policy/facts.ts';
import type { PlanTask } from '../context.ts';

/** The part of the works that a second circuit is: its own, or what exceeds the standard at the customer's wish. */
export const standbyPart = ({ brief }: PlanTask): WorkPart =>
  brief.secondIsWish ? 'above-standard' : 'standby';
