import type { Because } from '../model/plan.ts';
import type { Survival } from '../search/switching.ts';
import type { PlanTask } from './context.ts';
import type { Proposal } from './kinds/kind.ts';
import { securedPair } from './pair-security.ts';
import type { Secured } from './secured.ts';
import { toCkva } from './ways/candidate.ts';

function decided({ headroom }: PlanTask, { nMinusOne, decidedBy }: Survival): Because[] {
  if (decidedBy === null) return [];
  const { kind, elementId, roomKva } = decidedBy;
  const { rule } = headroom.rules.nMinusOne;
  return nMinusOne === null
    ? [{ key: 'n-minus-one-unknown', values: { kind, elementId, roomKva }, rule }]
    : [{ key: 'n-minus-one-fails', values: { kind, elementId, roomKva }, rule }];
}

const kva = (ckva: number | null): number | null => (ckva === null ? null : ckva / 100);

/** What is left of the substation, where its loss was looked at and can be told. */
function ofSubstation({ headroom }: PlanTask, { substation }: Survival): Because[] {
  if (substation === null || substation.leftCkva === null) return [];
  const { mains, substationId } = substation;
  const { rule, singleTransformerRule } = headroom.rules.nMinusOne;
  const limitKva = kva(substation.limitCkva);
  const leftKva = kva(substation.leftCkva);
  const transferableKva = kva(substation.transferableCkva);
  if (mains.length === 1)
    return [
      {
        key: 'single-transformer-substation',
        values: { substationId, limitKva, leftKva },
        rule: singleTransformerRule,
      },
    ];
  const remainingKva = kva(substation.remainingCkva);
  const mainTransformers = mains.length;
  return [
    {
      key: 'substation-n-minus-one',
      values: { substationId, mainTransformers, remainingKva, transferableKva, limitKva, leftKva },
      rule,
    },
  ];
}

const NOTHING_SAID = { nMinusOne: null, transferVia: [], backedBy: [] } as const;

/**
 * Whether a plan's supply survives the loss of any one element on its way: one supply by switching alone, two by changing
 * over.
 *
 * A new outlet has no tie yet. After a load transfer or works on the grid it is not looked at.
 */
export function securedBy(task: PlanTask, { kind, supplies, transfer }: Proposal): Secured {
  const { headroom, switching } = task;
  const [supply, ...others] = supplies;
  const later = kind === 'hv-referral' || kind === 'staged';
  const [standby] = others;
  if (supply !== undefined && standby !== undefined && !later) return securedPair(task, supply, standby);
  if (switching === null || supply === undefined || later) return { security: NOTHING_SAID, because: [] };
  const { rule } = headroom.rules.nMinusOne;
  if (transfer !== null)
    return {
      security: NOTHING_SAID,
      because: [{ key: 'n-minus-one-after-transfer-unknown', values: {}, rule }],
    };
  if (supply.candidate.way === 'mv-dedicated-feeder')
    return {
      security: { nMinusOne: false, transferVia: [], backedBy: [] },
      because: [{ key: 'new-outlet-without-tie', values: {}, rule }],
    };
  const survival = switching.survival(supply.candidate.element, toCkva(supply.capacityKva));
  const { nMinusOne, transferVia } = survival;
  const { snapshot } = headroom;
  const backedBy = survival.backedBy.map((e) => ({
    kind: snapshot.elementKind(e),
    elementId: snapshot.elementId(e),
  }));
  const because = [...decided(task, survival), ...ofSubstation(task, survival)];
  return { security: { nMinusOne, transferVia, backedBy }, because };
}
