import { limitCkva, openCkva } from '../../electric/open-capacity.ts';
import type { Chain, ChainRow } from '../../model/plan.ts';
import { SEASONS } from '../../model/record.ts';
import { chainOf } from '../../search/chain-of.ts';
import { ChainLedger } from '../../search/chain.ts';
import { dayNumber } from '../../search/grade.ts';
import type { Headroom } from '../../search/headroom.ts';
import type { ChangedGrid } from './apply-changes.ts';
import { knownSeasons } from './base-loads.ts';
import {
  type Below,
  elementsUp,
  feedingAt,
  flowBelow,
  type FlowBelow,
  isBehindMain,
  nothing,
  ownOf,
} from './flow-below.ts';
import type { Rooted } from './root-ways.ts';
import type { StudyGrid, Way } from './study-grid.ts';

/** The two states of a question. */
export interface TwoStates {
  readonly grid: StudyGrid;
  readonly before: Rooted;
  readonly changed: ChangedGrid;
  readonly after: Rooted;
}

/** What a load counts in the ledger: its apparent power; generation makes no room, as it may stand still. */
export const countedCkva = ({ kw, kvar }: { kw: number; kvar: number }): number =>
  kw < 0 ? 0 : Math.ceil(Math.hypot(kw, kvar) * 100 - 1e-9);

/** A peak as far as a moved ledger knows it. */
interface Peak {
  readonly season: number;
  /** 0.01 kVA; -1 = unknown. */
  readonly ckva: number;
}

const ceil = (kva: number): number => Math.max(0, Math.ceil(kva * 100 - 1e-6));
const kvaOf = (ckva: number): number | null => (ckva < 0 ? null : ckva / 100);

/**
 * The chain ledger after a question's changes.
 *
 * An element that stands as before has its peak, more or less by the loads that came or went (at their feeders' peaks);
 * one that is fed from its other side, a tie or a new line carries the loads below it. What moves with a part of unknown
 * size is unknown. Commitments move with the places they hang on.
 */
export class MovedLedger {
  readonly #headroom: Headroom;
  readonly #asOf: string;
  readonly #states: TwoStates;
  readonly #before: FlowBelow;
  readonly #after: FlowBelow;
  readonly #seasons: readonly number[];

  /** @param loads with the element behind each place; -1 = new. */
  constructor(
    headroom: Headroom,
    asOf: string,
    states: TwoStates,
    loads: readonly { kw: number; kvar: number; element: number }[],
  ) {
    const { snapshot } = headroom;
    const { grid, changed } = states;
    this.#headroom = headroom;
    this.#asOf = asOf;
    this.#states = states;
    this.#seasons = knownSeasons(snapshot);
    const own = ownOf(snapshot, grid);
    const still = { own, addedOnBusbars: new Map<number, number>() };
    this.#before = flowBelow(snapshot, grid.ways, states.before, still);
    const loaded = changed.places.map((_, p): Below => structuredClone(own[p] ?? nothing()));
    const addedOnBusbars = new Map<number, number>();
    loads.forEach((load, i) => {
      const ckva = countedCkva(load);
      const here = loaded[changed.loadAt[i] ?? -1];
      if (here !== undefined) here.addedCkva += ckva;
      if (load.element >= 0 && snapshot.elementKind(load.element) === 'busbar')
        addedOnBusbars.set(load.element, (addedOnBusbars.get(load.element) ?? 0) + ckva);
    });
    this.#after = flowBelow(snapshot, changed.ways, states.after, { own: loaded, addedOnBusbars });
  }

  /** @param element what feeds the place in the normal state; -1 = the place is new. */
  chainAt(place: number, element: number): Chain {
    const { after, changed } = this.#states;
    const rows: ChainRow[] = [];
    let node = after.nodeOf[place] ?? -1;
    let top = element;
    for (; node >= 0 && !isBehindMain(after, changed.ways, node); node = after.nodes[node]?.parent ?? -1) {
      const w = after.wayAt[node] ?? -1;
      const way = changed.ways[w];
      if (way === undefined) break;
      rows.push(this.#wayRow(w, way, after.placeAt[node] ?? -1));
      top = feedingAt(way, after.placeAt[after.nodes[node]?.parent ?? -1] ?? -1);
    }
    for (const e of elementsUp(this.#headroom.snapshot, top)) rows.push(this.#elementRow(e));
    return chainOf(rows, this.#headroom.rules, dayNumber(this.#asOf));
  }

  #wayRow(w: number, way: Way, below: number): ChainRow {
    const flow = this.#after.ofWay.get(w) ?? nothing();
    const turned = way.element < 0 || way.ends[1] !== below;
    const row = way.element < 0 ? this.#newRow(way) : this.#plainRow(way.element);
    const rerated = this.#rated(row, way);
    return turned
      ? this.#carrying(
          rerated,
          this.#worst((s) => this.#carried(flow, s)),
          flow.committedCkva,
          flow.addedCkva,
        )
      : this.#shifted(rerated, way.element, flow, this.#before.ofWay.get(w));
  }

  #elementRow(e: number): ChainRow {
    const row = this.#plainRow(e);
    const main = this.#states.changed.ways[this.#states.grid.wayOf.get(e) ?? -1];
    return this.#shifted(
      main === undefined ? row : this.#rated(row, main),
      e,
      this.#after.ofElement.get(e) ?? nothing(),
      this.#before.ofElement.get(e),
    );
  }

