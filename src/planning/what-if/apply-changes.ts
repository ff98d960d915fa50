import type { Line, Transformer } from '../../electric/branch.ts';
import type { ElectricalRules } from '../../model/electrical-rules.ts';
import type { QueryFault } from '../../model/planner.ts';
import type { ChangedTransformer, NewSection, NewTransformer, WhatIfQuery } from '../../model/what-if.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import type { Place, StudyGrid, Way } from './study-grid.ts';
import { newSectionId, newTransformerId, type Touched } from './touched.ts';

/** A grid after the changes of a question. */
export interface ChangedGrid {
  readonly places: readonly Place[];
  readonly ways: readonly Way[];
  /** Places that are new, by id. */
  readonly fresh: ReadonlyMap<string, number>;
  /** Ways whose switches were set, or that are new, and the pointer of what did it. */
  readonly causes: ReadonlyMap<number, readonly string[]>;
  /** Place of each load of the question. */
  readonly loadAt: readonly number[];
  readonly faults: readonly QueryFault[];
}

/** What a change is made from. */
interface Basis {
  readonly snapshot: Snapshot;
  readonly rules: ElectricalRules;
  readonly query: WhatIfQuery;
  readonly touched: Touched;
}

/** Below this a line is a low-voltage one, kV: IEC 60050-601. */
const LOW_VOLTAGE_KV = 1;
const UNSOLVABLE =
  'a place that the load flow reaches: on a radial feeder or low-voltage network, through known impedances';
const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);
const ckvaOf = (kva: number): number => Math.floor(kva * 100 + 1e-6);

/** Losses and impedance keep their share of the rating where the question does not say otherwise. */
function unitOf(old: Transformer, given: ChangedTransformer | NewTransformer): Transformer {
  const ratio = given.ratingKva / old.ratedKva;
  return {
    ...old,
    ratedKva: given.ratingKva,
    ukPercent: given.ukPercent ?? old.ukPercent,
    pkKw: given.pkKw ?? old.pkKw * ratio,
    p0Kw: given.p0Kw ?? old.p0Kw * ratio,
    i0Percent: given.i0Percent ?? old.i0Percent,
    tapPu: given.tapPu ?? old.tapPu,
  };
}

class Change {
  readonly places: Place[];
  readonly ways: Way[];
  readonly fresh = new Map<string, number>();
  readonly causes = new Map<number, string[]>();
  loadAt: readonly number[] = [];
  readonly faults: QueryFault[] = [];
  readonly #grid: StudyGrid;
  readonly #basis: Basis;

  constructor(grid: StudyGrid, basis: Basis) {
    this.#grid = grid;
    this.#basis = basis;
    this.places = [...grid.places];
    this.ways = [...grid.ways];
  }

