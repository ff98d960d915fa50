import { BranchFlows, branchFlows } from '../electric/branch-flows.ts';
import { feedingImpedance, faultLevelKa, type FaultCase } from '../electric/fault-level.ts';
import { LoadFlowState, loadFlow } from '../electric/load-flow.ts';
import { motorDipPercent } from '../electric/motor-dip.ts';
import type { RadialNetwork } from '../electric/radial-network.ts';
import type { Receiving } from '../electric/transfer/problem.ts';
import { worstVoltage } from '../electric/voltage-limits.ts';
import type { ElectricalRules } from '../model/electrical-rules.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { BASE_KVA, type FeederNetwork, FeederNetworks } from './feeder-network.ts';

/** A new load at the far end of an element. */
export interface NewLoad {
  readonly element: number;
  readonly kva: number;
  readonly cosPhi: number;
  readonly largestMotorKw: number | null;
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
  readonly #networks: FeederNetworks;
  readonly #studies = new Map<string, FeederNetwork | null>();
  #ledgerVersion = -1;
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
    return study === null || node === undefined ? null : this.#worst(study, node, load);
  }

  /**
   * The same for a feeder as a switching would leave it, with the new load where that would hang; medium voltage only.
   * A load that the feeder does not feed then is left out.
   *
   * @returns `null` when the impedance of a line or tie is unknown.
   * @cost one network and one load flow per season, O(feeder and what moves).
   */
  lookSwitched(receiving: Receiving, load: NewLoad): StudyResult | 'collapse' | null {
    const study = this.#networks.switched(receiving);
    if (study === null) return null;
    const node = study.nodeOf.get(load.element);
    return this.#worst(study, node ?? 0, node === undefined ? { ...load, kva: 0 } : load);
  }

  #worst(study: FeederNetwork, node: number, load: NewLoad): StudyResult | 'collapse' {
    this.#reserve(study.network.size);
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
    return worst ?? 'collapse';
  }

  /** Forgets the loads that were read before the ledger moved. */
  #refresh(): void {
    const { ledgerVersion } = this.#snapshot;
    if (ledgerVersion !== this.#ledgerVersion) this.#studies.clear();
    this.#ledgerVersion = ledgerVersion;
  }

  #flow(study: FeederNetwork, node: number, existing: Float64Array, load: NewLoad): StudyResult | 'collapse' {
    const { network, elements, limits } = study;
    const tan = Math.sqrt(1 / load.cosPhi ** 2 - 1);
    const promised = this.#networks.promisedKva(study);
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
      ...this.#faults(network, node, this.#busFaultKa(elements[0] ?? -1), load),
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

  #studyOf(element: number): FeederNetwork | null {
    const { elementFeeder, feederElement } = this.#snapshot.columns;
    const feeder = elementFeeder[element] ?? -1;
    if (feeder < 0) return null;
    const transformer = this.#transformerAbove(element);
    const key = `${feeder}/${transformer}`;
    const kept = this.#studies.get(key);
    if (kept !== undefined) return kept;
    const study = this.#networks.asItStands(feederElement[feeder] ?? -1, transformer);
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

  #reserve(size: number): void {
    if (this.#state.capacity >= size) return;
    this.#state = new LoadFlowState(2 * size);
    this.#flows = new BranchFlows(2 * size);
  }
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
