import { limitCkva, openCkva } from '../electric/open-capacity.ts';
import { type TransferGrid, wireOf } from '../electric/transfer/grid.ts';
import type { PlaceAfter } from '../electric/transfer/way-after.ts';
import { type AskedLoad, type Ckva, takenCkva } from '../model/capacity-rules.ts';
import type { Chain, ChainRow, ElementKind, Grade } from '../model/plan.ts';
import { QUALITIES, type Quality, SEASONS } from '../model/record.ts';
import { HOURS, NO_DAY } from '../snapshot/columns.ts';
import { chainOf, countRow } from './chain-of.ts';
import { type ChainSummary, ChainTally } from './chain-tally.ts';
import { dayNumber, gradeOf } from './grade.ts';
import type { Headroom } from './headroom.ts';

/** What a new supply would add: nothing for a plain look at a chain. */
export interface Added extends AskedLoad {
  /** Elements that works raise first, with their rating then, 0.01 kVA. */
  readonly reinforced?: ReadonlyMap<number, Ckva>;
}

/** Equipment that a plan builds or takes into use: nobody uses it yet. */
export interface NewElement {
  readonly id: string;
  readonly kind: ElementKind;
  readonly ratingCkva: Ckva;
}

/** A bay that a plan would take into use. */
export interface NewBay extends NewElement {
  readonly kind: 'bay';
  /** Breaking capacity, kA; NaN = unknown. */
  readonly breakingKa: number;
}

/** What an element may carry, 0.01 kVA, -1 = unknown, and the rule that says so. */
interface Limit {
  readonly ckva: Ckva;
  readonly rule: string;
}

/** A way up after a switching, in terms of the grid it was switched on. */
export interface SwitchedWay {
  readonly way: readonly PlaceAfter[];
  readonly switching: { readonly grid: TransferGrid; readonly seasons: readonly number[] };
}

/** For a plain look at a chain. */
const NOTHING_ADDED: AskedLoad = { category: null, ckva: 0 };

