import type { Branch } from '../../electric/branch.ts';
import type { ElectricalRules } from '../../model/electrical-rules.ts';
import { ampereOf, lineBranch, transformerBranch } from '../../search/element-branch.ts';
import type { Snapshot } from '../../snapshot/open.ts';

/** Where something hangs: one voltage. */
export interface Place {
  readonly kv: number;
  /** Voltage held there, pu of `kv`; `null` = none is. */
  readonly heldPu: number | null;
}

export type WayKind = 'section' | 'lv-line' | 'distribution-transformer' | 'main-transformer';

/** A line or transformer between two places. */
export interface Way {
  readonly id: string;
  readonly kind: WayKind;
  /** Its places, the one that feeds it in the normal state first; -1 = outside of what is studied. */
  readonly ends: readonly [number, number];
  /** Whether the switches at each end are closed. */
  readonly closed: readonly [boolean, boolean];
  /** `null` = impedance unknown. */
  readonly branch: Branch | null;
  /** Rating, 0.01 kVA; -1 = unknown. */
  readonly ratingCkva: number;
  /** Element of the snapshot; -1 = a tie, or new. */
  readonly element: number;
  /** Elements that feed its ends in the normal state; -1 = new, or outside. */
  readonly feeding: readonly [number, number];
}

/** Part of a grid as places and the ways between them, whatever feeds what. */
export interface StudyGrid {
  readonly places: readonly Place[];
  readonly ways: readonly Way[];
  /** Place at the far end of each element; elements that are not gone through share that of the one above. */
  readonly placeOf: ReadonlyMap<number, number>;
  /** Way of each line and transformer that is gone through. */
  readonly wayOf: ReadonlyMap<number, number>;
  /** Way of each tie with an end in the part. */
  readonly wayOfTie: ReadonlyMap<number, number>;
  /** Elements that are not gone through: meshed, or of unknown impedance, or behind such. */
  readonly skipped: readonly number[];
  /** Busbars whose voltage nobody states. */
  readonly assumedBusbars: readonly number[];
}

/** An ideal link: what feeds a low-voltage network from beyond the record is a transformer of which nothing is known. */
const LINK: Branch = {
  kind: 'line',
  lengthKm: 0,
  rOhmPerKm: 0,
  xOhmPerKm: 0,
  bUsPerKm: 0,
  gUsPerKm: 0,
  ratingA: 0,
};

class Reader {
  readonly #snapshot: Snapshot;
  readonly #busbarPu: number;
  readonly places: Place[] = [];
  readonly ways: Way[] = [];
  readonly placeOf = new Map<number, number>();
  readonly wayOf = new Map<number, number>();
  readonly wayOfTie = new Map<number, number>();
  readonly skipped: number[] = [];
  readonly assumedBusbars: number[] = [];

  constructor(snapshot: Snapshot, rules: ElectricalRules) {
    this.#snapshot = snapshot;
    this.#busbarPu = rules.busbarVoltagePu.value;
  }

