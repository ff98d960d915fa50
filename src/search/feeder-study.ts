import type { Branch } from '../electric/branch.ts';
import { BranchFlows, branchFlows } from '../electric/branch-flows.ts';
import { feedingImpedance, faultLevelKa, type FaultCase } from '../electric/fault-level.ts';
import { LoadFlowState, loadFlow } from '../electric/load-flow.ts';
import { motorDipPercent } from '../electric/motor-dip.ts';
import type { RadialNetwork } from '../electric/radial-network.ts';
import { toPerUnit, type RadialNode } from '../electric/to-per-unit.ts';
import { type VoltageLimits, voltageLimits, worstVoltage } from '../electric/voltage-limits.ts';
import type { Ckva } from '../model/capacity-rules.ts';
import type { ElectricalRules } from '../model/electrical-rules.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { SEASONS } from '../model/record.ts';
import { reinforcedNetwork } from './reinforced-network.ts';

const BASE_KVA = 1000;

/** A new load at the far end of an element. */
export interface NewLoad {
  readonly element: number;
  readonly kva: number;
  readonly cosPhi: number;
  readonly largestMotorKw: number | null;
  /** Elements that are rated higher by then, 0.01 kVA. */
  readonly reinforced?: ReadonlyMap<number, Ckva>;
}

/** What a feeder would look like with a new load; voltages in per unit of nominal. */
export interface StudyResult {
  readonly minVoltagePu: number;
  /** Element at whose far end the least voltage stands. */
  readonly minVoltageElement: number;
  /** Distance to the limit at the place that is nearest to it, pu; negative beyond. */
  readonly marginPu: number;
  /** Drop from the busbar to the place of supply, % of nominal. */
  readonly dropPercent: number;
  /** Of the lines and transformers whose rating is known. */
  readonly maxLoadingPercent: number;
  readonly faultLevelKa: number | null;
  readonly motorDipPercent: number | null;
}

/** A feeder's medium-voltage part, with the low-voltage part behind one transformer when that is looked at. */
interface Study {
  readonly network: RadialNetwork;
  readonly limits: VoltageLimits;
  /** Element of each node; node 0 is the outlet. */
  readonly elements: Int32Array;
  /** Existing load per node and season, kVA. */
  readonly kva: readonly Float64Array[];
  readonly nodeOf: ReadonlyMap<number, number>;
}

/** Studies kept per thread: enough for the feeders around one town. */
const KEPT = 400;

/**
 * Load flow, fault level and motor dip of the feeder a plan leans on, with the new load, at the feeder's own peak.
 *
 * The busbar is held at the rules' voltage; the loads are those that add up to the feeder's head, and what is in flight. A transformer whose
 * impedance is unknown is not gone through: its load stands on its medium-voltage side. Every known season is looked
 * at, the worst counts.
 */
export class FeederStudies {
  readonly #snapshot: Snapshot;
  readonly #rules: ElectricalRules;
  readonly #studies = new Map<string, Study | null>();
  #state = new LoadFlowState(256);
  #flows = new BranchFlows(256);

  constructor(snapshot: Snapshot, rules: ElectricalRules) {
    this.#snapshot = snapshot;
    this.#rules = rules;
  }

  /**
   * @returns `null` when the place hangs on no feeder, or a line's impedance is unknown; `'collapse'` when the load
   *   flow finds no rest: the feeder cannot carry the load at all.
   * @cost one load flow per season, O(feeder · turns); the network is built once.
   */
  look(load: NewLoad): StudyResult | 'collapse' | null {
    const study = this.#studyOf(load.element);
    const node = study?.nodeOf.get(load.element);
    if (study === null || node === undefined) return null;
    let worst: StudyResult | null = null;
    for (const kva of study.kva) {
      const result = this.#flow(study, node, kva, load);
      if (result === 'collapse') return result;
      const most: number = Math.max(result.maxLoadingPercent, worst?.maxLoadingPercent ?? 0);
      worst = {
        ...(worst === null || result.marginPu < worst.marginPu ? result : worst),
        maxLoadingPercent: most,
      };
    }
    return worst;
  }