  #plainRow(element: number): ChainRow {
    const [row] = new ChainLedger(this.#headroom, this.#asOf).read(element).rows;
    if (row === undefined) throw new Error(`element ${element} has no ledger row`);
    return row;
  }

  #newRow({ id, kind }: Way): ChainRow {
    const figures = {
      ratingKva: null,
      limitKva: null,
      peakKva: null,
      committedKva: 0,
      addedKva: 0,
      leftKva: null,
    };
    const unknown = { season: null, hour: null, quality: null, asOf: null, rule: this.#headroom.rules.rule };
    return { elementId: id, kind, ...figures, ...unknown };
  }

  #rated(row: ChainRow, { ratingCkva, kind }: Way): ChainRow {
    const limit = limitCkva(ratingCkva, this.#headroom.rules.usableShare[kind]);
    return { ...row, ratingKva: kvaOf(ratingCkva), limitKva: kvaOf(limit) };
  }

  /** What a turned or new way carries in a season, 0.01 kVA; -1 unknown. */
  #carried = (flow: Below, s: number): number => ((flow.unknown[s] ?? 0) > 0 ? -1 : ceil(flow.kva[s] ?? 0));

  #worst(in_: (season: number) => number): Peak {
    return this.#seasons
      .map((season): Peak => ({ season, ckva: in_(season) }))
      .reduce((a, b) => (b.ckva > a.ckva ? b : a), { season: -1, ckva: -1 });
  }

  #shifted(row: ChainRow, e: number, after: Below, before: Below = nothing()): ChainRow {
    const { peakCkva } = this.#headroom.snapshot.columns;
    const n = this.#headroom.snapshot.counts.elements;
    const moved = (s: number): number => (after.kva[s] ?? 0) - (before.kva[s] ?? 0);
    const moving = after.committedCkva - before.committedCkva;
    // Of later stages the row holds as much as there is room for; as much as was never held makes none when it moves away.
    const held = moving === 0 ? Math.round(row.committedKva * 100) : this.#headroom.promisedCkva(e);
    const committed = held + moving;
    const alike = this.#seasons.every((s) => Math.abs(moved(s)) < 1e-9);
    if (alike) {
      const peak = { season: -1, ckva: row.peakKva === null ? -1 : Math.round(row.peakKva * 100) };
      return this.#left({ ...row, committedKva: committed / 100 }, peak.ckva, after.addedCkva);
    }
    const peak = this.#worst((s) => {
      const ckva = peakCkva[s * n + e] ?? -1;
      const blind = (after.unknown[s] ?? 0) > (before.unknown[s] ?? 0);
      return ckva < 0 || blind ? -1 : Math.max(0, ckva + Math.ceil(moved(s) * 100 - 1e-6));
    });
    return this.#carrying(row, peak, committed, after.addedCkva);
  }

  #carrying(row: ChainRow, { season, ckva }: Peak, committed: number, added: number): ChainRow {
    const known = { season: SEASONS[season] ?? null, quality: 'estimated', asOf: row.asOf } as const;
    const unknown = { season: null, quality: null, asOf: null };
    return this.#left(
      { ...row, ...(ckva < 0 ? unknown : known), committedKva: committed / 100 },
      ckva,
      added,
    );
  }

  #left(row: ChainRow, peakCkva: number, addedCkva: number): ChainRow {
    const limit = row.limitKva === null ? -1 : Math.round(row.limitKva * 100);
    const open = openCkva(limit, peakCkva, Math.round(row.committedKva * 100));
    return {
      ...row,
      peakKva: kvaOf(peakCkva),
      addedKva: addedCkva / 100,
      leftKva: open === null ? null : (open - addedCkva) / 100,
    };
  }
}