  apply(): void {
    this.#setSwitches();
    this.#changeUnits();
    this.#addNew();
    this.loadAt = this.#basis.query.loads.map(
      ({ nodeId }, i) => this.#place(nodeId, `/loads/${i}/nodeId`) ?? -1,
    );
  }

  #fault(pointer: string, code: QueryFault['code'], received: string | number, allowed: string): void {
    this.faults.push({ pointer, code, received, allowed });
  }

  /** Place of an id that is known to exist; `null` with a fault where the load flow does not come. */
  #place(id: string, pointer: string): number | null {
    const element = this.#basis.touched.elementOf.get(id) ?? -1;
    const { wayOf, placeOf } = this.#grid;
    const reached = wayOf.has(element) || this.#basis.snapshot.elementKind(element) === 'busbar';
    const place = this.fresh.get(id) ?? (reached ? placeOf.get(element) : undefined);
    if (place === undefined) this.#fault(pointer, 'not-solvable', id, UNSOLVABLE);
    return place ?? null;
  }

  #setSwitches(): void {
    const { query, touched, snapshot } = this.#basis;
    const { switchElement, switchTie, switchFar, switchOpen } = snapshot.columns;
    const wayOf = (i: number): number | undefined =>
      this.#grid.wayOf.get(switchElement[i] ?? -1) ?? this.#grid.wayOfTie.get(switchTie[i] ?? -1);
    const openNow = new Set(Array.from(switchOpen.keys()).filter((i) => switchOpen[i] === 1));
    query.switches.forEach(({ switchId, closed }, q) => {
      const i = touched.switchOf.get(switchId) ?? -1;
      const way = wayOf(i);
      if (way === undefined || (closed && this.ways[way]?.branch === null)) {
        this.#fault(`/switches/${q}/switchId`, 'not-solvable', switchId, UNSOLVABLE);
        return;
      }
      if (closed) openNow.delete(i);
      else openNow.add(i);
      this.causes.set(way, [...(this.causes.get(way) ?? []), `/switches/${q}/closed`]);
    });
    const open = new Map<number, [boolean, boolean]>();
    switchOpen.forEach((_, i) => {
      const way = wayOf(i);
      if (way === undefined || !this.causes.has(way)) return;
      const ends = open.get(way) ?? [true, true];
      if (openNow.has(i)) ends[switchFar[i] === 1 ? 1 : 0] = false;
      open.set(way, ends);
    });
    for (const [w, closed] of open) this.#replace(w, { closed });
  }

  #replace(w: number, changes: Partial<Way>): void {
    const way = this.ways[w];
    if (way !== undefined) this.ways[w] = { ...way, ...changes };
  }

  #changeUnits(): void {
    const { query, touched } = this.#basis;
    query.transformers.forEach((unit, i) => {
      if (!('transformerId' in unit)) return;
      const w = this.#grid.wayOf.get(touched.unitOf.get(unit.transformerId) ?? -1) ?? -1;
      const branch = this.ways[w]?.branch;
      if (branch?.kind !== 'transformer') {
        const allowed = 'a transformer of known impedance that is part of the load flow';
        this.#fault(`/transformers/${i}/transformerId`, 'not-solvable', unit.transformerId, allowed);
      } else this.#replace(w, { branch: unitOf(branch, unit), ratingCkva: ckvaOf(unit.ratingKva) });
    });
  }

  /** New things may hang on new things: those whose ends are there come first, in the order of the question. */
  #addNew(): void {
    const { sections, transformers } = this.#basis.query;
    let pending: (() => boolean)[] = [
      ...sections.map((section, i) => () => this.#addSection(section, i)),
      ...transformers.flatMap((unit, i) => ('nodeId' in unit ? [() => this.#addTransformer(unit, i)] : [])),
    ];
    for (let before = -1; pending.length !== before;) {
      before = pending.length;
      pending = pending.filter((add) => !add());
    }
    if (pending.length > 0) {
      this.#fault(
        '/sections',
        'cut-off',
        pending.length,
        'new lines and transformers that lead to a place of the grid',
      );
    }
  }

  /** Whether a place is there to be used, or is at fault for good. */
  #isThere = (id: string): boolean => this.fresh.has(id) || this.#basis.touched.elementOf.has(id);

  /** @returns whether it is dealt with. */
  #addSection(section: NewSection, i: number): boolean {
    const { fromNodeId, toNodeId, newNode } = section;
    if (!this.#isThere(fromNodeId) || (!newNode && !this.#isThere(toNodeId))) return false;
    const from = this.#place(fromNodeId, `/sections/${i}/fromNodeId`);
    const kv = this.places[from ?? -1]?.kv;
    const line = this.#lineOf(section, i);
    if (from === null || kv === undefined || line === null) return true;
    if (newNode) this.fresh.set(toNodeId, this.places.push({ kv, heldPu: null }) - 1);
    const to = this.#place(toNodeId, `/sections/${i}/toNodeId`);
    if (to === null) return true;
    const otherKv = this.places[to]?.kv ?? NaN;
    if (otherKv !== kv)
      this.#fault(
        `/sections/${i}/toNodeId`,
        'out-of-range',
        otherKv,
        `a place of ${kv} kV, as the other end`,
      );
    const ratingCkva = line.ratingA > 0 ? ckvaOf(Math.sqrt(3) * kv * line.ratingA) : -1;
    this.#push(`/sections/${i}`, {
      id: newSectionId(section.id, i),
      kind: kv < LOW_VOLTAGE_KV ? 'lv-line' : 'section',
      ends: [from, to],
      branch: line,
      ratingCkva,
      feeding: [this.#elementAt(fromNodeId), this.#elementAt(toNodeId)],
    });
    return true;
  }

  #elementAt = (id: string): number => this.#basis.touched.elementOf.get(id) ?? -1;

  #push(pointer: string, way: Omit<Way, 'closed' | 'element'>): void {
    this.causes.set(this.ways.length, [pointer]);
    this.ways.push({ ...way, closed: [true, true], element: -1 });
  }

  #lineOf(section: NewSection, i: number): Line | null {
    const { columns } = this.#basis.snapshot;
    const lengthKm = section.lengthM / 1000;
    const line = (r: number, x: number, b: number, ratingA: number): Line => ({
      kind: 'line',
      lengthKm,
      rOhmPerKm: r,
      xOhmPerKm: x,
      bUsPerKm: b,
      gUsPerKm: 0,
      ratingA,
    });
    const { conductorTypeId, rOhmPerKm, xOhmPerKm, bUsPerKm, ampacityA } = section;
    if (conductorTypeId === null) return line(rOhmPerKm ?? 0, xOhmPerKm ?? 0, bUsPerKm ?? 0, ampacityA ?? 0);
    const at = columns.conductorId.findIndex((id) => this.#basis.snapshot.string(id) === conductorTypeId);
    if (at < 0) {
      this.#fault(
        `/sections/${i}/conductorTypeId`,
        'not-known',
        conductorTypeId,
        'the id of a conductor type of the region',
      );
      return null;
    }
    const of = (column: Float64Array): number => orZero(column[at] ?? NaN);
    return line(
      of(columns.conductorR),
      of(columns.conductorX),
      of(columns.conductorB),
      of(columns.conductorAmpacity),
    );
  }

  #addTransformer(unit: NewTransformer, i: number): boolean {
    if (!this.#isThere(unit.nodeId)) return false;
    const from = this.#place(unit.nodeId, `/transformers/${i}/nodeId`);
    const hvKv = this.places[from ?? -1]?.kv;
    if (from === null || hvKv === undefined) return true;
    const {
      ukPercent,
      pkPercent,
      p0Percent,
      i0Percent,
      lvKv: usualKv,
    } = this.#basis.rules.distributionTransformer;
    const lvKv = unit.lvKv ?? usualKv;
    if (lvKv >= hvKv) {
      this.#fault(
        `/transformers/${i}/nodeId`,
        'out-of-range',
        hvKv,
        `a node above ${lvKv} kV, the lower voltage`,
      );
      return true;
    }
    const usual: Transformer = {
      kind: 'transformer',
      ratedKva: 100,
      hvKv,
      lvKv,
      ukPercent,
      pkKw: pkPercent,
      p0Kw: p0Percent,
      i0Percent,
      tapPu: 1,
      fedFrom: 'hv',
    };
    const id = newTransformerId(unit.id, i);
    const to = this.places.push({ kv: lvKv, heldPu: null }) - 1;
    this.fresh.set(id, to);
    this.#push(`/transformers/${i}`, {
      id,
      kind: 'distribution-transformer',
      ends: [from, to],
      branch: unitOf(usual, unit),
      ratingCkva: ckvaOf(unit.ratingKva),
      feeding: [this.#elementAt(unit.nodeId), -1],
    });
    return true;
  }
}

/**
 * The grid of a study after the changes of a question: places and ways of the study keep their numbers, new ones follow.
 *
 * @param touched of the same question, without faults.
 * @cost O(study + switches of the region).
 */
export function applyChanges(grid: StudyGrid, basis: Basis): ChangedGrid {
  const change = new Change(grid, basis);
  change.apply();
  return change;
}
