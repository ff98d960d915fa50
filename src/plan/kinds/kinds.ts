import type { PlanKind } from '../../model/plan.ts';
import type { Kind } from './kind.ts';
import { hvReferral } from './hv-referral.ts';
import { loadTransferKind } from './load-transfer.ts';
import { oneSource } from './one-source.ts';
import { pairOf } from './pair.ts';
import { staged } from './staged.ts';
import { temporaryLease } from './temporary-lease.ts';

/** Every kind of plan that can be proposed. */
export const KINDS: Readonly<Partial<Record<PlanKind, Kind>>> = {
  'lv-tap': oneSource('lv-tap'),
  'lv-existing-transformer': oneSource('lv-existing-transformer'),
  'lv-new-transformer': oneSource('lv-new-transformer'),
  'mv-tee': oneSource('mv-tee'),
  'mv-bay': oneSource('mv-bay'),
  'mv-cut-in': oneSource('mv-cut-in'),
  'load-transfer': loadTransferKind,
  'mv-dedicated-feeder': oneSource('mv-dedicated-feeder'),
  'mv-dual-source': pairOf('mv-dual-source'),
  'mv-dual-circuit': pairOf('mv-dual-circuit'),
  staged,
  'temporary-lease': temporaryLease,
  'hv-referral': hvReferral,
};
