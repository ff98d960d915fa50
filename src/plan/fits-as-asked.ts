import type { PlanKind } from '../model/plan.ts';

/** Kinds that do not give at once, on the grid as it is, what was asked. */
const NOT_AS_ASKED: readonly PlanKind[] = ['staged', 'hv-referral'];

/** Whether a plan gives what was asked without waiting for works on the public grid. */
export const fitsAsAsked = ({ kind }: { readonly kind: PlanKind }): boolean => !NOT_AS_ASKED.includes(kind);
