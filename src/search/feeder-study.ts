import type { Branch } from '../electric/branch.ts';
import { BranchFlows, branchFlows } from '../electric/branch-flows.ts';
import { feedingImpedance, faultLevelKa, type FaultCase } from '../electric/fault-level.ts';
import { LoadFlowState, loadFlow } from '../electric/load-flow.ts';
import { motorDipPercent } from '../electric/motor-dip.ts';
import type { RadialNetwork } from '../electric/radial-network.ts';
import { singlePhaseDropPu } from '../electric/single-phase-drop.ts';
import { toPerUnit, type RadialNode } from '../electric/to-per-unit.ts';
import {
  type VoltageLimits,
  type WorstVoltage,
  voltageLimits,
  worstVoltage,
} from '../electric/voltage-limits.ts';
import type { ElectricalRules } from '../model/electrical-rules.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { SEASONS } from '../model/record.ts';
import { type Building, type Grown, type NewBranch, growStudy } from './grow-study.ts';
import { typicalTransformer } from './typical-transformer.ts';

const BASE_KVA = 1000;

/** A new load at the far end of an element, or at the end of what is built from there. */
export interface NewLoad extends Building {
  readonly element: number;
  readonly kva: number;
  readonly cosPhi: number;
  readonly largestMotorKw: number | null;
  /** Between one phase and neutral, 220 V; absent = over three. */
  readonly singlePhase?: boolean;
}

/** What a feeder would look like with a new load; voltages in per unit of nominal. */
export interface StudyResult {
  readonly minVoltagePu: number;
  /** Element at whose far end the least voltage stands. */
  readonly minVoltageElement: number;
  /** Distance to the limit at the place that is nearest to it, pu; negative beyond. */
  readonly marginPu: number;
  /** Drop from the busbar to the customer, % of nominal. */
  readonly dropPercent: number;
  /** Of it, from the low-voltage side of the transformer on; `null` at medium voltage. */
  readonly lowDropPercent: number | null;
  /** The transformer's impedance is a typical one, because the record has none. */
  readonly typical: boolean;
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
  readonly typical: boolean;
}

/** The voltage of a single-phase customer, and what it drops on its own phase beyond a balanced load, pu. */
interface OnePhase extends WorstVoltage {
  readonly drop: number;
  /** Of it, on the lines. */
  readonly lineDrop: number;
}

/** A study with what a plan builds in it. */
interface Shaped extends Study {
  readonly grown: Grown;
}

/** Studies kept per thread: enough for the feeders around one town. */
const KEPT = 400;

