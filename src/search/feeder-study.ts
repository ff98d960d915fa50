import { BranchFlows, branchFlows } from '../electric/branch-flows.ts';
import { feedingImpedance, faultLevelKa, type FaultCase } from '../electric/fault-level.ts';
import { type Building, GrownNetwork, type NewBranch } from '../electric/grown-network.ts';
import { LoadFlowState, type OperatingPoint, loadFlow } from '../electric/load-flow.ts';
import { motorDipPercent } from '../electric/motor-dip.ts';
import type { RadialNetwork } from '../electric/radial-network.ts';
import { singlePhaseDropPu } from '../electric/single-phase-drop.ts';
import type { Receiving } from '../electric/transfer/problem.ts';
import {
  type VoltageLimits,
  type WorstVoltage,
  limitsFor,
  voltageLimits,
  worstVoltage,
} from '../electric/voltage-limits.ts';
import type { Ckva } from '../model/capacity-rules.ts';
import type { ElectricalRules } from '../model/electrical-rules.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { BASE_KVA, type FeederNetwork, FeederNetworks } from './feeder-network.ts';
import { reinforcedNetwork } from './reinforced-network.ts';
import { typicalTransformer } from './typical-transformer.ts';

/** A new load at the far end of an element, or at the end of what is built from there. */
export interface NewLoad extends Building {
  readonly element: number;
  readonly kva: number;
  readonly cosPhi: number;
  readonly largestMotorKw: number | null;
  /** Between one phase and neutral, 220 V; absent = over three. */
  readonly singlePhase?: boolean;
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

/** The voltage of a single-phase customer, and what it drops on its own phase beyond a balanced load, pu. */
interface OnePhase extends WorstVoltage {
  readonly drop: number;
  /** Of it, on the lines. */
  readonly lineDrop: number;
}

export type { NewBranch };

/** A feeder with what a plan builds in it. */
interface Shaped {
  readonly network: RadialNetwork;
  readonly limits: VoltageLimits;
  /** Element at whose far end a node stands; -1 = new. */
  readonly elementOf: (node: number) => number;
  /** Where the supply is taken, and where the customer stands. */
  readonly source: number;
  readonly customer: number;
  readonly typical: boolean;
}

interface Point extends OperatingPoint {
  readonly zip: null;
}

const pointFor = (size: number): Point => ({
  sourcePu: new Float64Array(size),
  kw: new Float64Array(size),
  kvar: new Float64Array(size),
  zip: null,
});

/** Nodes of networks kept per thread, about 200 bytes each: the feeders and low-voltage networks of a county. */
const KEPT_NODES = 200_000;

/** The same of feeders as switchings would leave them. */
const KEPT_SWITCHED = 100_000;

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
  readonly #networks: FeederNetworks;
  readonly #studies = new Map<string, FeederNetwork | null>();
  readonly #switched = new Map<Receiving, FeederNetwork | null>();
  /** By power factor: what is known of a feeder before anything is added. */
  readonly #bare = new WeakMap<FeederNetwork, Map<number, StudyResult | 'collapse'>>();
  #keptNodes = 0;
  #keptSwitched = 0;
  #ledgerVersion = -1;
  readonly #grown = new GrownNetwork();
  #limits = limitsFor(256);
  #point = pointFor(256);
  #state = new LoadFlowState(256);
  #flows = new BranchFlows(256);

  constructor(snapshot: Snapshot, rules: ElectricalRules) {
    this.#snapshot = snapshot;
    this.#rules = rules;
    this.#networks = new FeederNetworks(snapshot, rules);
  }

  /**
   * @returns `null` when the place hangs on no feeder, or a line's impedance is unknown; `'collapse'` when the load
   *   flow finds no rest: the feeder cannot carry the load at all.
   * @cost one load flow per season, O(feeder · turns); the network is built once.
   */
  look(load: NewLoad): StudyResult | 'collapse' | null {
    this.#refresh();
    const study = this.#studyOf(load.element);
    const node = study?.nodeOf.get(load.element);
    if (study === null || node === undefined) return null;
    return this.#alreadyLow(study, load) ?? this.#worst(study, node, load);
  }

