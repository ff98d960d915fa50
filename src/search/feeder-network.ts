import type { Branch } from '../electric/branch.ts';
import type { RadialNetwork } from '../electric/radial-network.ts';
import { type RadialNode, toPerUnit } from '../electric/to-per-unit.ts';
import type { Receiving } from '../electric/transfer/problem.ts';
import type { ElectricalRules } from '../model/electrical-rules.ts';
import { SEASONS } from '../model/record.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { promisedOn } from '../snapshot/promised-on.ts';
import { lineBranch, tieBranch, transformerBranch } from './element-branch.ts';
import { typicalTransformer } from './typical-transformer.ts';

export const BASE_KVA = 1000;

const NO_LOAD = new Float64Array(0);

/** A feeder as a load flow wants it: nodes in per unit, with what hangs on each. */
export interface FeederNetwork {
  readonly network: RadialNetwork;
  /** Element of each node; node 0 is the outlet or busbar it is fed from. */
  readonly elements: Int32Array;
  /** Existing load per node and season with any, kVA: what adds up to the feeder's head, and what is in flight. */
  readonly kva: readonly Float64Array[];
  readonly nodeOf: ReadonlyMap<number, number>;
  /** The transformer's impedance is a typical one of its size, because the record has none. */
  readonly typical: boolean;
}

/** One more node below another. `null` = its impedance is not known. */
interface Hanging {
  readonly element: number;
  readonly parent: number;
  readonly branch: Branch | null;
}

/**
 * Makes networks of feeders: as they stand, or as they would be fed after a switching. What is in flight is read from the
 * ledger as it is then: a network is good for one ledger version.
 */
export class FeederNetworks {
  readonly #snapshot: Snapshot;
  readonly #rules: ElectricalRules;

  constructor(snapshot: Snapshot, rules: ElectricalRules) {
    this.#snapshot = snapshot;
    this.#rules = rules;
  }

  /**
   * A feeder's medium-voltage part, with the low-voltage part behind one transformer when that is looked at.
   *
   * @param transformer -1 = none. One of unknown impedance gets the typical one of its size; one of unknown rating is not
   *   gone through: its load stands before it.
   * @returns `null` when a line's impedance is unknown.
   * @cost O(feeder).
   */
  asItStands(outlet: number, transformer: number): FeederNetwork | null {
    const network = this.#build(outlet, this.#below(outlet, transformer, new Set()));
    const typical =
      network?.nodeOf.has(transformer) === true && impedanceUnknown(this.#snapshot, transformer);
    return network === null ? null : { ...network, typical };
  }

  /** A new outlet: nothing there yet but the busbar. */
  newOutlet(busbar: number): FeederNetwork {
    const kv = this.#snapshot.columns.elementKv[busbar] ?? NaN;
    const network = toPerUnit([{ parent: -1, kv, branch: null }], BASE_KVA);
    return {
      network,
      elements: Int32Array.of(busbar),
      kva: [new Float64Array(1)],
      nodeOf: new Map([[busbar, 0]]),
      typical: false,
    };
  }

  /**
   * A feeder, or what hangs on a busbar over ties, as a switching would leave it: medium voltage only. Loads that come
   * over a tie are those at the peak of the feeder they come from, in the same season.
   *
   * @returns `null` when the impedance of a line or tie is unknown.
   * @cost O(feeder and what moves).
   */
  switched({ receiver, hung, gone }: Receiving): FeederNetwork | null {
    const own = this.#snapshot.elementKind(receiver) === 'outlet' ? this.#below(receiver, -1, gone) : [];
    const moved = hung
      .filter(({ element }) => element !== receiver)
      .map(({ element, from, wire, tie }) => ({
        element,
        parent: from,
        branch: tie >= 0 ? tieBranch(this.#snapshot, tie) : lineBranch(this.#snapshot, wire),
      }));
    return this.#build(receiver, [...own, ...moved]);
  }

  /** Load promised on each node, now or later, kVA: what its element carries less what goes on below. */
  #promisedKva(nodeOf: ReadonlyMap<number, number>): Float64Array {
    const { columns } = this.#snapshot;
    const own = new Float64Array(nodeOf.size);
    for (const [element, node] of nodeOf) {
      let ckva = promisedOn(columns, element);
      for (const c of this.#children(element))
        if (this.#isWire(c) || nodeOf.has(c)) ckva -= promisedOn(columns, c);
      own[node] = Math.max(0, ckva / 100);
    }
    return own;
  }

  *#children(e: number): Generator<number> {
    const { elementEnd } = this.#snapshot.columns;
    for (let c = e + 1; c < (elementEnd[e] ?? 0); c = elementEnd[c] ?? c + 1) yield c;
  }

  #isWire(e: number): boolean {
    const kind = this.#snapshot.elementKind(e);
    return kind === 'section' || kind === 'bay' || kind === 'outlet';
  }

  /** Nodes below an outlet, parents first. */
  #below(outlet: number, transformer: number, without: ReadonlySet<number>): Hanging[] {
    const { elementParent, elementEnd } = this.#snapshot.columns;
    const found: Hanging[] = [];
    const end = elementEnd[outlet] ?? 0;
    for (let e = outlet + 1; e < end;) {
      const parent = elementParent[e] ?? -1;
      const unit = this.#snapshot.elementKind(e) === 'distribution-transformer';
      const isLeft = without.has(e) || (unit && e !== transformer);
      const branch = isLeft ? null : unit ? this.#transformer(e) : lineBranch(this.#snapshot, e);
      if (isLeft || (unit && branch === null)) {
        // What is not gone into is passed over with all below it.
        e = elementEnd[e] ?? e + 1;
        continue;
      }
      found.push({ element: e, parent, branch });
      e++;
    }
    return found;
  }

