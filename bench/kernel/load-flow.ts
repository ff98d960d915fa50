/**
 * Time and memory of one full load flow (voltages, then currents, losses and loading of every branch) by feeder size,
 * beside the same sweep on plain objects in the same run. Prints a markdown table.
 *
 *   npx tsx bench/kernel/load-flow.ts
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BranchFlows, branchFlows } from '../../src/electric/branch-flows.ts';
import { LOAD_FLOW_OPTIONS, loadFlow, LoadFlowState } from '../../src/electric/load-flow.ts';
import { rootGrid } from '../../test/support/electric-grid.ts';
import { objectSweep, sweepNodes } from '../../test/support/reference/object-sweep.ts';
import { randomFeeder } from './random-feeder.ts';

const SIZES = process.argv.includes('--quick') ? [100, 1000] : [100, 300, 1000, 3000, 10_000];
const REPEATS = 10;
const RUNS_FOR_MEMORY = 10_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

interface Timing {
  readonly least: number;
  readonly mean: number;
  readonly deviation: number;
}

/** ms per call over ten repeats after a warm-up; each repeat runs for about 100 ms. */
function time(act: () => void): Timing {
  const until = performance.now() + 300;
  let warm = 0;
  while (performance.now() < until) {
    act();
    warm++;
  }
  const calls = Math.max(1, Math.round(warm / 3));
  const repeats = Array.from({ length: REPEATS }, () => {
    const from = performance.now();
    for (let i = 0; i < calls; i++) act();
    return (performance.now() - from) / calls;
  });
  const mean = repeats.reduce((a, b) => a + b, 0) / REPEATS;
  const deviation = Math.sqrt(repeats.reduce((a, b) => a + (b - mean) ** 2, 0) / (REPEATS - 1));
  return { least: Math.min(...repeats), mean, deviation };
}

/** Bytes on the heap per call, over many calls without a collection in between where there is little garbage. */
function bytesPerCall(act: () => void, calls: number): number {
  for (let i = 0; i < 10; i++) act();
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < calls; i++) act();
  return (process.memoryUsage().heapUsed - before) / calls;
}

const ms = (value: number): string => value.toFixed(4);
const shown = ({ least, mean, deviation }: Timing): string => `${ms(least)} | ${ms(mean)} ± ${ms(deviation)}`;

console.log(
  '| nodes | turns | lowest pu | kernel min ms | kernel mean ± sd ms | bytes per run | objects min ms | objects mean ± sd ms | objects ÷ kernel |',
);
console.log('|---:|---:|---:|---:|---:|---:|---:|---:|---:|');
for (const size of SIZES) {
  const grid = randomFeeder(20261120, size);
  const rooted = rootGrid(grid);
  const { network, point } = rooted;
  const state = new LoadFlowState(size);
  const flows = new BranchFlows(size);
  const kernel = (): void => {
    loadFlow(network, point, state);
    branchFlows(network, state, flows);
  };
  const root = sweepNodes(grid, rooted);
  const objects = (): void => void objectSweep(root, 1.02, LOAD_FLOW_OPTIONS.tolerancePu);
  const fast = time(kernel);
  const plain = time(objects);
  let lowest = Infinity;
  for (let i = 0; i < size; i++) lowest = Math.min(lowest, Math.hypot(state.vRe[i]!, state.vIm[i]!));
  let apart = 0;
  const compare = (node: typeof root): void => {
    const i = rooted.indexOf.get(node.id)!;
    const { re, im } = node.voltage;
    apart = Math.max(apart, Math.hypot(re / node.kv - state.vRe[i]!, im / node.kv - state.vIm[i]!));
    for (const child of node.children) compare(child);
  };
  compare(root);
  if (!state.outcome.converged || apart > 1e-8)
    throw new Error(`the twins differ by ${apart} pu at ${size} nodes`);
  const bytes = bytesPerCall(kernel, Math.max(100, Math.round(RUNS_FOR_MEMORY * Math.min(1, 1000 / size))));
  const ratio = plain.mean / fast.mean;
  console.log(
    `| ${size} | ${state.outcome.iterations} | ${lowest.toFixed(4)} | ${shown(fast)} | ${bytes.toFixed(1)} | ${shown(plain)} | ${ratio.toFixed(1)} |`,
  );
}
