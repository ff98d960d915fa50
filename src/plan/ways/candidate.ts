import type { AskedLoad, Ckva } from '../../model/capacity-rules.ts';
import type { Place } from '../../model/geometry.ts';
import type { Electrical, Laying, PlanKind, Rejected, SourceKind } from '../../model/plan.ts';
import type { NewBay, NewElement } from '../../search/chain.ts';
import type { RoomMade } from '../../search/room-made.ts';
import type { PlanTask } from '../context.ts';
import type { LineRoute } from './line-route.ts';

/** Where each way of connecting to an existing source can start. */
export const STARTS_AT = {
  'lv-tap': ['lv-point'],
  'lv-existing-transformer': ['distribution-transformer'],
  'lv-new-transformer': ['pole', 'node', 'rmu', 'switching-station', 'branch-box'],
  'mv-tee': ['pole', 'node'],
  'mv-bay': ['rmu', 'switching-station', 'branch-box'],
  'mv-dedicated-feeder': ['substation-bay'],
} as const satisfies Partial<Record<PlanKind, readonly SourceKind[]>>;

/** A way of connecting that starts at an existing source. */
export type SourceWay = keyof typeof STARTS_AT;

/** A way of connecting to one place of the grid; the kinds of plan are made of one or several of them. */
export type Way = SourceWay | 'mv-cut-in';

/** A new public transformer: the first element of its chain, and the catalogue item it is. */
export interface NewTransformer extends NewElement {
  readonly kind: 'distribution-transformer';
  readonly item: string;
  readonly ratingKva: number;
}

/** Where a cable section is cut: share 0…1 and metres of its recorded length, from the fed end. */
export interface Cut {
  readonly sectionId: string;
  readonly share: number;
  readonly alongM: number;
}

/** A place on the grid that passed the checks of place, bays and room for one way of connecting. */
export interface Candidate {
  readonly way: Way;
  /** Power source; for a cut-in, the far end of the section: whoever counts there counts on all of the section. */
  readonly source: number;
  /** First existing element of its chain. */
  readonly element: number;
  /** Where the new line begins. */
  readonly at: Place;
  /** Capacity it is to carry. */
  readonly kva: number;
  readonly distanceM: number;
  /** Length of `route`, m. */
  readonly routeM: number;
  readonly route: LineRoute;
  readonly laying: Laying;
  /** Bay taken into use, where the record lists them. */
  readonly bay: NewBay | null;
  /** The record does not say whether a bay is spare. */
  readonly baysUnknown: boolean;
  /** The record counts spare bays but lists none: the rating of the one taken is not known. */
  readonly bayUnlisted: boolean;
  readonly transformer: NewTransformer | null;
  readonly cut: Cut | null;
  /** What is switched first to make the room; `null` = nothing. */
  readonly after: RoomMade | null;
}

/** What the electrical check of a candidate found. */
export interface Checked {
  /** `null` = it could not be made. */
  readonly electrical: Electrical | null;
  /** The check took a typical impedance for that of a transformer. */
  readonly typicalImpedance: boolean;
}

/** Why a source is not taken. */
export type Miss = Pick<Rejected, 'code' | 'threshold' | 'actual' | 'unit'>;

/** What a way comes to around a place. */
export interface Looked {
  readonly candidates: readonly Candidate[];
  /** Those that lack nothing but room. */
  readonly withoutRoom: () => Candidate[];
  readonly missed: readonly Missed[];
}

export const isLow = (way: Way): boolean =>
  way === 'lv-tap' || way === 'lv-existing-transformer' || way === 'lv-new-transformer';

/** Between one phase and neutral: asked for, at low voltage, and within the pack's limit. */
export const onOnePhase = ({ request, brief, pack }: PlanTask, way: Way): boolean =>
  isLow(way) && request.demand.phases === 1 && brief.equipmentKw <= pack.voltage.singlePhase.maxKw;

/** Voltage a candidate starts at, kV. */
export function startKv(
  { headroom }: PlanTask,
  { source, element, cut }: Pick<Candidate, 'source' | 'element' | 'cut'>,
): number {
  const { sourceKv, elementKv } = headroom.snapshot.columns;
  return (cut === null ? sourceKv[source] : elementKv[element]) ?? NaN;
}

/** A capacity in ledger units, rounded up. */
export const toCkva = (kva: number): Ckva => Math.max(0, Math.ceil(kva * 100 - 1e-6));

/** A capacity as a load on the chain of a way. */
export const loadOf = (task: PlanTask, way: Way, kva: number): AskedLoad => ({
  category: task.request.customer.category,
  ckva: toCkva(kva),
  singlePhase: onOnePhase(task, way),
});

/** A source that was looked at for a kind of plan and not taken. */
export interface Missed {
  readonly kind: PlanKind;
  readonly source: number;
  /** Section that would be cut there; `null` = none. */
  readonly sectionId: string | null;
  readonly miss: Miss;
}

/** A candidate that is not taken for a kind of plan. */
export const missedAt = (
  kind: PlanKind,
  { source, cut }: Pick<Candidate, 'source' | 'cut'>,
  miss: Miss,
): Missed => ({
  kind,
  source,
  miss,
  sectionId: cut?.sectionId ?? null,
});

/** What was not taken as the answer lists it; of a cut-in, its section is named, since a node may end several. */
export function toRejected({ headroom }: PlanTask, { kind, source, sectionId, miss }: Missed): Rejected {
  const { snapshot } = headroom;
  return {
    nodeId: sectionId ?? snapshot.sourceId(source),
    feederId: snapshot.feederIdOf(snapshot.elementOf(source)),
    kind,
    ...miss,
  };
}
