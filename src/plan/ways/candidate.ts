import type { Electrical, Laying, PlanKind, Rejected, SourceKind } from '../../model/plan.ts';
import type { NewBay } from '../../search/chain.ts';
import type { RoomMade } from '../../search/room-made.ts';
import type { PlanTask } from '../context.ts';

/** Where each way of connecting to the grid can start. */
export const STARTS_AT = {
  'lv-tap': ['lv-point'],
  'lv-existing-transformer': ['distribution-transformer'],
  'mv-tee': ['pole', 'node'],
  'mv-bay': ['rmu', 'switching-station', 'branch-box'],
  'mv-dedicated-feeder': ['substation-bay'],
} as const satisfies Partial<Record<PlanKind, readonly SourceKind[]>>;

/** A way of connecting to one source; the kinds of plan are made of one or several of them. */
export type Way = keyof typeof STARTS_AT;

/** A source that passed the checks of place, bays and room for one way of connecting. */
export interface Candidate {
  readonly way: Way;
  readonly source: number;
  readonly distanceM: number;
  readonly routeM: number;
  readonly laying: Laying;
  /** Bay taken into use, where the record lists them. */
  readonly bay: NewBay | null;
  /** The record does not say whether a bay is spare. */
  readonly baysUnknown: boolean;
  /** The record counts spare bays but lists none: the rating of the one taken is not known. */
  readonly bayUnlisted: boolean;
  /** What is switched first to make the room; `null` = nothing. */
  readonly after: RoomMade | null;
}

/** A candidate that also passed the electrical check; `null` = it could not be made. */
export interface CheckedCandidate extends Candidate {
  readonly electrical: Electrical | null;
}

/** Why a source is not taken. */
export type Miss = Pick<Rejected, 'code' | 'threshold' | 'actual' | 'unit'>;

export const isLow = (way: Way): boolean => way === 'lv-tap' || way === 'lv-existing-transformer';

/** Needed capacity in ledger units, rounded up. */
export const needCkva = (task: PlanTask): number => Math.ceil(task.brief.needKva * 100 - 1e-6);

/** A miss at a source, as the answer lists it. */
export function reject({ headroom }: PlanTask, kind: PlanKind, source: number, miss: Miss): Rejected {
  const { snapshot } = headroom;
  return {
    nodeId: snapshot.sourceId(source),
    feederId: snapshot.feederIdOf(snapshot.elementOf(source)),
    kind,
    ...miss,
  };
}