/**
 * Load flow, fault level and motor dip of the feeder a plan leans on, with the new load, at the feeder's own peak.
 *
 * The busbar is held at the rules' voltage; the loads are those that add up to the feeder's head, and what is in flight.
 * A new outlet has a feeder of its own: nothing but what the plan builds. A transformer whose impedance is unknown gets
 * the typical one of its size, and the result says so. Every known season is looked at, the worst counts.
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
    const grown = growStudy(study.network, study.elements, node, load);
    this.#reserve(grown.network.size);
    const limits =
      grown.network === study.network
        ? study.limits
        : voltageLimits(grown.network, this.#rules.voltageBands.bands);
    const shaped = { ...study, grown, limits };
    const promised = this.#promised(study.elements, study.network.parent);
    let worst: StudyResult | null = null;
    for (const kva of study.kva) {
      const existing = kva.map((value, i) => value + (promised[i] ?? 0));
      const result = this.#flow(shaped, grown.placed(existing), load);
      if (result === 'collapse') return result;
      const most: number = Math.max(result.maxLoadingPercent, worst?.maxLoadingPercent ?? 0);
      worst = {
        ...(worst === null || result.marginPu < worst.marginPu ? result : worst),
        maxLoadingPercent: most,
      };
    }
    return worst;
  }

  #flow({ grown, limits, typical }: Shaped, existing: Float64Array, load: NewLoad): StudyResult | 'collapse' {
    const { network, elements, source, customer } = grown;
    const tan = Math.sqrt(1 / load.cosPhi ** 2 - 1);
    const kw = existing.map((value) => value * load.cosPhi);
    kw[customer] = (kw[customer] ?? 0) + load.kva * load.cosPhi;
    const sourcePu = new Float64Array(network.size).fill(this.#rules.busbarVoltagePu.value);
    const outcome = loadFlow(
      network,
      { sourcePu, kw, kvar: kw.map((value) => value * tan), zip: null },
      this.#state,
    );
    const balanced = worstVoltage(network, this.#state, limits);
    if (!outcome.converged || balanced === null) return 'collapse';
    const { loadingPercent } = branchFlows(network, this.#state, this.#flows);
    const voltage = (i: number): number => Math.hypot(this.#state.vRe[i] ?? 0, this.#state.vIm[i] ?? 0);
    const known = Array.from(loadingPercent.subarray(1, network.size)).filter(
      (value) => !Number.isNaN(value),
    );
    const onePhase = load.singlePhase === true ? this.#onePhase(grown, voltage(customer), load) : null;
    const lowest = onePhase !== null && onePhase.marginPu < balanced.marginPu ? onePhase : balanced;
    const endPu = voltage(customer);
    const low = lowSide(network, customer);
    return {
      minVoltagePu: lowest.voltagePu,
      minVoltageElement: elementAt(elements, lowest.node) ?? load.element,
      marginPu: lowest.marginPu,
      dropPercent: 100 * (voltage(0) - endPu + (onePhase?.drop ?? 0)),
      lowDropPercent: low < 0 ? null : 100 * (voltage(low) - endPu + (onePhase?.lineDrop ?? 0)),
      typical,
      maxLoadingPercent: known.reduce((most, value) => Math.max(most, value), 0),
      ...this.#faults(network, source, load),
    };
  }

  /** The voltage of a single-phase customer's own phase against its band: balanced less its own drop and the unbalance. */
  #onePhase({ network, customer }: Grown, balancedPu: number, load: NewLoad): OnePhase {
    const { factors, unbalancePu, nominalKv, low, high } = this.#rules.singlePhase;
    const own = load.kva / BASE_KVA;
    const power = { p: own * load.cosPhi, q: own * Math.sqrt(1 - load.cosPhi ** 2) };
    const drop = singlePhaseDropPu(network, customer, power, factors);
    const lineDrop = singlePhaseDropPu(network, customer, power, { ...factors, transformer: 1 });
    const voltagePu = balancedPu - drop - unbalancePu;
    const ofBase = (Math.sqrt(3) * nominalKv) / (network.baseKv[customer] ?? NaN);
    return {
      ...{ node: customer, voltagePu, drop, lineDrop },
      marginPu: Math.min(voltagePu - low * ofBase, high * ofBase - (balancedPu + unbalancePu)),
    };
  }

  /** A new transformer of a size on a medium voltage, kV: a typical one. */
  newTransformer(ratedKva: number, hvKv: number): NewBranch {
    const lvKv = this.#rules.typicalTransformers.lvKv;
    return {
      kv: lvKv,
      branch: { ...typicalTransformer(this.#rules, ratedKva), hvKv, lvKv, tapPu: 1 },
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
    const onBusbar = feeder < 0 && this.#snapshot.elementKind(element) === 'busbar';
    if (feeder < 0 && !onBusbar) return null;
    const transformer = this.#transformerAbove(element);
    const key = onBusbar ? `busbar ${element}` : `${feeder}/${transformer}`;
    const kept = this.#studies.get(key);
    if (kept !== undefined) return kept;
    const study = onBusbar
      ? this.#buildOutlet(element)
      : this.#build(feederElement[feeder] ?? -1, transformer);
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

  /** A new outlet: nothing there yet but the busbar. */
  #buildOutlet(busbar: number): Study {
    const kv = this.#snapshot.columns.elementKv[busbar] ?? NaN;
    const network = toPerUnit([{ parent: -1, kv, branch: null }], BASE_KVA);
    return {
      network,
      limits: voltageLimits(network, this.#rules.voltageBands.bands),
      elements: Int32Array.of(busbar),
      kva: [new Float64Array(1)],
      nodeOf: new Map([[busbar, 0]]),
      typical: false,
    };
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
      typical: transformer >= 0 && nodeOf.has(transformer) && this.#impedanceUnknown(transformer),
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

  #impedanceUnknown(e: number): boolean {
    const { transformerOf, transformerUk } = this.#snapshot.columns;
    return Number.isNaN(transformerUk[transformerOf[e] ?? -1] ?? NaN);
  }

  #transformer(e: number): Branch | null {
    const { columns } = this.#snapshot;
    const t = columns.transformerOf[e] ?? -1;
    const ratedKva = (columns.ratingCkva[e] ?? -1) / 100;
    if (ratedKva <= 0) return null;
    const [hvKv, lvKv] = [columns.transformerHvKv[t] ?? NaN, columns.transformerLvKv[t] ?? NaN];
    const tapPu = columns.transformerTap[t] ?? 1;
    if (this.#impedanceUnknown(e)) return { ...typicalTransformer(this.#rules, ratedKva), hvKv, lvKv, tapPu };
    const orZero = (value: number | undefined): number =>
      value === undefined || Number.isNaN(value) ? 0 : value;
    return {
      kind: 'transformer',
      ratedKva,
      ...{ hvKv, lvKv, tapPu },
      ukPercent: columns.transformerUk[t] ?? NaN,
      pkKw: orZero(columns.transformerPk[t]),
      p0Kw: orZero(columns.transformerP0[t]),
      i0Percent: orZero(columns.transformerI0[t]),
      fedFrom: 'hv',
    };
  }

  #reserve(size: number): void {
    if (this.#state.capacity >= size) return;
    this.#state = new LoadFlowState(2 * size);
    this.#flows = new BranchFlows(2 * size);
  }
}

/** Low-voltage side of the transformer above a place; -1 at medium voltage. */
function lowSide(network: RadialNetwork, customer: number): number {
  for (let i = customer; i >= 0; i = network.parent[i] ?? -1) if ((network.nameplateX[i] ?? 0) > 0) return i;
  return -1;
}

/** Element of a node; `null` for a new one. */
const elementAt = (elements: Int32Array, node: number): number | null => {
  const element = elements[node] ?? -1;
  return element < 0 ? null : element;
};

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
