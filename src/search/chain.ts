import { limitCkva, openCkva } from '../electric/open-capacity.ts';
import { type Ckva, weighedCkva } from '../model/capacity-rules.ts';
import type { Chain, ChainRow, Grade } from '../model/plan.ts';
import { type LoadCategory, QUALITIES, type Quality, SEASONS } from '../model/record.ts';
import { NO_DAY } from '../snapshot/layout.ts';
import { dayNumber, gradeOf, worse } from './grade.ts';
import type { Headroom } from './headroom.ts';

/** What a new supply would add: nothing for a plain look at a chain. */
export interface Added {
  readonly category: LoadCategory | null;
  readonly ckva: Ckva;
  /** Elements that works raise first, with their rating then, 0.01 kVA. */
  readonly reinforced?: ReadonlyMap<number, Ckva>;
}

/** A bay that a plan would take into use: the first element of its chain. */
export interface NewBay {
  readonly id: string;
  readonly ratingCkva: Ckva;
  /** Breaking capacity, kA; NaN = unknown. */
  readonly breakingKa: number;
}

/** A chain without its rows. */
export type ChainSummary = Omit<Chain, 'rows'>;

const NOTHING_ADDED: Added = { category: null, ckva: 0 };

const kva = (ckva: Ckva): number => ckva / 100;
const knownKva = (ckva: Ckva): number | null => (ckva < 0 ? null : ckva / 100);
const isoDay = (day: number): string | null =>
  day === NO_DAY ? null : new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Gathers the minimum, the unknowns and the grade while a chain is walked from the customer up. */
class Tally {
  #leftCkva: Ckva | null = null;
  #binding: string | null = null;
  #grade: Grade = 'A';
  readonly #unknown: string[] = [];

  /** @param leftCkva room after what is added; `null` = unknown. */
  count(elementId: string, leftCkva: Ckva | null, grade: Grade): void {
    this.#grade = worse(this.#grade, grade);
    if (leftCkva === null) {
      this.#unknown.push(elementId);
    } else if (this.#leftCkva === null || leftCkva < this.#leftCkva) {
      this.#leftCkva = leftCkva;
      this.#binding = elementId;
    }
  }

  summary(): ChainSummary {
    const openKnownKva = this.#leftCkva === null ? null : kva(this.#leftCkva);
    return {
      openKva: this.#unknown.length === 0 ? openKnownKva : null,
      openKnownKva,
      bindingElementId: this.#binding,
      unknownElementIds: this.#unknown,
      grade: this.#grade,
    };
  }
}

/** Reads the ledger of chains, from an element up to the main transformer. */
export class ChainLedger {
  readonly #headroom: Headroom;
  readonly #asOf: number;

  /** @param asOf ISO day the grades are for. */
  constructor(headroom: Headroom, asOf: string) {
    this.#headroom = headroom;
    this.#asOf = dayNumber(asOf);
  }

  /**
   * A chain with all its rows.
   *
   * @param element first element, nearest to the customer; -1 = none.
   * @param bay a bay the plan takes into use, put before it.
   * @cost O(chain).
   */
  read(element: number, added: Added = NOTHING_ADDED, bay: NewBay | null = null): Chain {
    const { elementParent } = this.#headroom.snapshot.columns;
    const tally = new Tally();
    const rows: ChainRow[] = [];
    if (bay !== null) rows.push(this.#bayRow(bay, added, tally));
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) rows.push(this.#row(e, added, tally));
    return { rows, ...tally.summary() };
  }

  /** A chain's minimum, unknowns and grade as it stands, without its rows. O(chain). */
  summarise(element: number): ChainSummary {
    const { elementParent } = this.#headroom.snapshot.columns;
    const { snapshot } = this.#headroom;
    const tally = new Tally();
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
      const left = this.#headroom.leftCkva(e);
      tally.count(snapshot.elementId(e), left, this.#grade(e, left));
    }
    return tally.summary();
  }

  /** Where the worst known peak of an element stands in the season columns; -1 = none known. */
  #peakAt(e: number): number {
    const season = this.#headroom.season[e] ?? 255;
    return season === 255 ? -1 : season * this.#headroom.snapshot.counts.elements + e;
  }

  #grade(e: number, left: Ckva | null): Grade {
    const { rules, snapshot } = this.#headroom;
    const at = this.#peakAt(e);
    if (left === null || at < 0) return rules.grades.unknown;
    return gradeOf(
      rules,
      qualityAt(snapshot.columns.peakQuality[at]),
      snapshot.columns.peakDay[at] ?? NO_DAY,
      this.#asOf,
    );
  }

  #row(e: number, added: Added, tally: Tally): ChainRow {
    const { snapshot, rules } = this.#headroom;
    const { columns } = snapshot;
    const [kind, elementId] = [snapshot.elementKind(e), snapshot.elementId(e)];
    const at = this.#peakAt(e);
    const weighed = weighedCkva(rules, added.category, kind, added.ckva);
    const rating = added.reinforced?.get(e) ?? columns.ratingCkva[e] ?? -1;
    const limit = limitCkva(rating, rules.usableShare[kind]);
    const open = openCkva(limit, this.#headroom.peakCkva(e), columns.committedCkva[e] ?? 0);
    const left = open === null ? null : open - weighed;
    tally.count(elementId, left, this.#grade(e, left));
    return {
      elementId,
      kind,
      ratingKva: knownKva(rating),
      limitKva: knownKva(limit),
      peakKva: knownKva(this.#headroom.peakCkva(e)),
      committedKva: kva(columns.committedCkva[e] ?? 0),
      addedKva: kva(weighed),
      leftKva: left === null ? null : kva(left),
      season: at < 0 ? null : (SEASONS[this.#headroom.season[e] ?? 255] ?? null),
      quality: at < 0 ? null : qualityAt(columns.peakQuality[at]),
      asOf: at < 0 ? null : isoDay(columns.peakDay[at] ?? NO_DAY),
      rule: rules.rule,
    };
  }

  /** A bay nobody uses yet: its peak is 0, today as ever, so it takes nothing off the grade unless its rating is unknown. */
  #bayRow(bay: NewBay, added: Added, tally: Tally): ChainRow {
    const { rules } = this.#headroom;
    const limit = limitCkva(bay.ratingCkva, rules.usableShare.bay);
    const weighed = weighedCkva(rules, added.category, 'bay', added.ckva);
    const open = openCkva(limit, 0, 0);
    const left = open === null ? null : open - weighed;
    tally.count(bay.id, left, left === null ? rules.grades.unknown : 'A');
    return {
      elementId: bay.id,
      kind: 'bay',
      ratingKva: knownKva(bay.ratingCkva),
      limitKva: knownKva(limit),
      peakKva: 0,
      committedKva: 0,
      addedKva: kva(weighed),
      leftKva: left === null ? null : kva(left),
      season: null,
      quality: 'measured',
      asOf: null,
      rule: rules.rule,
    };
  }
}

const qualityAt = (index: number | undefined): Quality => QUALITIES[index ?? 2] ?? 'default';
