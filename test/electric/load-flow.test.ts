import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BranchFlows, branchFlows } from '../../src/electric/branch-flows.ts';
import { LOAD_FLOW_OPTIONS, loadFlow, LoadFlowState } from '../../src/electric/load-flow.ts';
import { toPerUnit } from '../../src/electric/to-per-unit.ts';
import { rootGrid, type ElectricGrid } from '../support/electric-grid.ts';
import { randomElectricGrid, shuffledElectricGrid } from '../support/random-electric-grid.ts';
import { newtonLoadFlow } from '../support/reference/newton-load-flow.ts';
import { solveGrid } from '../support/solve-grid.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const SEED = 20261120;
const anyGrid = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 2, max: most }))
    .map(([seed, size]) => randomElectricGrid(seed, size));

/** One line of 1 km from a source at 1 pu. */
const twoBus = (kw: number, ratingA = 0): ElectricGrid => ({
  nodes: [
    { id: 'a', kv: 10 },
    { id: 'b', kv: 10 },
  ],
  sources: [{ node: 'a', pu: 1 }],
  branches: [
    {
      id: 'ab',
      from: 'a',
      to: 'b',
      data: { kind: 'line', lengthKm: 1, rOhmPerKm: 1, xOhmPerKm: 1, bUsPerKm: 0, gUsPerKm: 0, ratingA },
    },
  ],
  loads: [{ node: 'b', kw, kvar: 0 }],
});

