import type { Branch, Line, Transformer } from '../../src/electric/branch.ts';
import type { OperatingPoint } from '../../src/electric/load-flow.ts';
import type { RadialNetwork } from '../../src/electric/radial-network.ts';
import { toPerUnit, type RadialNode } from '../../src/electric/to-per-unit.ts';

/** A branch between two named nodes; the high-voltage side of a transformer is `from`. */
export interface GridBranch {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly data: Line | Omit<Transformer, 'fedFrom'>;
}

/** An electrical network in physical units and any order: what readers, drawings and golden cases give. */
export interface ElectricGrid {
  readonly nodes: readonly { readonly id: string; readonly kv: number }[];
  readonly sources: readonly { readonly node: string; readonly pu: number }[];
  readonly branches: readonly GridBranch[];
  readonly loads: readonly {
    readonly node: string;
    readonly kw: number;
    readonly kvar: number;
    /** Shares of constant current and impedance; left out = 0. */
    readonly current?: number;
    readonly impedance?: number;
  }[];
}

/** The grid as the kernel wants it, with the names its indices stand for. */
export interface RootedGrid {
  readonly network: RadialNetwork;
  readonly point: OperatingPoint;
  readonly nodeIds: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Branch above each node; `null` at a source. */
  readonly branchAbove: readonly (GridBranch | null)[];
  /** Sources left out because a loop hangs on them. */
  readonly looped: readonly string[];
}

interface Reached {
  readonly node: string;
  readonly parent: number;
  readonly branch: GridBranch | null;
}

/** Walks breadth first from one source; `null` when it closes a loop. */
function reach(source: string, at: ReadonlyMap<string, readonly GridBranch[]>): Reached[] | null {
  const found: Reached[] = [{ node: source, parent: -1, branch: null }];
  const seen = new Set([source]);
  for (let i = 0; i < found.length; i++) {
    const here = found[i]!;
    for (const branch of at.get(here.node) ?? []) {
      if (branch === here.branch) continue;
      const other = branch.from === here.node ? branch.to : branch.from;
      if (seen.has(other)) return null;
      seen.add(other);
      found.push({ node: other, parent: i, branch });
    }
  }
  return found;
}

/** Orders a grid from its sources down; nodes that no source feeds are left out. */
export function rootGrid(grid: ElectricGrid, baseKva = 1000): RootedGrid {
  const at = new Map<string, GridBranch[]>();
  for (const branch of grid.branches)
    for (const end of [branch.from, branch.to]) at.set(end, [...(at.get(end) ?? []), branch]);
  const kvOf = new Map(grid.nodes.map(({ id, kv }) => [id, kv]));
  const looped: string[] = [];
  const reached: Reached[] = [];
  for (const { node } of grid.sources) {
    const tree = reach(node, at);
    if (tree === null) {
      looped.push(node);
      continue;
    }
    const shift = reached.length;
    reached.push(...tree.map((one) => ({ ...one, parent: one.parent < 0 ? -1 : one.parent + shift })));
  }
  const nodes = reached.map(({ node, parent, branch }): RadialNode => {
    const data: Branch | null =
      branch === null
        ? null
        : branch.data.kind === 'line'
          ? branch.data
          : { ...branch.data, fedFrom: branch.to === node ? 'hv' : 'lv' };
    return { parent, kv: kvOf.get(node)!, branch: data };
  });
  const indexOf = new Map(reached.map(({ node }, i) => [node, i]));
  const size = nodes.length;
  const column = (): Float64Array => new Float64Array(size);
  const [sourcePu, kw, kvar, current, impedance] = [column(), column(), column(), column(), column()];
  for (const { node, pu } of grid.sources) if (indexOf.has(node)) sourcePu[indexOf.get(node)!] = pu;
  let mixed = false;
  for (const load of grid.loads) {
    const i = indexOf.get(load.node);
    if (i === undefined) continue;
    kw[i]! += load.kw;
    kvar[i]! += load.kvar;
    current[i] = load.current ?? 0;
    impedance[i] = load.impedance ?? 0;
    mixed ||= current[i] + impedance[i] > 0;
  }
  return {
    network: toPerUnit(nodes, baseKva),
    point: { sourcePu, kw, kvar, zip: mixed ? { current, impedance } : null },
    nodeIds: reached.map(({ node }) => node),
    indexOf,
    branchAbove: reached.map(({ branch }) => branch),
    looped,
  };
}