  /**
   * The feeder as it stands where it is below a limit, or beyond what it can carry, before anything is added: more load
   * lowers every voltage of a radial feeder, so nothing that is added there can pass, unless a larger transformer is built
   * first: a rebuilt line keeps its impedance. `null` = it is not.
   */
  #alreadyLow(
    study: FeederNetwork,
    { element, cosPhi, reinforced }: NewLoad,
  ): StudyResult | 'collapse' | null {
    for (const raised of reinforced?.keys() ?? [])
      if (this.#snapshot.elementKind(raised) === 'distribution-transformer') return null;
    const bare = this.#bareOf(study, element, cosPhi);
    return bare === 'collapse' || (bare.marginPu < 0 && bare.minVoltagePu < 1) ? bare : null;
  }

  /** A feeder without anything added. */
  #bareOf(study: FeederNetwork, element: number, cosPhi: number): StudyResult | 'collapse' {
    const known = this.#bare.get(study) ?? new Map<number, StudyResult | 'collapse'>();
    this.#bare.set(study, known);
    const bare =
      known.get(cosPhi) ?? this.#worst(study, 0, { element, cosPhi, kva: 0, largestMotorKw: null });
    known.set(cosPhi, bare);
    return bare;
  }

  /**
   * The same for a feeder as a switching would leave it, with the new load where that would hang. A load that the feeder
   * does not feed then is left out.
   *
   * @returns `null` when the impedance of a line or tie is unknown.
   * @cost one load flow per season, O(feeder and what moves); the network is kept as long as the same object asks.
   */
  lookSwitched(receiving: Receiving, load: NewLoad): StudyResult | 'collapse' | null {
    this.#refresh();
    const study = this.#switchedBy(receiving);
    if (study === null) return null;
    const node = study.nodeOf.get(load.element);
    return node === undefined
      ? this.#bareOf(study, load.element, load.cosPhi)
      : this.#worst(study, node, load);
  }

  #switchedBy(receiving: Receiving): FeederNetwork | null {
    const known = this.#switched.get(receiving);
    if (known !== undefined) return known;
    const study = this.#networks.switched(receiving);
    this.#switched.set(receiving, study);
    this.#keptSwitched += study?.network.size ?? 0;
    for (const [oldest, kept] of this.#switched) {
      if (this.#keptSwitched <= KEPT_SWITCHED) break;
      this.#switched.delete(oldest);
      this.#keptSwitched -= kept?.network.size ?? 0;
    }
    return study;
  }

  #worst(study: FeederNetwork, node: number, load: NewLoad): StudyResult | 'collapse' {
    const shaped = this.#shape(study, node, load);
    let worst: StudyResult | null = null;
    for (const kva of study.kva) {
      const result = this.#flow(shaped, kva, load);
      if (result === 'collapse') return result;
      const most: number = Math.max(result.maxLoadingPercent, worst?.maxLoadingPercent ?? 0);
      worst = {
        ...(worst === null || result.marginPu < worst.marginPu ? result : worst),
        maxLoadingPercent: most,
      };
    }
    return worst ?? 'collapse';
  }

  /** The feeder with what the plan builds in it, and with what works on it raise. */
  #shape(study: FeederNetwork, node: number, load: NewLoad): Shaped {
    const grown = this.#grown;
    grown.grow(study.network, node, load);
    const { network, size, source, customer } = grown;
    this.#reserve(size);
    const elementOf = (i: number): number => study.elements[grown.origin(i)] ?? -1;
    const { ratingCkva } = this.#snapshot.columns;
    const { reinforced } = load;
    return {
      network:
        reinforced === undefined
          ? network
          : reinforcedNetwork(
              network,
              Int32Array.from({ length: size }, (_, i) => elementOf(i)),
              reinforced,
              ratingCkva,
            ),
      limits: voltageLimits(network, this.#rules.voltageBands.bands, this.#limits),
      elementOf,
      source,
      customer,
      typical: study.typical,
    };
  }

  /** Forgets the loads that were read before the ledger moved. */
  #refresh(): void {
    const { ledgerVersion } = this.#snapshot;
    if (ledgerVersion !== this.#ledgerVersion) {
      this.#studies.clear();
      this.#switched.clear();
      this.#keptNodes = this.#keptSwitched = 0;
    }
    this.#ledgerVersion = ledgerVersion;
  }

  #flow(shaped: Shaped, existing: Float64Array, load: NewLoad): StudyResult | 'collapse' {
    const { network, limits, customer, source, typical } = shaped;
    const outcome = loadFlow(network, this.#pointOf(shaped, existing, load), this.#state);
    const balanced = worstVoltage(network, this.#state, limits);
    if (!outcome.converged || balanced === null) return 'collapse';
    const { loadingPercent } = branchFlows(network, this.#state, this.#flows);
    const voltage = (i: number): number => this.#state.voltagePu(i);
    let most = 0;
    // An unknown rating makes a loading that is no number: no more than any.
    for (let i = 1; i < network.size; i++) if ((loadingPercent[i] ?? 0) > most) most = loadingPercent[i] ?? 0;
    const endPu = voltage(customer);
    const onePhase = load.singlePhase === true ? this.#onePhase(shaped, endPu, load) : null;
    const lowest = onePhase !== null && onePhase.marginPu < balanced.marginPu ? onePhase : balanced;
    const low = lowSide(network, customer);
    const element = shaped.elementOf(lowest.node);
    return {
      minVoltagePu: lowest.voltagePu,
      minVoltageElement: element < 0 ? load.element : element,
      marginPu: lowest.marginPu,
      dropPercent: 100 * (voltage(0) - endPu + (onePhase?.drop ?? 0)),
      lowDropPercent: low < 0 ? null : 100 * (voltage(low) - endPu + (onePhase?.lineDrop ?? 0)),
      typical,
      maxLoadingPercent: most,
      ...this.#faults(network, source, this.#busFaultKa(shaped.elementOf(0)), load),
    };
  }

  /** The loads of a feeder and the new one, all of its power factor. */
  #pointOf({ network, customer }: Shaped, existing: Float64Array, { kva, cosPhi }: NewLoad): OperatingPoint {
    const { kw, kvar, sourcePu } = this.#point;
    const tan = Math.sqrt(1 / cosPhi ** 2 - 1);
    this.#grown.place(existing, kw);
    kw[customer] = (kw[customer] ?? 0) + kva;
    for (let i = 0; i < network.size; i++) {
      kw[i] = (kw[i] ?? 0) * cosPhi;
      kvar[i] = (kw[i] ?? 0) * tan;
    }
    sourcePu[0] = this.#rules.busbarVoltagePu.value;
    return this.#point;
  }

  /** The voltage of a single-phase customer's own phase against its band: balanced less its own drop and the unbalance. */
  #onePhase({ network, customer }: Shaped, balancedPu: number, load: NewLoad): OnePhase {
    const { factors, unbalancePu, nominalKv, low, high } = this.#rules.singlePhase;
    const own = load.kva / BASE_KVA;
    const power = { p: own * load.cosPhi, q: own * Math.sqrt(1 - load.cosPhi ** 2) };
    const drop = singlePhaseDropPu(network, customer, power, factors);
    const lineDrop = singlePhaseDropPu(network, customer, power, { ...factors, transformer: 1 });
    const voltagePu = balancedPu - drop - unbalancePu;
    const ofBase = (Math.sqrt(3) * nominalKv) / (network.baseKv[customer] ?? NaN);
    return {
      node: customer,
      voltagePu,
      drop,
      lineDrop,
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

  /** The greatest fault level meets the equipment, the least one makes the deepest dip. */
  #faults(
    network: RadialNetwork,
    node: number,
    strength: number,
    load: NewLoad,
  ): Pick<StudyResult, 'faultLevelKa' | 'motorDipPercent'> {
    const { voltageFactors, sourceROverX, motorStart } = this.#rules;
    if (Number.isNaN(strength)) return { faultLevelKa: null, motorDipPercent: null };
    const at = (factors: FaultCase['voltageFactors'], correctTransformers: boolean): FaultCase => ({
      sources: [{ node: 0, faultLevelKa: strength, rOverX: sourceROverX.value }],
      voltageFactors: factors,
      correctTransformers,
    });
    const greatest = at(voltageFactors.greatest, true);
    const least = at(voltageFactors.least, false);
    const level = faultLevelKa(network, greatest, feedingImpedance(network, greatest, node), node);
    const motor = load.largestMotorKw === null ? null : { ...motorStart, ratedKw: load.largestMotorKw };
    const dip =
      motor === null ? NaN : motorDipPercent(motor, feedingImpedance(network, least, node), BASE_KVA);
    return { faultLevelKa: known(level), motorDipPercent: known(dip) };
  }

  #busFaultKa(element: number): number {
    const { elementParent, busFaultKa } = this.#snapshot.columns;
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
      if (this.#snapshot.elementKind(e) === 'busbar') return busFaultKa[e] || NaN;
    }
    return NaN;
  }

  #studyOf(element: number): FeederNetwork | null {
    const { elementFeeder, feederElement } = this.#snapshot.columns;
    const feeder = elementFeeder[element] ?? -1;
    const onBusbar = feeder < 0 && this.#snapshot.elementKind(element) === 'busbar';
    if (feeder < 0 && !onBusbar) return null;
    const transformer = this.#transformerAbove(element);
    const key = onBusbar ? `busbar ${element}` : `${feeder}/${transformer}`;
    const kept = this.#studies.get(key);
    if (kept !== undefined) {
      // The one used last stands at the end.
      this.#studies.delete(key);
      this.#studies.set(key, kept);
      return kept;
    }
    const study = onBusbar
      ? this.#networks.newOutlet(element)
      : this.#networks.asItStands(feederElement[feeder] ?? -1, transformer);
    this.#studies.set(key, study);
    this.#keptNodes += study?.network.size ?? 0;
    this.#dropOldest();
    return study;
  }

  #dropOldest(): void {
    for (const [key, study] of this.#studies) {
      if (this.#keptNodes <= KEPT_NODES) return;
      this.#studies.delete(key);
      this.#keptNodes -= study?.network.size ?? 0;
    }
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

  #reserve(size: number): void {
    if (this.#state.capacity >= size) return;
    this.#state = new LoadFlowState(2 * size);
    this.#flows = new BranchFlows(2 * size);
    this.#point = pointFor(2 * size);
    this.#limits = limitsFor(2 * size);
  }
}

/** Low-voltage side of the transformer above a place; -1 at medium voltage. */
function lowSide(network: RadialNetwork, customer: number): number {
  for (let i = customer; i >= 0; i = network.parent[i] ?? -1) if ((network.nameplateX[i] ?? 0) > 0) return i;
  return -1;
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
