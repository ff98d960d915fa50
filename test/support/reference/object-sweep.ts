import type { ElectricGrid, GridBranch, RootedGrid } from '../electric-grid.ts';
import { add, complex, conj, inverse, scaled, times, type Complex } from './complex.ts';

/**
 * The sweep as one would first write it: node objects that know their children, complex numbers as objects, recursion
 * on an explicit stack. Ω and kV of each node's own level, lines and constant power only. Twin of the kernel's speed.
 */
export interface SweepNode {
  readonly id: string;
  readonly kv: number;
  readonly children: SweepNode[];
  /** Ω. */
  readonly z: Complex;
  /** S, half of the branch's charging. */
  readonly y: Complex;
  /** MVA. */
  readonly load: Complex;
  /** kV line to line. */
  voltage: Complex;
}

/** The object graph of a grid of lines with one source. */
export function sweepNodes(grid: ElectricGrid, rooted: RootedGrid): SweepNode {
  const kvOf = new Map(grid.nodes.map(({ id, kv }) => [id, kv]));
  const make = (id: string, i: number, branch: GridBranch | null): SweepNode => {
    if (branch?.data.kind === 'transformer') throw new Error(`${branch.id}: lines only`);
    const line = branch?.data;
    const length = line?.lengthKm ?? 0;
    return {
      ...{ id, kv: kvOf.get(id)!, children: [] },
      z: complex((line?.rOhmPerKm ?? 0) * length, (line?.xOhmPerKm ?? 0) * length),
      y: complex(0.5e-6 * (line?.gUsPerKm ?? 0) * length, 0.5e-6 * (line?.bUsPerKm ?? 0) * length),
      load: complex(rooted.point.kw[i]! / 1000, rooted.point.kvar[i]! / 1000),
      voltage: complex(0),
    };
  };
  const nodes = rooted.nodeIds.map((id, i) => make(id, i, rooted.branchAbove[i] ?? null));
  nodes.forEach((node, i) => {
    const above = rooted.network.parent[i]!;
    if (above >= 0) nodes[above]!.children.push(node);
  });
  return nodes[0]!;
}

/** Sweeps until no voltage moves by more than the tolerance; returns the turns taken. */
export function objectSweep(root: SweepNode, sourcePu: number, tolerancePu: number): number {
  const visit = (node: SweepNode, act: (node: SweepNode) => void): void => {
    act(node);
    for (const child of node.children) visit(child, act);
  };
  visit(root, (node) => (node.voltage = complex(sourcePu * node.kv)));
  for (let turn = 1; turn <= 100; turn++) {
    const series = new Map<SweepNode, Complex>();
    const gather = (node: SweepNode): Complex => {
      let current = conj(times(node.load, inverse(node.voltage)));
      current = add(current, times(node.y, node.voltage));
      for (const child of node.children) {
        current = add(current, times(child.y, node.voltage));
        current = add(current, gather(child));
      }
      series.set(node, current);
      return current;
    };
    gather(root);
    let moved = 0;
    const spread = (node: SweepNode): void => {
      for (const child of node.children) {
        const drop = times(child.z, series.get(child)!);
        const voltage = add(node.voltage, scaled(drop, -1));
        const change = add(voltage, scaled(child.voltage, -1));
        moved = Math.max(moved, Math.hypot(change.re, change.im) / child.kv);
        child.voltage = voltage;
        spread(child);
      }
    };
    spread(root);
    if (moved <= tolerancePu) return turn;
  }
  throw new Error('the plain sweep found no rest');
}
