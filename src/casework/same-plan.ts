import type { OfferedPlan } from '../model/offered-answer.ts';
import { atOnceKva } from '../model/at-once-kva.ts';
import { holdOf } from '../model/hold-of.ts';

/** What has to be the same for a plan to be the one that was offered: its kind, its places and what it leans on. */
const gist = (plan: OfferedPlan): string => {
  const { held, leansOn, switchIds } = holdOf(plan, 'industrial');
  // Of several spare bays at one place another may be free now.
  return JSON.stringify([
    plan.kind,
    plan.suppliesKva,
    // What is moved, and what is had before any works, may come out otherwise: see below.
    held.map((one) => (one.purpose === 'moved' || plan.kind === 'staged' ? { ...one, kva: 0 } : one)),
    leansOn.filter((element) => !element.startsWith('bay/')),
    switchIds,
  ]);
};

/** Whether a fresh plan moves no more onto any element than was offered, which is what is going to be held. */
const movesNoMore = ({ transfer: offered }: OfferedPlan, { transfer: fresh }: OfferedPlan): boolean =>
  (fresh?.moves ?? []).every(({ movedKva }, i) => movedKva <= (offered?.moves[i]?.movedKva ?? 0));

/** Whether no element of a staged plan has to be built larger than was offered: what others are promised there counts too. */
const buildsNoMore = (offered: OfferedPlan, fresh: OfferedPlan): boolean =>
  offered.kind !== 'staged' ||
  fresh.sources.every(({ chain }, i) =>
    chain.every(({ limitKva }, k) => {
      const before = offered.sources[i]?.chain[k]?.limitKva ?? null;
      return limitKva === null ? before === null : before !== null && limitKva <= before;
    }),
  );

/** Whether a fresh plan is the offered one, moves no more onto others, builds nothing larger, and gives at once no less. */
const isSame = (offered: OfferedPlan, fresh: OfferedPlan): boolean =>
  gist(offered) === gist(fresh) &&
  movesNoMore(offered, fresh) &&
  buildsNoMore(offered, fresh) &&
  atOnceKva(fresh) >= atOnceKva(offered);

/** Whether an offered plan is among plans computed anew: it still has room then. */
export const isAmong = (offered: OfferedPlan, fresh: readonly OfferedPlan[]): boolean =>
  fresh.some((plan) => isSame(offered, plan));
