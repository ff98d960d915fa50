import type { SwitchingStep } from '../electric/transfer/order-steps.ts';
import type { LoadTransfer } from '../electric/transfer/load-transfer.ts';
import type { Rehung } from '../electric/transfer/moved-over.ts';
import type { Ckva } from '../model/capacity-rules.ts';
import type { ElementRef, Transfer } from '../model/plan.ts';
import type { SwitchedWay } from './chain.ts';
import type { FeederStudies, NewLoad, StudyResult } from './feeder-study.ts';
import type { Headroom } from './headroom.ts';
import type { Switching } from './switching.ts';

/** A feeder or busbar that takes load over. */
export interface TakesOver {
  readonly elementId: string;
  /** Ties closed to it, ids of their sections. */
  readonly over: readonly string[];
  readonly movedKva: number;
  /** Least left on it afterwards; `null` = nothing of it is known. */
  readonly leftKva: number | null;
  /** Whether everything on its way and its voltages are known. */
  readonly known: boolean;
}

/** An element that had no room for the customer, before and after. */
export interface Relieved {
  readonly elementId: string;
  readonly leftBeforeKva: number;
  /** With the customer on it; `null` = it no longer feeds the customer. */
  readonly leftAfterKva: number | null;
}

/** A switching that makes room for a customer, in the words of a plan. */
export interface RoomMade extends SwitchedWay {
  readonly steps: readonly SwitchingStep[];
  readonly rehung: Pick<Transfer, 'moves' | 'opens' | 'leaves'>;
  /** Outlet that feeds the customer afterwards. */
  readonly outlet: number;
  readonly takesOver: readonly TakesOver[];
  readonly relieved: readonly Relieved[];
  /** Load flow of what feeds the customer afterwards, with the customer; `null` = it could not be made. */
  readonly study: StudyResult | 'collapse' | null;
}

function relievedBy(headroom: Headroom, { way }: LoadTransfer, element: number, ckva: Ckva): Relieved[] {
  const { snapshot } = headroom;
  const relieved: Relieved[] = [];
  for (let e = element; e >= 0; e = snapshot.columns.elementParent[e] ?? -1) {
    const left = headroom.leftCkva(e);
    if (left === null || left >= ckva) continue;
    const after = way.find(({ kind, index }) => kind === 'element' && index === e);
    const peaks = after?.peaksCkva ?? null;
    const leftAfter =
      after === undefined || peaks === null
        ? null
        : after.limitCkva - Math.max(...peaks) - after.committedCkva - ckva;
    relieved.push({
      elementId: snapshot.elementId(e),
      leftBeforeKva: left / 100,
      leftAfterKva: leftAfter === null ? null : leftAfter / 100,
    });
  }
  return relieved;
}

/** The same with ids. */
function named({ snapshot }: Headroom, { moves, opened, leaves }: Rehung): RoomMade['rehung'] {
  const ref = (e: number): ElementRef => ({
    kind: snapshot.elementKind(e),
    elementId: snapshot.elementId(e),
  });
  return {
    moves: moves.map(({ onto, movedCkva, withCustomer, known }) => ({
      onto: ref(onto),
      movedKva: movedCkva / 100,
      withCustomer,
      known,
    })),
    opens: opened.map(ref),
    leaves: leaves < 0 ? null : ref(leaves),
  };
}

/** What a switching is looked for with. */
interface Means {
  readonly headroom: Headroom;
  readonly switching: Switching;
  readonly studies: FeederStudies | null;
}

/** What hangs at a place after a switching: what is built there with it, where that is the place it was asked for. */
function hungAt(load: NewLoad, place: number): NewLoad {
  const { cosPhi, kva, largestMotorKw } = load;
  return place === load.element ? load : { element: place, cosPhi, kva, largestMotorKw };
}

/**
 * The switching that makes room at an element, with what it does to whom.
 *
 * @param load at the element.
 * @param ckva what it counts at every level, 0.01 kVA.
 * @returns `null` when there is none.
 * @cost that of `Switching.makeRoom`, and one load flow.
 */
export function roomMade(
  { headroom, switching, studies }: Means,
  load: NewLoad,
  ckva: Ckva,
): RoomMade | null {
  const found = switching.makeRoom({ element: load.element, ckva });
  if (found === null) return null;
  const { grid, seasons } = switching;
  return {
    steps: found.steps,
    rehung: named(headroom, found.rehung),
    way: found.way,
    switching: { grid, seasons },
    outlet: found.fedBy.receiver,
    takesOver: found.receivers.map((receiver) => ({
      elementId: headroom.snapshot.elementId(receiver.receiver),
      over: receiver.ties.map((tie) => grid.ties[tie]?.id ?? ''),
      movedKva: receiver.movedCkva / 100,
      leftKva: receiver.marginCkva === null ? null : receiver.marginCkva / 100,
      known: receiver.unknown.length === 0 && receiver.voltageKnown,
    })),
    relieved: relievedBy(headroom, found, load.element, ckva),
    study: studies?.lookSwitched(found.fedBy, hungAt(load, found.fedAt)) ?? null,
  };
}
