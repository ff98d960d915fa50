import type { Because, Plan } from '../model/plan.ts';
import type { Survival } from '../search/switching.ts';
import type { PlanTask } from './context.ts';
import type { Proposal } from './kinds/kind.ts';
import { needCkva } from './ways/candidate.ts';

/** What a plan survives, and why it says so. */
export interface Secured {
  readonly security: Plan['security'];
  readonly because: readonly Because[];
}

function reasonsOf({ headroom }: PlanTask, { nMinusOne, decidedBy, substation }: Survival): Because[] {
  const { rule, singleTransformerRule } = headroom.rules.nMinusOne;
  const reasons: Because[] = [];
  if (decidedBy !== null) {
    const { kind, elementId, roomKva } = decidedBy;
    const key = nMinusOne === null ? 'n-minus-one-unknown' : 'n-minus-one-fails';
    reasons.push({ key, values: { kind, elementId, roomKva }, rule });
  }
  if (substation !== null) {
    const { mains, remainingCkva, transferableCkva, leftCkva, substationId } = substation;
    const kva = (ckva: number | null): number | null => (ckva === null || ckva < 0 ? null : ckva / 100);
    reasons.push({
      key: mains.length === 1 ? 'single-transformer-substation' : 'substation-n-minus-one',
      values: {
        substationId,
        mainTransformers: mains.length,
        remainingKva: kva(remainingCkva),
        transferableKva: kva(transferableCkva),
        leftKva: leftCkva === null ? null : leftCkva / 100,
      },
      rule: mains.length === 1 ? singleTransformerRule : rule,
    });
  }
  return reasons;
}

const said = (nMinusOne: boolean | null, key: string, rule: string): Secured => ({
  security: { nMinusOne, transferVia: [] },
  because: [{ key, values: {}, rule }],
});

/**
 * Whether a plan's supply survives the loss of any one element on its way, by switching alone.
 *
 * A new outlet has no tie yet. After a load transfer, and for plans with several sources, it is not looked at.
 */
export function securedBy(task: PlanTask, { supplies, transfer }: Proposal): Secured {
  const { headroom, switching } = task;
  const [supply, ...others] = supplies;
  const nothing = { security: { nMinusOne: null, transferVia: [] }, because: [] };
  if (switching === null || supply === undefined || others.length > 0) return nothing;
  const { rule } = headroom.rules.nMinusOne;
  if (transfer !== null) return said(null, 'n-minus-one-after-transfer-unknown', rule);
  if (supply.candidate.way === 'mv-dedicated-feeder') return said(false, 'new-outlet-without-tie', rule);
  const survival = switching.survival(headroom.snapshot.elementOf(supply.candidate.source), needCkva(task));
  const { nMinusOne, transferVia } = survival;
  return { security: { nMinusOne, transferVia }, because: reasonsOf(task, survival) };
}
