import { limitCkva, openCkva } from '../electric/open-capacity.ts';
import {
  type AskedLoad,
  type CapacityRules,
  type Ckva,
  type SeasonChoice,
  takenCkva,
} from '../model/capacity-rules.ts';
import { ELEMENT_KINDS } from '../model/plan.ts';
import { SEASONS } from '../model/record.ts';
import { HOURS, KEPT_MOVES } from '../snapshot/columns.ts';
import type { Snapshot } from '../snapshot/open.ts';
import type { SubstationRoom } from './substation-room.ts';

/** "nothing known" in `openCkva`: no limit was found on the way up. */
export const NOTHING_KNOWN = 2_147_483_647;
/** "none known" in `season`. */
const NO_SEASON = 255;

/** When room is asked for. */
export interface When {
  readonly season: SeasonChoice;
  /** Hour of the day, 0…23; `null` = the day's peak. */
  readonly hour: number | null;
}

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
 * Filled in one pass, because elements stand parents first; when the ledger version moved, filled again where it did.
 */
export class Headroom {
  readonly snapshot: Snapshot;
  readonly rules: CapacityRules;
  readonly when: When;
  /** Per element: of the seasons asked for the one that leaves least, index in SEASONS; 255 = none known. */
  readonly season: Uint8Array;
  /** Per element: what may flow, 0.01 kVA; -1 unknown. */
  readonly limitCkva: Int32Array;
  /** Per element: least known room from it up to the top, 0.01 kVA; NOTHING_KNOWN when none is known. */
  readonly openCkva: Int32Array;
  /** Per element: how many elements from it up are unknown. */
  readonly unknown: Uint16Array;
  /** N-1 limits; `null` where the pack does not let them govern, or before they are set. */
  guard: Guard | null = null;
  /** Seasons that count, indices in SEASONS. */
  #seasons: readonly number[] = [];
  #ledgerVersion = -1;

  /** @param when left out = the day's peak in the pack's season. */
  constructor(snapshot: Snapshot, rules: CapacityRules, when: When = { season: rules.season, hour: null }) {
    const n = snapshot.counts.elements;
    this.snapshot = snapshot;
    this.rules = rules;
    this.when = when;
    this.season = new Uint8Array(n);
    this.limitCkva = new Int32Array(n);
    this.openCkva = new Int32Array(n);
    this.unknown = new Uint16Array(n);
    this.refresh();
  }

  /** Brings the columns up to the snapshot's ledger. @returns the ledger version they now show. */
  refresh(): number {
    for (;;) {
      const version = this.snapshot.ledgerVersion;
      if (version === this.#ledgerVersion) return version;
      this.#follow(version);
      // Moved it meanwhile, what was filled may be of two states: the same trees again, and the new ones.
      if (this.snapshot.shownLedgerVersion === version) this.#ledgerVersion = version;
    }
  }

  /** Fills the trees that changed since the version filled last; all, where the snapshot does not know them any more. */
  #follow(version: number): void {
    const { elementEnd, ledgerMoves } = this.snapshot.columns;
    const behind = version - this.#ledgerVersion;
    const isKnown = this.#ledgerVersion >= 0 && behind > 0 && behind <= KEPT_MOVES;
    const moved = (i: number): number => ledgerMoves[(version - i) % KEPT_MOVES] ?? -1;
    const trees = isKnown ? new Set(Array.from({ length: behind }, (_, i) => moved(i))) : null;
    if (trees === null || trees.has(-1)) this.#fill();
    else for (const top of trees) this.#fillRange(top, elementEnd[top] ?? top);
  }

  /** Peak of an element in the season and hour that count, 0.01 kVA; -1 unknown. */
  peakCkva(element: number): Ckva {
    const season = this.season[element] ?? NO_SEASON;
    return season === NO_SEASON ? -1 : this.#peakAt(season, element, this.when.hour);
  }

  /**
   * What is promised on an element and not in the peak of its season, with what is kept free there for those who lose their
   * own feeder, and with later stages as far as there is room for them, 0.01 kVA.
   */
  committedCkva(element: number): Ckva {
    const now = this.#nowCkva(element);
    const open = openCkva(this.limitCkva[element] ?? -1, this.peakCkva(element), now);
    return now + this.#laterAt(element, open);
  }

  /** The same with all that later stages bring, whether there is room for them yet or not. */
  promisedCkva(element: number): Ckva {
    return this.#nowCkva(element) + (this.snapshot.columns.laterCkva[element] ?? 0);
  }