describe('load flow on random trees', () => {
  test('agrees with a dense Newton solution in kV', () => {
    let largest = 0;
    fc.assert(
      fc.property(anyGrid(24), (grid) => {
        const exact = newtonLoadFlow(grid);
        expect(exact).not.toBeNull();
        const { state, indexOf } = solveGrid(grid);
        expect(state.outcome.converged).toBe(true);
        for (const [node, { re, im }] of exact!) {
          const i = indexOf.get(node)!;
          const error = Math.hypot(state.vRe[i]! - re, state.vIm[i]! - im);
          largest = Math.max(largest, error);
          expect(error).toBeLessThan(2e-9);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
    console.info(`largest difference from Newton: ${largest.toExponential(1)} pu`);
  });

  test('keeps power at every node: in from above = load + out below, and source = load + losses', () => {
    fc.assert(
      fc.property(anyGrid(60), (grid) => {
        const { network, point, state, flows, pu, nodeIds } = solveGrid(grid);
        const rest = { kw: new Float64Array(network.size), kvar: new Float64Array(network.size) };
        let [loadKw, loadKvar] = [0, 0];
        for (let i = 0; i < network.size; i++) {
          const v = pu(nodeIds[i]!);
          const [current, impedance] = [point.zip?.current[i] ?? 0, point.zip?.impedance[i] ?? 0];
          const share = 1 - current - impedance + current * v + impedance * v * v;
          loadKw += point.kw[i]! * share;
          loadKvar += point.kvar[i]! * share;
          rest.kw[i]! += flows.childKw[i]! - point.kw[i]! * share;
          rest.kvar[i]! += flows.childKvar[i]! - point.kvar[i]! * share;
          const above = network.parent[i]!;
          if (above < 0) continue;
          rest.kw[above]! -= flows.parentKw[i]!;
          rest.kvar[above]! -= flows.parentKvar[i]!;
        }
        expect(state.outcome.converged).toBe(true);
        for (const kw of [...rest.kw, ...rest.kvar]) expect(Math.abs(kw)).toBeLessThan(1e-5);
        expect(Math.abs(flows.parentKw[0]! - loadKw - flows.lossKw)).toBeLessThan(1e-5);
        expect(Math.abs(flows.parentKvar[0]! - loadKvar - flows.lossKvar)).toBeLessThan(1e-5);
        expect(flows.lossKw).toBeGreaterThan(-1e-5);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test('does not depend on the base power, nor on the order of nodes, branches and loads', () => {
    fc.assert(
      fc.property(anyGrid(40), fc.integer(), fc.constantFrom(1, 250, 100_000), (grid, seed, baseKva) => {
        const one = solveGrid(grid);
        const other = solveGrid(shuffledElectricGrid(grid, seed), baseKva);
        one.nodeIds.forEach((id, i) => {
          const j = other.indexOf.get(id)!;
          expect(Math.abs(one.pu(id) - other.pu(id))).toBeLessThan(1e-9);
          expect(Math.abs(one.flows.parentA[i]! - other.flows.parentA[j]!)).toBeLessThan(1e-5);
          expect(Math.abs(one.flows.childKw[i]! - other.flows.childKw[j]!)).toBeLessThan(1e-4);
        });
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test('twice the voltage and four times the power is the same network in per unit', () => {
    fc.assert(
      fc.property(anyGrid(40), (grid) => {
        const doubled: ElectricGrid = {
          nodes: grid.nodes.map(({ id, kv }) => ({ id, kv: 2 * kv })),
          sources: grid.sources,
          loads: grid.loads.map((load) => ({ ...load, kw: 4 * load.kw, kvar: 4 * load.kvar })),
          branches: grid.branches.map((branch) => {
            const { data } = branch;
            if (data.kind === 'line') return branch;
            const [ratedKva, hvKv, lvKv] = [4 * data.ratedKva, 2 * data.hvKv, 2 * data.lvKv];
            const [pkKw, p0Kw] = [4 * data.pkKw, 4 * data.p0Kw];
            return { ...branch, data: { ...data, ratedKva, hvKv, lvKv, pkKw, p0Kw } };
          }),
        };
        const [one, two] = [solveGrid(grid), solveGrid(doubled)];
        one.nodeIds.forEach((id, i) => {
          expect(Math.abs(one.pu(id) - two.pu(id))).toBeLessThan(1e-10);
          expect(two.flows.childA[i]).toBeCloseTo(2 * one.flows.childA[i]!, 5);
        });
        expect(two.flows.lossKw).toBeCloseTo(4 * one.flows.lossKw, 5);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test('more load draws more from the source and lowers every voltage below it, without generation or charging', () => {
    const plain = (grid: ElectricGrid, more: number): ElectricGrid => ({
      ...grid,
      branches: grid.branches.map((branch) =>
        branch.data.kind === 'line'
          ? { ...branch, data: { ...branch.data, bUsPerKm: 0, gUsPerKm: 0 } }
          : { ...branch, data: { ...branch.data, p0Kw: 0, i0Percent: 0 } },
      ),
      loads: grid.loads.map(({ node, kw, kvar }) => ({
        node,
        kw: more * Math.abs(kw),
        kvar: more * Math.abs(kvar),
      })),
    });
    fc.assert(
      fc.property(anyGrid(30), (grid) => {
        const [less, more] = [solveGrid(plain(grid, 1)), solveGrid(plain(grid, 1.3))];
        expect(more.flows.parentKw[0]).toBeGreaterThanOrEqual(less.flows.parentKw[0]!);
        for (const id of less.nodeIds) expect(more.pu(id)).toBeLessThanOrEqual(less.pu(id) + 1e-9);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

describe('load flow at its edges', () => {
  test('allocates nothing: the heap does not grow over thousands of runs', () => {
    const program = ['--expose-gc', '--import', './bench/strip-types.mjs', 'test/support/heap-growth.ts'];
    // One number on the heap per node and turn would be 16 kB a run.
    expect(Number(execFileSync(process.execPath, program, { cwd: ROOT }))).toBeLessThan(64);
  });

  test('carries the most that a line can, to within the tolerance, and names the node where more breaks down', () => {
    // U⁴ + (2·P·R − U₀²)·U² + P²·|Z|² = 0 has a solution up to P = U₀²/(2·(R + |Z|)): 20.7107 MW here.
    const most = 100_000 / (2 * (1 + Math.SQRT2));
    const options = { ...LOAD_FLOW_OPTIONS, maxIterations: 5000 };
    expect(solveGrid(twoBus(most * 0.999), 1000, options).state.outcome.converged).toBe(true);
    const { state } = solveGrid(twoBus(most * 1.01), 1000, options);
    expect(state.outcome).toMatchObject({ converged: false, worstNode: 1 });
    expect(solveGrid(twoBus(most * 100)).state.outcome.converged).toBe(false);
  });

  test('stops where a voltage is no number, and names that node', () => {
    const { network, point } = rootGrid(twoBus(100));
    const state = new LoadFlowState(2);
    const outcome = loadFlow(network, { ...point, kw: Float64Array.of(0, NaN) }, state);
    expect(outcome).toMatchObject({ converged: false, iterations: 1, worstNode: 1 });
  });

  test('leaves every node at no load at the voltage of its source', () => {
    const { state, flows } = solveGrid(twoBus(0));
    expect([...state.vRe, ...state.vIm]).toEqual([1, 1, 0, 0]);
    expect([flows.lossKw, flows.lossKvar, flows.parentKw[0]]).toEqual([0, 0, 0]);
  });

  test('solves several sources at once as it solves each alone', () => {
    const [one, two] = [randomElectricGrid(3, 12), randomElectricGrid(8, 20)];
    const renamed = (grid: ElectricGrid, mark: string): ElectricGrid => ({
      nodes: grid.nodes.map((node) => ({ ...node, id: mark + node.id })),
      sources: grid.sources.map((source) => ({ ...source, node: mark + source.node })),
      branches: grid.branches.map((b) => ({ ...b, id: mark + b.id, from: mark + b.from, to: mark + b.to })),
      loads: grid.loads.map((load) => ({ ...load, node: mark + load.node })),
    });
    const [a, b] = [renamed(one, 'a'), renamed(two, 'b')];
    const both = solveGrid({
      nodes: [...a.nodes, ...b.nodes],
      sources: [...a.sources, ...b.sources],
      branches: [...a.branches, ...b.branches],
      loads: [...a.loads, ...b.loads],
    });
    expect(both.nodeIds).toHaveLength(32);
    for (const alone of [solveGrid(a), solveGrid(b)]) {
      for (const id of alone.nodeIds) expect(Math.abs(both.pu(id) - alone.pu(id))).toBeLessThan(1e-9);
    }
  });

  test('reuses a state for a smaller network and refuses one that does not fit', () => {
    const state = new LoadFlowState(40);
    const flows = new BranchFlows(40);
    for (const [seed, size] of [
      [1, 40],
      [2, 7],
    ] as const) {
      const { network, point } = rootGrid(randomElectricGrid(seed, size));
      expect(loadFlow(network, point, state)).toBe(state.outcome);
      branchFlows(network, state, flows);
      const fresh = solveGrid(randomElectricGrid(seed, size));
      expect(state.vRe.subarray(0, size)).toEqual(fresh.state.vRe);
      expect(flows.parentKw.subarray(0, size)).toEqual(fresh.flows.parentKw);
      expect(flows.lossKw).toBe(fresh.flows.lossKw);
    }
    const { network, point } = rootGrid(randomElectricGrid(3, 41));
    expect(() => loadFlow(network, point, state)).toThrow('a state for 40 nodes cannot hold a network of 41');
  });

  test('an unknown rating gives no loading; a known one its share of the current', () => {
    expect(solveGrid(twoBus(1000)).flows.loadingPercent[1]).toBeNaN();
    const { flows } = solveGrid(twoBus(1000, 100));
    expect(flows.loadingPercent[1]).toBeCloseTo(flows.childA[1]!, 12);
    expect(flows.loadingPercent[0]).toBeNaN();
  });

  test('refuses nodes that stand before their parent, and branches in the wrong place', () => {
    const line = {
      kind: 'line',
      lengthKm: 1,
      rOhmPerKm: 1,
      xOhmPerKm: 1,
      bUsPerKm: 0,
      gUsPerKm: 0,
      ratingA: 0,
    } as const;
    const source = { parent: -1, kv: 10, branch: null };
    expect(() => toPerUnit([source, { parent: 1, kv: 10, branch: line }], 1)).toThrow('node 1 with parent 1');
    expect(() => toPerUnit([source, { parent: 0, kv: 10, branch: null }], 1)).toThrow(RangeError);
    expect(() => toPerUnit([{ ...source, branch: line }], 1)).toThrow(RangeError);
  });
});
