import { limitCkva, openCkva } from '../electric/open-capacity.ts';
import { type AskedLoad, type CapacityRules, type Ckva, takenCkva } from '../model/capacity-rules.ts';
import { ELEMENT_KINDS } from '../model/plan.ts';
import { SEASONS } from '../model/record.ts';
import type { Snapshot } from '../snapshot/open.ts';

/** "nothing known" in `openCkva`: no limit was found on the way up. */
export const NOTHING_KNOWN = 2_147_483_647;

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
   * Whether every known element from one up takes a load, weighed at each level.
   *
   * @cost O(1) for three phases without coincidence factors, else O(chain).
   */
  takes(element: number, load: AskedLoad): boolean {
    const { category, ckva, singlePhase } = load;
    if (singlePhase !== true && (category === null || this.rules.coincidence[category] === undefined)) {
      return ckva <= (this.openCkva[element] ?? NOTHING_KNOWN);
    }
    for (let e = element; e >= 0; e = this.snapshot.columns.elementParent[e] ?? -1) {
      const left = this.leftCkva(e);
      if (left !== null && takenCkva(this.rules, load, this.snapshot.elementKind(e)) > left) return false;
    }
    return true;
  }

  /** The element of a chain that lacks most for a load: what the load takes there, and what is left. O(chain). */
  tightest(element: number, load: AskedLoad): { neededCkva: Ckva; leftCkva: Ckva } {
    let worst = { neededCkva: load.ckva, leftCkva: NOTHING_KNOWN };
    for (let e = element; e >= 0; e = this.snapshot.columns.elementParent[e] ?? -1) {
      const leftCkva = this.leftCkva(e);
      const neededCkva = takenCkva(this.rules, load, this.snapshot.elementKind(e));
      if (leftCkva !== null && leftCkva - neededCkva < worst.leftCkva - worst.neededCkva)
        worst = { neededCkva, leftCkva };
    }
    return worst;
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