  #nowCkva(element: number): Ckva {
    const season = this.season[element] ?? NO_SEASON;
    if (season !== NO_SEASON) return this.#pendingAt(season, element);
    const { committedCkva, backupCkva } = this.snapshot.columns;
    return (committedCkva[element] ?? 0) + (backupCkva[element] ?? 0);
  }

  /** What later stages take of the room that is left without them: as much as there is, up to their own. */
  #laterAt(element: number, open: Ckva | null): Ckva {
    const later = this.snapshot.columns.laterCkva[element] ?? 0;
    return open === null ? later : Math.min(later, Math.max(0, open));
  }

  /** The hour an element's peak is of; `null` = its day's peak, asked for or because its course is unknown. */
  hourOf(element: number): number | null {
    return this.followsCourse(element) ? this.when.hour : null;
  }

  /** Whether it is known how an element's peak goes over the day, in the season that counts. */
  followsCourse(element: number): boolean {
    const season = this.season[element] ?? NO_SEASON;
    const { counts, columns } = this.snapshot;
    return season !== NO_SEASON && (columns.peakCourse[season * counts.elements + element] ?? -1) >= 0;
  }

  /** Room of one element alone, 0.01 kVA; `null` unknown. */
  leftCkva(element: number): Ckva | null {
    return openCkva(this.limitCkva[element] ?? -1, this.peakCkva(element), this.committedCkva(element));
  }

  /** Room of one element alone at an hour, in the season of those asked for that leaves least then. */
  leftAtCkva(element: number, hour: number): Ckva | null {
    const limit = this.limitCkva[element] ?? -1;
    const left = this.#seasons.flatMap(
      (s) => openCkva(limit, this.#peakAt(s, element, hour), this.#pendingAt(s, element)) ?? [],
    );
    if (left.length === 0) return null;
    const open = Math.min(...left);
    return open - this.#laterAt(element, open);
  }

  /**
   * Whether every known element from one up takes a load, weighed at each level, and what guards the chain takes it whole.
   *
   * @cost O(1) for three phases without coincidence factors, else O(chain); with a guard, what that costs.
   */
  takes(element: number, load: AskedLoad): boolean {
    return this.chainTakes(element, load) && (this.guard?.takes(element, load.ckva) ?? true);
  }

  /** The same without what guards the chain. */
  chainTakes(element: number, load: AskedLoad): boolean {
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

  /** A line carries at any hour what any single thing behind it may; what follows no course keeps its peak. */
  #peakAt(season: number, element: number, hour: number | null): Ckva {
    const { peakCkva, peakCourse, peakFloorCkva, courseShare } = this.snapshot.columns;
    const at = season * this.snapshot.counts.elements + element;
    const peak = peakCkva[at] ?? -1;
    const course = peakCourse[at] ?? -1;
    if (peak < 0 || hour === null || course < 0) return peak;
    const then = Math.ceil(peak * (courseShare[course * HOURS + hour] ?? 1) - 1e-6);
    return Math.min(peak, Math.max(then, peakFloorCkva[at] ?? 0));
  }

  #pendingAt(season: number, element: number): Ckva {
    const { committedCkva, settledCkva, backupCkva } = this.snapshot.columns;
    const settled = settledCkva[season * this.snapshot.counts.elements + element] ?? 0;
    return (committedCkva[element] ?? 0) - settled + (backupCkva[element] ?? 0);
  }

  /** Where a region's peaks are of no season, they stand for any; where they are, each season stands for itself. */
  #chooseSeasons(): readonly number[] {
    const { season } = this.when;
    if (season === 'worst') return SEASONS.map((_, s) => s);
    const asked = SEASONS.indexOf(season);
    const general = SEASONS.indexOf('unspecified');
    const n = this.snapshot.counts.elements;
    const isWorkedOut = this.snapshot.columns.peakCkva
      .subarray(asked * n, (asked + 1) * n)
      .some((ckva) => ckva >= 0);
    return [isWorkedOut ? asked : general];
  }

  #fill(): void {
    this.#seasons = this.#chooseSeasons();
    this.#fillRange(0, this.snapshot.counts.elements);
  }

  /** Whole trees: what stands above the first element is read, not written. */
  #fillRange(start: number, end: number): void {
    const { elementParent, elementKind, ratingCkva, opened } = this.snapshot.columns;
    const shares = ELEMENT_KINDS.map((kind) => this.rules.usableShare[kind]);
    for (let e = start; e < end; e++) {
      this.season[e] = this.#worstSeason(e);
      const limit = limitCkva(ratingCkva[e] ?? -1, shares[elementKind[e] ?? 0] ?? 0);
      this.limitCkva[e] = opened[e] === 1 ? this.#carriedNow(e, limit) : limit;
      const left = this.leftCkva(e);
      const up = elementParent[e] ?? -1;
      const above = up < 0 ? NOTHING_KNOWN : (this.openCkva[up] ?? NOTHING_KNOWN);
      const unknownAbove = up < 0 ? 0 : (this.unknown[up] ?? 0);
      this.openCkva[e] = left !== null && left < above ? left : above;
      this.unknown[e] = unknownAbove + (left === null ? 1 : 0);
    }
  }

  /** What a promised switching opens takes nothing more: what hangs behind it hangs elsewhere soon. */
  #carriedNow(e: number, limit: Ckva): Ckva {
    const carried = Math.max(0, this.peakCkva(e)) + this.#nowCkva(e);
    return limit < 0 ? carried : Math.min(limit, carried);
  }

  #worstSeason(e: number): number {
    let worst = NO_SEASON;
    let most = -1;
    for (const s of this.#seasons) {
      const peak = this.#peakAt(s, e, this.when.hour);
      const load = peak < 0 ? -1 : peak + this.#pendingAt(s, e);
      if (load > most) {
        worst = s;
        most = load;
      }
    }
    return worst;
  }
}