const kva = (ckva: Ckva): number => ckva / 100;
const knownKva = (ckva: Ckva): number | null => (ckva < 0 ? null : ckva / 100);
const isoDay = (day: number): string | null =>
  day === NO_DAY ? null : new Date(day * 86_400_000).toISOString().slice(0, 10);

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
   * @param built what the plan builds or takes into use, put before it, nearest to the customer first.
   * @cost O(chain).
   */
  read(element: number, added: Added = NOTHING_ADDED, built: readonly NewElement[] = []): Chain {
    const { elementParent } = this.#headroom.snapshot.columns;
    const rows = built.map((one) => this.#newRow(one, added));
    for (let e = element; e >= 0; e = elementParent[e] ?? -1)
      rows.push(this.#row(e, this.#limit(e, element), added));
    rows.push(...this.#substationRow(element, added));
    return chainOf(rows, this.#headroom.rules, this.#asOf);
  }

  /**
   * A chain as a switching would leave it, with the new supply on it.
   *
   * @param element first element, below or at the place the way starts from.
   * @param way from the element's node up, as `FeederMoves.makeRoom` returns it.
   * @cost O(chain and way).
   */
  readAfter(
    element: number,
    added: Added,
    built: readonly NewElement[],
    { way, switching }: SwitchedWay,
  ): Chain {
    const { elementParent } = this.#headroom.snapshot.columns;
    const rows = built.map((one) => this.#newRow(one, added));
    const wire = wireOf(switching.grid, element);
    for (let e = element; e >= 0 && e !== wire; e = elementParent[e] ?? -1)
      rows.push(this.#row(e, this.#own(e), added));
    for (const place of way) rows.push(this.#placeRow(place, added, switching));
    return chainOf(rows, this.#headroom.rules, this.#asOf);
  }

  /** A chain's minimum, unknowns and grade as it stands, without its rows. O(chain). */
  summarise(element: number): ChainSummary {
    return this.#tally(element).summary((e) => this.#headroom.snapshot.elementId(e));
  }

  /** A chain's minimum and grade, where nobody asks for ids: to read them takes most of the time. O(chain). */
  room(element: number): Pick<ChainSummary, 'openKva' | 'grade'> {
    return this.#tally(element).room();
  }

  #tally(element: number): ChainTally {
    const { elementParent } = this.#headroom.snapshot.columns;
    const tally = new ChainTally();
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
      const left = this.#left(e, this.#limit(e, element).ckva);
      tally.count(e, left, this.#grade(e, left));
    }
    for (const row of this.#substationRow(element, NOTHING_ADDED))
      countRow(tally, row, this.#headroom.rules, this.#asOf);
    return tally;
  }

  /**
   * Open capacity of a chain hour by hour, 24 figures in kVA; what follows no course counts with its day's peak.
   * `null` when nothing on it follows one, or anything is unknown. O(24 · chain).
   */
  byHour(element: number): readonly number[] | null {
    const { elementParent } = this.#headroom.snapshot.columns;
    const chain: number[] = [];
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) chain.push(e);
    if (!chain.some((e) => this.#headroom.followsCourse(e))) return null;
    const hours = Array.from({ length: HOURS }, (_, hour) =>
      chain.map((e) => this.#headroom.leftAtCkva(e, hour) ?? NaN).reduce((a, b) => Math.min(a, b)),
    );
    return hours.some(Number.isNaN) ? null : hours.map(kva);
  }

  #own(e: number): Limit {
    return { ckva: this.#headroom.limitCkva[e] ?? -1, rule: this.#headroom.rules.rule };
  }

  /** What an element may carry for a chain from a place: an outlet no more than can be picked up, where N-1 governs. */
  #limit(e: number, start: number): Limit {
    const { guard, snapshot, rules } = this.#headroom;
    const own = this.#own(e);
    if (guard === null || snapshot.elementKind(e) !== 'outlet') return own;
    const room = guard.outletRoomCkva(start);
    const peak = this.#headroom.peakCkva(e);
    const committed = this.#headroom.committedCkva(e);
    if (room === null) return { ckva: -1, rule: rules.nMinusOne.rule };
    const secured = peak + committed + room;
    return peak < 0 || own.ckva < 0 || secured >= own.ckva
      ? own
      : { ckva: Math.max(0, secured), rule: rules.nMinusOne.rule };
  }

  #left(e: number, limit: Ckva): Ckva | null {
    return openCkva(limit, this.#headroom.peakCkva(e), this.#headroom.committedCkva(e));
  }

  /** The substation with its largest main transformer lost, where N-1 governs; the last row of the chain. */
  #substationRow(element: number, added: Added): ChainRow[] {
    const { guard, rules, snapshot } = this.#headroom;
    const room = element < 0 ? null : (guard?.substation(element) ?? null);
    if (room === null) return [];
    const weighed = takenCkva(rules, added, 'substation');
    const left = room.leftCkva === null ? null : room.leftCkva - weighed;
    const at = room.mains.map((main) => room.season * snapshot.counts.elements + main);
    const figures = room.season < 0 ? [] : at;
    const quality = figures.map((i) => snapshot.columns.peakQuality[i] ?? 2);
    const days = figures.map((i) => snapshot.columns.peakDay[i] ?? NO_DAY);
    const oldest = days.length === 0 ? NO_DAY : Math.min(...days);
    const worst = quality.length === 0 ? null : qualityAt(Math.max(...quality));
    const { rule, singleTransformerRule } = rules.nMinusOne;
    return [
      {
        elementId: room.substationId,
        kind: 'substation',
        ratingKva: room.remainingCkva < 0 ? null : kva(room.remainingCkva + (room.transferableCkva ?? 0)),
        limitKva: knownKva(room.limitCkva),
        peakKva: knownKva(room.peakCkva),
        committedKva: kva(room.committedCkva),
        addedKva: kva(weighed),
        leftKva: left === null ? null : kva(left),
        season: SEASONS[room.season] ?? null,
        hour: null,
        quality: worst,
        asOf: isoDay(oldest),
        rule: room.mains.length === 1 ? singleTransformerRule : rule,
      },
    ];
  }

  /** A place on a switched way; one that carries what it always did keeps its row. */
  #placeRow(place: PlaceAfter, added: Added, { grid, seasons }: SwitchedWay['switching']): ChainRow {
    const { rules, snapshot } = this.#headroom;
    const tie = place.kind === 'tie';
    if (place.peaksCkva === null && !tie) return this.#row(place.index, this.#own(place.index), added);
    const elementId = tie ? (grid.ties[place.index]?.id ?? '') : snapshot.elementId(place.index);
    const kind = tie ? 'section' : snapshot.elementKind(place.index);
    const peaks = place.peaksCkva ?? [];
    const known = peaks.every((ckva) => ckva >= 0);
    const peak = known ? Math.max(...peaks) : -1;
    const weighed = takenCkva(rules, added, kind);
    const open = openCkva(place.limitCkva, peak, place.committedCkva);
    const left = open === null ? null : open - weighed;
    const at = tie ? -1 : this.#peakAt(place.index);
    const day = at < 0 ? NO_DAY : (snapshot.columns.peakDay[at] ?? NO_DAY);
    const rating = tie
      ? snapshot.columns.tieRatingCkva[place.index]
      : snapshot.columns.ratingCkva[place.index];
    return {
      elementId,
      kind,
      ratingKva: knownKva(rating ?? -1),
      limitKva: knownKva(place.limitCkva),
      peakKva: knownKva(peak),
      committedKva: kva(place.committedCkva),
      addedKva: kva(weighed),
      leftKva: left === null ? null : kva(left),
      season: known ? (SEASONS[seasons[peaks.indexOf(peak)] ?? -1] ?? null) : null,
      hour: null,
      quality: known ? 'estimated' : null,
      asOf: isoDay(day),
      rule: rules.rule,
    };
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

  #row(e: number, limit: Limit, added: Added): ChainRow {
    const { snapshot, rules } = this.#headroom;
    const { columns } = snapshot;
    const kind = snapshot.elementKind(e);
    const elementId = snapshot.elementId(e);
    const at = this.#peakAt(e);
    const weighed = takenCkva(rules, added, kind);
    const rating = added.reinforced?.get(e) ?? columns.ratingCkva[e] ?? -1;
    const raised = added.reinforced?.has(e) === true;
    const limitNow = raised ? limitCkva(rating, rules.usableShare[kind]) : limit.ckva;
    const committed = raised ? this.#headroom.promisedCkva(e) : this.#headroom.committedCkva(e);
    const open = openCkva(limitNow, this.#headroom.peakCkva(e), committed);
    const left = open === null ? null : open - weighed;
    return {
      elementId,
      kind,
      ratingKva: knownKva(rating),
      limitKva: knownKva(limitNow),
      peakKva: knownKva(this.#headroom.peakCkva(e)),
      committedKva: kva(committed),
      addedKva: kva(weighed),
      leftKva: left === null ? null : kva(left),
      season: at < 0 ? null : (SEASONS[this.#headroom.season[e] ?? 255] ?? null),
      hour: this.#headroom.hourOf(e),
      quality: at < 0 ? null : qualityAt(columns.peakQuality[at]),
      asOf: at < 0 ? null : isoDay(columns.peakDay[at] ?? NO_DAY),
      rule: limit.rule,
    };
  }

  /** New equipment: its peak is 0, today as ever, so it takes nothing off the grade unless its rating is unknown. */
  #newRow({ id, kind, ratingCkva }: NewElement, added: Added): ChainRow {
    const { rules } = this.#headroom;
    const limit = limitCkva(ratingCkva, rules.usableShare[kind]);
    const weighed = takenCkva(rules, added, kind);
    const open = openCkva(limit, 0, 0);
    const left = open === null ? null : open - weighed;
    return {
      elementId: id,
      kind,
      ratingKva: knownKva(ratingCkva),
      limitKva: knownKva(limit),
      peakKva: 0,
      committedKva: 0,
      addedKva: kva(weighed),
      leftKva: left === null ? null : kva(left),
      season: null,
      hour: null,
      quality: 'measured',
      asOf: isoDay(this.#asOf),
      rule: rules.rule,
    };
  }
}

const qualityAt = (index: number | undefined): Quality => QUALITIES[index ?? 2] ?? 'default';
