import type { PlanKind } from '../../model/plan.ts';
import type { Kind } from './kind.ts';
import { hvReferral } from './hv-referral.ts';
import { oneSource } from './one-source.ts';
import { staged } from './staged.ts';
import { temporaryLease } from './temporary-lease.ts';

/** Every kind of plan that can be proposed. */
export const KINDS: Readonly<Partial<Record<PlanKind, Kind>>> = {
  'lv-tap': oneSource('lv-tap'),
  'lv-existing-transformer': oneSource('lv-existing-transformer'),
  'mv-tee': oneSource('mv-tee'),
  'mv-bay': oneSource('mv-bay'),
  'mv-dedicated-feeder': oneSource('mv-dedicated-feeder'),
  staged,
  'temporary-lease': temporaryLease,
  'hv-referral': hvReferral,
};
