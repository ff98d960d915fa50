import { BranchFlows, branchFlows } from '../../src/electric/branch-flows.ts';
import { loadFlow, LoadFlowState, type LoadFlowOptions } from '../../src/electric/load-flow.ts';
import { rootGrid, type ElectricGrid, type RootedGrid } from './electric-grid.ts';

export interface SolvedGrid extends RootedGrid {
  readonly state: LoadFlowState;
  readonly flows: BranchFlows;
  /** Voltage of a node, pu. */
  readonly pu: (node: string) => number;
}

/** Runs the kernel on a grid with buffers of its own; whether it converged stands in `state.outcome`. */
export function solveGrid(grid: ElectricGrid, baseKva = 1000, options?: LoadFlowOptions): SolvedGrid {
  const rooted = rootGrid(grid, baseKva);
  const { network, point, indexOf } = rooted;
  const state = new LoadFlowState(network.size);
  loadFlow(network, point, state, options);
  const flows = branchFlows(network, state, new BranchFlows(network.size));
  const pu = (node: string): number => {
    const i = indexOf.get(node)!;
    return Math.hypot(state.vRe[i]!, state.vIm[i]!);
  };
  return { ...rooted, state, flows, pu };
}
