import type { Because, Plan } from '../model/plan.ts';

/** What a plan survives, and why it says so. */
export interface Secured {
  readonly security: Plan['security'];
  readonly because: readonly Because[];
}
