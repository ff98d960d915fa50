import type { PlanKind } from '../../model/plan.ts';
import type { Kind } from './kind.ts';
import { loadTransferKind } from './load-transfer.ts';
import { oneSource } from './one-source.ts';

/** Every kind of plan that can be proposed. */
export const KINDS: Readonly<Partial<Record<PlanKind, Kind>>> = {
  'lv-tap': oneSource('lv-tap'),
  'lv-existing-transformer': oneSource('lv-existing-transformer'),
  'mv-tee': oneSource('mv-tee'),
  'mv-bay': oneSource('mv-bay'),
  'load-transfer': loadTransferKind,
  'mv-dedicated-feeder': oneSource('mv-dedicated-feeder'),
};