  #build(root: number, hanging: readonly Hanging[]): FeederNetwork | null {
    const { elementKv } = this.#snapshot.columns;
    const nodeOf = new Map([[root, 0]]);
    const nodes: RadialNode[] = [{ parent: -1, kv: elementKv[root] ?? NaN, branch: null }];
    for (const { element, parent, branch } of hanging) {
      if (branch === null) return null;
      nodeOf.set(element, nodes.length);
      nodes.push({ parent: nodeOf.get(parent) ?? 0, kv: elementKv[element] ?? NaN, branch });
    }
    const network = toPerUnit(nodes, BASE_KVA);
    return {
      network,
      elements: Int32Array.from(nodeOf.keys()),
      kva: this.#loads(nodeOf),
      nodeOf,
      typical: false,
    };
  }

  /** Every node carries its own element and all below it that is neither a node nor a wire. */
  #loads(nodeOf: ReadonlyMap<number, number>): Float64Array[] {
    const { columns, counts } = this.#snapshot;
    const seasons = SEASONS.map(() => new Float64Array(nodeOf.size));
    for (const [element, node] of nodeOf) {
      // A busbar carries other feeders too; its voltage is held, so nothing below it matters but what is a node.
      const end =
        this.#snapshot.elementKind(element) === 'busbar' ? element : (columns.elementEnd[element] ?? 0);
      for (let e = element; e < end;) {
        const elsewhere = e !== element && (nodeOf.has(e) || this.#isWire(e));
        for (let s = 0; s < seasons.length && !elsewhere; s++) {
          const kva = seasons[s] ?? NO_LOAD;
          kva[node] = (kva[node] ?? 0) + (columns.loadKva[s * counts.elements + e] ?? 0);
        }
        e = elsewhere ? (columns.elementEnd[e] ?? e + 1) : e + 1;
      }
    }
    const worked = seasons.filter((kva) => kva.some((value) => value > 0));
    const promised = this.#promisedKva(nodeOf);
    return (worked.length > 0 ? worked : [new Float64Array(nodeOf.size)]).map((kva) =>
      kva.map((value, i) => value + (promised[i] ?? 0)),
    );
  }

  #transformer(e: number): Branch | null {
    const { columns } = this.#snapshot;
    const t = columns.transformerOf[e] ?? -1;
    const ratedKva = (columns.ratingCkva[e] ?? -1) / 100;
    if (ratedKva <= 0 || !impedanceUnknown(this.#snapshot, e)) return transformerBranch(this.#snapshot, e);
    return {
      ...typicalTransformer(this.#rules, ratedKva),
      hvKv: columns.transformerHvKv[t] ?? NaN,
      lvKv: columns.transformerLvKv[t] ?? NaN,
      tapPu: columns.transformerTap[t] ?? 1,
    };
  }
}

const impedanceUnknown = ({ columns }: Snapshot, transformer: number): boolean =>
  Number.isNaN(columns.transformerUk[columns.transformerOf[transformer] ?? -1] ?? NaN);