  /** A main transformer with all that hangs on it. */
  readArea(top: number): void {
    const { elementEnd, elementParent, elementKv } = this.#snapshot.columns;
    const end = elementEnd[top] ?? top;
    if (this.#snapshot.elementKind(top + 1) !== 'busbar' || end === top + 1) return;
    this.#readTop(top);
    for (let e = top + 1; e < end; e++) {
      const above = this.placeOf.get(elementParent[e] ?? top) ?? 0;
      const kind = this.#snapshot.elementKind(e);
      const passes = kind === 'section' || kind === 'lv-line' || kind === 'distribution-transformer';
      const branch = passes ? this.#branchOf(e, kind) : null;
      if (passes && branch !== null) this.#push(e, above, branch, elementKv[e] ?? NaN);
      else {
        this.placeOf.set(e, above);
        if (passes) this.skipped.push(e);
      }
    }
  }

  #push(element: number, above: number, branch: Branch, kv: number): void {
    const kind = this.#snapshot.elementKind(element) as WayKind;
    const { ratingCkva, elementParent } = this.#snapshot.columns;
    const place = this.places.push({ kv, heldPu: null }) - 1;
    this.placeOf.set(element, place);
    this.wayOf.set(element, this.ways.length);
    const feeding = [elementParent[element] ?? -1, element] as const;
    const shared = { closed: [true, true], ratingCkva: ratingCkva[element] ?? -1, element, feeding } as const;
    this.ways.push({ id: this.#snapshot.elementId(element), kind, ends: [above, place], branch, ...shared });
  }

  /** The place behind a main transformer, and what holds its voltage: the network above where it is known. */
  #readTop(top: number): void {
    const { elementKv, elementSubstation, substationKv, substationSourcePu } = this.#snapshot.columns;
    const station = elementSubstation[top + 1] ?? -1;
    const [kv, stationKv] = [elementKv[top + 1] ?? NaN, substationKv[station] ?? NaN];
    const pu = substationSourcePu[station] ?? NaN;
    const branch = transformerBranch(this.#snapshot, top);
    if (!Number.isNaN(pu) && branch !== null) {
      const above = this.places.push({ kv: stationKv, heldPu: pu }) - 1;
      this.#push(top, above, branch, kv);
      return;
    }
    const stated = stationKv === kv && !Number.isNaN(pu);
    if (!stated) this.assumedBusbars.push(top + 1);
    this.placeOf.set(top, this.places.push({ kv, heldPu: stated ? pu : this.#busbarPu }) - 1);
  }

  /** `null` = not gone through. */
  #branchOf(e: number, kind: WayKind): Branch | null {
    const { elementParent, elementMeshed, elementKv } = this.#snapshot.columns;
    const up = elementParent[e] ?? -1;
    const upKind = this.#snapshot.elementKind(up);
    const behind = upKind === 'section' || upKind === 'lv-line' || upKind === 'distribution-transformer';
    if (elementMeshed[e] === 1 || (behind && !this.wayOf.has(up))) return null;
    if (kind !== 'distribution-transformer') return lineBranch(this.#snapshot, e);
    const unit = transformerBranch(this.#snapshot, e);
    return unit ?? (elementKv[up] === elementKv[e] ? LINK : null);
  }

  readTies(): void {
    const { columns } = this.#snapshot;
    const { tieFrom, tieTo, tieROhm, tieXOhm, tieBUs, tieRatingCkva } = columns;
    const closedEnds = this.#closedEnds();
    tieFrom.forEach((from, t) => {
      const ends = [this.#solid(from), this.#solid(tieTo[t] ?? -1)] as const;
      if (ends[0] < 0 && ends[1] < 0) return;
      const kv = columns.elementKv[from] ?? NaN;
      const ratingCkva = tieRatingCkva[t] ?? -1;
      const unknown = Number.isNaN(tieROhm[t]) || Number.isNaN(tieXOhm[t]);
      const figures = {
        rOhmPerKm: tieROhm[t] ?? 0,
        xOhmPerKm: tieXOhm[t] ?? 0,
        bUsPerKm: tieBUs[t] ?? 0,
        gUsPerKm: 0,
        ratingA: ampereOf(ratingCkva, kv),
      };
      const branch = unknown ? null : ({ kind: 'line', lengthKm: 1, ...figures } as const);
      this.wayOfTie.set(t, this.ways.length);
      const id = this.#snapshot.string(columns.tieId[t] ?? 0);
      this.ways.push({
        id,
        kind: 'section',
        ends,
        closed: closedEnds[t] ?? [false, false],
        branch,
        ratingCkva,
        element: -1,
        feeding: [from, tieTo[t] ?? -1],
      });
    });
  }

  /** Place of an element that is gone through, or of a busbar; -1 else. */
  #solid(element: number): number {
    const through = this.wayOf.has(element) || this.#snapshot.elementKind(element) === 'busbar';
    return through ? (this.placeOf.get(element) ?? -1) : -1;
  }

  /** Whether the switches at each end of each tie are closed. */
  #closedEnds(): [boolean, boolean][] {
    const { tieId, switchTie, switchFar, switchOpen } = this.#snapshot.columns;
    const closed = Array.from(tieId, (): [boolean, boolean] => [true, true]);
    switchTie.forEach((tie, i) => {
      const ends = closed[tie];
      if (ends !== undefined && switchOpen[i] === 1) ends[switchFar[i] === 1 ? 1 : 0] = false;
    });
    return closed;
  }
}

/**
 * Everything that hangs on some main transformers, in its normal state.
 *
 * Held is the voltage of the network above a main transformer where record and nameplate tell it, else that of its
 * busbars: as stated for a source at their own level, else by default.
 *
 * @param tops main transformers, ascending.
 * @cost O(elements below them + ties + switches).
 */
export function readStudyGrid(
  snapshot: Snapshot,
  rules: ElectricalRules,
  tops: readonly number[],
): StudyGrid {
  const reader = new Reader(snapshot, rules);
  for (const top of tops) reader.readArea(top);
  reader.readTies();
  return reader;
}
