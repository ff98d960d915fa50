/**
 * Bytes of heap per run of load flow and branch flows, on stdout: the least of some rounds, because code that is being
 * compiled anew meanwhile does allocate. A program of its own, so that nothing else has run in its process.
 *
 *   node --expose-gc --import ./bench/strip-types.mjs test/support/heap-growth.ts
 */
import { BranchFlows, branchFlows } from '../../src/electric/branch-flows.ts';
import { LoadFlowState, loadFlow } from '../../src/electric/load-flow.ts';
import { rootGrid } from './electric-grid.ts';
import { randomElectricGrid } from './random-electric-grid.ts';

const { network, point } = rootGrid(randomElectricGrid(5, 200));
const state = new LoadFlowState(200);
const flows = new BranchFlows(200);

function run(times: number): void {
  for (let i = 0; i < times; i++) {
    loadFlow(network, point, state);
    branchFlows(network, state, flows);
  }
}

run(2000);
const grown = Array.from({ length: 5 }, () => {
  globalThis.gc!();
  const before = process.memoryUsage().heapUsed;
  run(2000);
  return (process.memoryUsage().heapUsed - before) / 2000;
});
console.log(Math.min(...grown));
