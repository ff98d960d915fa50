import type { Branch, Line, Transformer } from './branch.ts';
import type { RadialNetwork } from './radial-network.ts';

/** A node with the branch that feeds it. */
export interface RadialNode {
  /** Index of the node above, below its own; -1 for a source. */
  readonly parent: number;
  /** Base voltage, kV line to line. */
  readonly kv: number;
  /** `null` for a source. */
  readonly branch: Branch | null;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Base voltages at the two ends of a branch, kV, and the base power, kVA. */
interface Bases {
  readonly parentKv: number;
  readonly childKv: number;
  readonly kva: number;
}

function emptyNetwork(size: number, baseKva: number): Writable<RadialNetwork> {
  const column = (): Float64Array => new Float64Array(size);
  return {
    size,
    baseKva,
    parent: new Int32Array(size),
    baseKv: column(),
    r: column(),
    x: column(),
    halfG: column(),
    halfB: column(),
    gain: column(),
    nominalGain: column(),
    nameplateX: column(),
    parentRatingA: column().fill(NaN),
    childRatingA: column().fill(NaN),
  };
}

function putLine(network: RadialNetwork, i: number, line: Line, bases: Bases): void {
  const baseOhm = (1000 * bases.childKv ** 2) / bases.kva;
  network.r[i] = (line.rOhmPerKm * line.lengthKm) / baseOhm;
  network.x[i] = (line.xOhmPerKm * line.lengthKm) / baseOhm;
  network.halfG[i] = 0.5e-6 * line.gUsPerKm * line.lengthKm * baseOhm;
  network.halfB[i] = 0.5e-6 * line.bUsPerKm * line.lengthKm * baseOhm;
  network.gain[i] = network.nominalGain[i] = bases.parentKv / bases.childKv;
  if (line.ratingA > 0) network.parentRatingA[i] = network.childRatingA[i] = line.ratingA;
}

/**
 * The T of a transformer (half its impedance z on each side of the magnetising admittance y) as the π of the network:
 * star to delta gives the series branch z·(1 + z·y/4) and y/2 / (1 + z·y/4) at each end.
 */
function putTransformer(network: RadialNetwork, i: number, unit: Transformer, bases: Bases): void {
  const tappedKv = unit.hvKv * unit.tapPu;
  const [aboveKv, belowKv] = unit.fedFrom === 'hv' ? [tappedKv, unit.lvKv] : [unit.lvKv, tappedKv];
  const toBase = (bases.kva / unit.ratedKva) * (belowKv / bases.childKv) ** 2;
  const ownR = unit.pkKw / unit.ratedKva;
  const ownX = Math.sqrt(Math.max(0, (unit.ukPercent / 100) ** 2 - ownR ** 2));
  const ownG = unit.p0Kw / unit.ratedKva;
  const ownB = -Math.sqrt(Math.max(0, (unit.i0Percent / 100) ** 2 - ownG ** 2));
  // 1 + z·y/4 has no dimension: nameplate figures serve.
  const re = 1 + (ownR * ownG - ownX * ownB) / 4;
  const im = (ownR * ownB + ownX * ownG) / 4;
  const square = re * re + im * im;
  network.r[i] = (ownR * re - ownX * im) * toBase;
  network.x[i] = (ownR * im + ownX * re) * toBase;
  network.halfG[i] = (ownG * re + ownB * im) / (2 * square * toBase);
  network.halfB[i] = (ownB * re - ownG * im) / (2 * square * toBase);
  network.gain[i] = (belowKv / aboveKv) * (bases.parentKv / bases.childKv);
  network.nominalGain[i] = network.gain[i] * (unit.fedFrom === 'hv' ? unit.tapPu : 1 / unit.tapPu);
  network.nameplateX[i] = ownX;
  const hvA = unit.ratedKva / (Math.sqrt(3) * unit.hvKv);
  const lvA = unit.ratedKva / (Math.sqrt(3) * unit.lvKv);
  network.parentRatingA[i] = unit.fedFrom === 'hv' ? hvA : lvA;
  network.childRatingA[i] = unit.fedFrom === 'hv' ? lvA : hvA;
}

/**
 * Nodes with the branches that feed them as the columns of a network.
 *
 * Base current at a node is S/(√3·U), base impedance U²/S. A voltage reads the same in kV on both sides of a line, so
 * a line between two nodes of different base voltage is right too.
 *
 * @param nodes   parents first; order is kept: node i of the list is entry i.
 * @param baseKva base power, kVA; any size gives the same results in kW and A.
 * @throws RangeError when a node stands before its parent, has no branch but a parent, or a branch but none.
 * @cost O(n); allocates the columns, 92 bytes per node.
 * @source IEC 60076-1 for the T of a transformer; its tap changes the turns only, not z on the side below.
 */
export function toPerUnit(nodes: readonly RadialNode[], baseKva: number): RadialNetwork {
  const network = emptyNetwork(nodes.length, baseKva);
  nodes.forEach(({ parent, kv, branch }, i) => {
    const above = nodes[parent];
    if (parent >= i || parent < -1 || (above === undefined) !== (branch === null)) {
      throw new RangeError(
        `node ${i} with parent ${parent}: parents come first, only sources have no branch`,
      );
    }
    network.parent[i] = parent;
    network.baseKv[i] = kv;
    if (above === undefined || branch === null) return;
    const bases = { parentKv: above.kv, childKv: kv, kva: baseKva };
    if (branch.kind === 'line') putLine(network, i, branch, bases);
    else putTransformer(network, i, branch, bases);
  });
  return network;
}
