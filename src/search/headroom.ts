import { limitCkva, openCkva } from '../electric/open-capacity.ts';
import { type CapacityRules, type Ckva, weighedCkva } from '../model/capacity-rules.ts';
import { ELEMENT_KINDS } from '../model/plan.ts';
import { type LoadCategory, SEASONS } from '../model/record.ts';
import type { Snapshot } from '../snapshot/open.ts';
import type { SubstationRoom } from './substation-room.ts';

/** "nothing known" in `openCkva`: no limit was found on the way up. */
export const NOTHING_KNOWN = 2_147_483_647;

/** What limits a chain beside its own elements: N-1, where the pack lets it govern. */
export interface Guard {
  /** What could be added at an element so that the loss of its outlet is survived, 0.01 kVA; `null` = unknown. */
  outletRoomCkva(element: number): Ckva | null;
  /** The substation above an element with its largest main transformer lost; `null` = the record names none. */
  substation(element: number): SubstationRoom | null;
  /** Whether a need at an element leaves nothing unsurvived that is known. */
  takes(element: number, needCkva: Ckva): boolean;
}

/**
 * Room of every element and of every chain of a snapshot under one pack's capacity rules.
 *
 * Filled in one pass, because elements stand parents first; filled again when the ledger version moved.
 */
export class Headroom {
  readonly snapshot: Snapshot;
  readonly rules: CapacityRules;
  /** Per element: season of the worst known peak, index in SEASONS; 255 = none known. */
  readonly season: Uint8Array;
  /** Per element: what may flow, 0.01 kVA; -1 unknown. */
  readonly limitCkva: Int32Array;
  /** Per element: least known room from it up to the top, 0.01 kVA; NOTHING_KNOWN when none is known. */
  readonly openCkva: Int32Array;
  /** Per element: how many elements from it up are unknown. */
  readonly unknown: Uint16Array;
  /** N-1 limits; `null` where the pack does not let them govern, or before they are set. */
  guard: Guard | null = null;
  #ledgerVersion = -1;

  constructor(snapshot: Snapshot, rules: CapacityRules) {
    const n = snapshot.counts.elements;
    this.snapshot = snapshot;
    this.rules = rules;
    this.season = new Uint8Array(n);
    this.limitCkva = new Int32Array(n);
    this.openCkva = new Int32Array(n);
    this.unknown = new Uint16Array(n);
    this.refresh();
  }

  /** Brings the columns up to the snapshot's ledger. @returns the ledger version they now show. */
  refresh(): number {
    for (
      let version = this.snapshot.ledgerVersion;
      version !== this.#ledgerVersion;
      version = this.snapshot.ledgerVersion
    ) {
      this.#fill();
      this.#ledgerVersion = version;
    }
    return this.#ledgerVersion;
  }

  /** Worst known peak of an element, 0.01 kVA; -1 unknown. */
  peakCkva(element: number): Ckva {
    const season = this.season[element] ?? 255;
    if (season === 255) return -1;
    return this.snapshot.columns.peakCkva[season * this.snapshot.counts.elements + element] ?? -1;
  }

  /** Room of one element alone, 0.01 kVA; `null` unknown. */
  leftCkva(element: number): Ckva | null {
    const committed = this.snapshot.columns.committedCkva[element] ?? 0;
    return openCkva(this.limitCkva[element] ?? -1, this.peakCkva(element), committed);
  }

  /**
   * Whether every known element from one up takes a need, weighed at each level, and what guards the chain takes it whole.
   *
   * @cost O(1) without coincidence factors, else O(chain); with a guard, what that costs.
   */
  takes(element: number, category: LoadCategory | null, needCkva: Ckva): boolean {
    return this.chainTakes(element, category, needCkva) && (this.guard?.takes(element, needCkva) ?? true);
  }

  /** The same without what guards the chain. */
  chainTakes(element: number, category: LoadCategory | null, needCkva: Ckva): boolean {
    if (category === null || this.rules.coincidence[category] === undefined) {
      return needCkva <= (this.openCkva[element] ?? NOTHING_KNOWN);
    }
    for (let e = element; e >= 0; e = this.snapshot.columns.elementParent[e] ?? -1) {
      const left = this.leftCkva(e);
      if (left !== null && weighedCkva(this.rules, category, this.snapshot.elementKind(e), needCkva) > left)
        return false;
    }
    return true;
  }

  #fill(): void {
    const { elementParent, elementKind, ratingCkva, committedCkva, peakCkva } = this.snapshot.columns;
    const n = this.snapshot.counts.elements;
    const shares = ELEMENT_KINDS.map((kind) => this.rules.usableShare[kind]);
    for (let e = 0; e < n; e++) {
      let season = 255;
      let peak = -1;
      for (let s = 0; s < SEASONS.length; s++) {
        const value = peakCkva[s * n + e] ?? -1;
        if (value > peak) {
          peak = value;
          season = s;
        }
      }
      const limit = limitCkva(ratingCkva[e] ?? -1, shares[elementKind[e] ?? 0] ?? 0);
      const left = openCkva(limit, peak, committedCkva[e] ?? 0);
      const up = elementParent[e] ?? -1;
      const above = up < 0 ? NOTHING_KNOWN : (this.openCkva[up] ?? NOTHING_KNOWN);
      const unknownAbove = up < 0 ? 0 : (this.unknown[up] ?? 0);
      this.season[e] = season;
      this.limitCkva[e] = limit;
      this.openCkva[e] = left !== null && left < above ? left : above;
      this.unknown[e] = unknownAbove + (left === null ? 1 : 0);
    }
  }
}