  #flow(study: Study, node: number, existing: Float64Array, load: NewLoad): StudyResult | 'collapse' {
    const { elements, limits } = study;
    const network =
      load.reinforced === undefined
        ? study.network
        : reinforcedNetwork(study.network, elements, load.reinforced, this.#snapshot.columns.ratingCkva);
    const tan = Math.sqrt(1 / load.cosPhi ** 2 - 1);
    const promised = this.#promised(elements, network.parent);
    const kw = existing.map((value, i) => (value + (promised[i] ?? 0)) * load.cosPhi);
    kw[node] = (kw[node] ?? 0) + load.kva * load.cosPhi;
    const sourcePu = new Float64Array(network.size).fill(this.#rules.busbarVoltagePu.value);
    const outcome = loadFlow(
      network,
      { sourcePu, kw, kvar: kw.map((value) => value * tan), zip: null },
      this.#state,
    );
    const lowest = worstVoltage(network, this.#state, limits);
    if (!outcome.converged || lowest === null) return 'collapse';
    const { loadingPercent } = branchFlows(network, this.#state, this.#flows);
    const voltage = (i: number): number => Math.hypot(this.#state.vRe[i] ?? 0, this.#state.vIm[i] ?? 0);
    const known = Array.from(loadingPercent.subarray(1, network.size)).filter(
      (value) => !Number.isNaN(value),
    );
    return {
      minVoltagePu: lowest.voltagePu,
      minVoltageElement: elements[lowest.node] ?? load.element,
      marginPu: lowest.marginPu,
      dropPercent: 100 * (voltage(0) - voltage(node)),
      maxLoadingPercent: known.reduce((most, value) => Math.max(most, value), 0),
      ...this.#faults(network, node, load),
    };
  }

  /** In-flight capacity that hangs on each node: what its chain carries less what goes on below, kVA. */
  #promised(elements: Int32Array, parent: Int32Array): Float64Array {
    const { committedCkva } = this.#snapshot.columns;
    const own = Float64Array.from(elements, (element) => (committedCkva[element] ?? 0) / 100);
    parent.forEach((above, i) => {
      if (above >= 0) own[above] = (own[above] ?? 0) - (committedCkva[elements[i] ?? -1] ?? 0) / 100;
    });
    return own;
  }

  /** The greatest fault level meets the equipment, the least one makes the deepest dip. */
  #faults(
    network: RadialNetwork,
    node: number,
    load: NewLoad,
  ): Pick<StudyResult, 'faultLevelKa' | 'motorDipPercent'> {
    const { voltageFactors, sourceROverX, motorStart } = this.#rules;
    const strength = this.#busFaultKa(load.element);
    if (Number.isNaN(strength)) return { faultLevelKa: null, motorDipPercent: null };
    const at = (factors: FaultCase['voltageFactors'], correctTransformers: boolean): FaultCase => ({
      sources: [{ node: 0, faultLevelKa: strength, rOverX: sourceROverX.value }],
      voltageFactors: factors,
      correctTransformers,
    });
    const greatest = at(voltageFactors.greatest, true);
    const least = at(voltageFactors.least, false);
    const level = faultLevelKa(network, greatest, feedingImpedance(network, greatest), node);
    const motor = load.largestMotorKw === null ? null : { ...motorStart, ratedKw: load.largestMotorKw };
    const dip =
      motor === null ? NaN : motorDipPercent(motor, feedingImpedance(network, least), node, BASE_KVA);
    return { faultLevelKa: known(level), motorDipPercent: known(dip) };
  }

  #busFaultKa(element: number): number {
    const { elementParent, busFaultKa } = this.#snapshot.columns;
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
      if (this.#snapshot.elementKind(e) === 'busbar') return busFaultKa[e] ?? NaN;
    }
    return NaN;
  }

  #studyOf(element: number): Study | null {
    const { elementFeeder, feederElement } = this.#snapshot.columns;
    const feeder = elementFeeder[element] ?? -1;
    if (feeder < 0) return null;
    const transformer = this.#transformerAbove(element);
    const key = `${feeder}/${transformer}`;
    const kept = this.#studies.get(key);
    if (kept !== undefined) return kept;
    const study = this.#build(feederElement[feeder] ?? -1, transformer);
    if (this.#studies.size >= KEPT) this.#studies.clear();
    this.#studies.set(key, study);
    return study;
  }

  /** The distribution transformer whose low-voltage part is looked at; -1 at medium voltage. */
  #transformerAbove(element: number): number {
    const { elementParent } = this.#snapshot.columns;
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
      if (this.#snapshot.elementKind(e) === 'distribution-transformer') return e;
      if (this.#snapshot.elementKind(e) === 'section') return -1;
    }
    return -1;
  }

  #build(outlet: number, transformer: number): Study | null {
    const { columns, counts } = this.#snapshot;
    const nodes: RadialNode[] = [];
    const elements: number[] = [];
    const nodeOf = new Map<number, number>();
    const kva = SEASONS.map(() => [] as number[]);
    for (let e = outlet; e < (columns.elementEnd[outlet] ?? outlet); e++) {
      const parent = e === outlet ? -1 : (nodeOf.get(columns.elementParent[e] ?? -1) ?? -1);
      const branch = e === outlet || parent < 0 ? null : this.#branch(e, transformer);
      if (branch === 'unknown') return null;
      if (e === outlet || (parent >= 0 && branch !== null)) {
        nodeOf.set(e, nodes.length);
        nodes.push({ parent, kv: columns.elementKv[e] ?? NaN, branch });
        elements.push(e);
        for (const season of kva) season.push(0);
      }
      const carrier = this.#carrier(e, nodeOf);
      SEASONS.forEach((_, s) => {
        const season = kva[s];
        if (season !== undefined)
          season[carrier] = (season[carrier] ?? 0) + (columns.loadKva[s * counts.elements + e] ?? 0);
      });
    }
    const network = toPerUnit(nodes, BASE_KVA);
    this.#reserve(network.size);
    const seasons = kva
      .filter((season) => season.some((value) => value > 0))
      .map((season) => Float64Array.from(season));
    const limits = voltageLimits(network, this.#rules.voltageBands.bands);
    const idle = [new Float64Array(network.size)];
    return {
      network,
      limits,
      elements: Int32Array.from(elements),
      kva: seasons.length > 0 ? seasons : idle,
      nodeOf,
    };
  }

  /** Node that carries an element's load: its own, or the one above it that is part of the study. */
  #carrier(element: number, nodeOf: ReadonlyMap<number, number>): number {
    const { elementParent } = this.#snapshot.columns;
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
      const node = nodeOf.get(e);
      if (node !== undefined) return node;
    }
    return 0;
  }

  /** Branch of an element; `null` = not part of the study, `'unknown'` = its impedance is missing. */
  #branch(e: number, transformer: number): Branch | 'unknown' | null {
    const kind = this.#snapshot.elementKind(e);
    if (kind === 'distribution-transformer') return e === transformer ? this.#transformer(e) : null;
    const { lineROhm, lineXOhm, lineBUs, ratingCkva, elementKv } = this.#snapshot.columns;
    const [r, x] = [lineROhm[e] ?? NaN, lineXOhm[e] ?? NaN];
    if (Number.isNaN(r) || Number.isNaN(x)) return 'unknown';
    const ratingA = Math.max(0, ratingCkva[e] ?? 0) / 100 / (Math.sqrt(3) * (elementKv[e] ?? NaN));
    return {
      kind: 'line',
      lengthKm: 1,
      rOhmPerKm: r,
      xOhmPerKm: x,
      bUsPerKm: lineBUs[e] ?? 0,
      gUsPerKm: 0,
      ratingA,
    };
  }

  #transformer(e: number): Branch | null {
    const { columns } = this.#snapshot;
    const t = columns.transformerOf[e] ?? -1;
    const ukPercent = columns.transformerUk[t] ?? NaN;
    const ratedKva = (columns.ratingCkva[e] ?? -1) / 100;
    if (Number.isNaN(ukPercent) || ratedKva <= 0) return null;
    const orZero = (value: number | undefined): number =>
      value === undefined || Number.isNaN(value) ? 0 : value;
    return {
      kind: 'transformer',
      ratedKva,
      hvKv: columns.transformerHvKv[t] ?? NaN,
      lvKv: columns.transformerLvKv[t] ?? NaN,
      ukPercent,
      pkKw: orZero(columns.transformerPk[t]),
      p0Kw: orZero(columns.transformerP0[t]),
      i0Percent: orZero(columns.transformerI0[t]),
      tapPu: columns.transformerTap[t] ?? 1,
      fedFrom: 'hv',
    };
  }

  #reserve(size: number): void {
    if (this.#state.capacity >= size) return;
    this.#state = new LoadFlowState(2 * size);
    this.#flows = new BranchFlows(2 * size);
  }
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
