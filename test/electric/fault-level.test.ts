import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  faultLevelKa,
  feedingImpedance,
  voltageFactor,
  type FaultCase,
} from '../../src/electric/fault-level.ts';
import { electricDefaults } from '../support/electric-defaults.ts';
import { rootGrid, type ElectricGrid } from '../support/electric-grid.ts';
import { randomElectricGrid } from '../support/random-electric-grid.ts';
import { solveDense, nodalAdmittance } from '../support/reference/newton-load-flow.ts';

const factors = electricDefaults.voltageFactors.greatest;

/** The grid as a short-circuit calculation sees it: no loads, no shunts, taps at their nominal position. */
const bare = (grid: ElectricGrid): ElectricGrid => ({
  ...grid,
  loads: [],
  branches: grid.branches.map((branch) => ({
    ...branch,
    data:
      branch.data.kind === 'line'
        ? { ...branch.data, bUsPerKm: 0, gUsPerKm: 0 }
        : { ...branch.data, p0Kw: 0, i0Percent: 0, tapPu: 1 },
  })),
});

/** |Z| at each node in Ω from the inverse of the nodal admittance matrix, the source an admittance to ground. */
function impedancesByInversion(grid: ElectricGrid, sourceOhm: { r: number; x: number }): Map<string, number> {
  const { y, names } = nodalAdmittance(grid);
  const at = names.indexOf(grid.sources[0]!.node);
  const square = sourceOhm.r ** 2 + sourceOhm.x ** 2;
  const own = y[at]![at]!;
  y[at]![at] = { re: own.re + sourceOhm.r / square, im: own.im - sourceOhm.x / square };
  const real = names.flatMap((_, i) => [
    names.flatMap((_, j) => [y[i]![j]!.re, -y[i]![j]!.im]),
    names.flatMap((_, j) => [y[i]![j]!.im, y[i]![j]!.re]),
  ]);
  return new Map(
    grid.nodes.map(({ id }, i) => {
      const unit = real.map((_, k) => (k === 2 * i ? 1 : 0));
      const v = solveDense(
        real.map((row) => [...row]),
        unit,
      );
      return [id, Math.hypot(v[2 * i]!, v[2 * i + 1]!)];
    }),
  );
}

describe('initial short-circuit current', () => {
  test('agrees with the inverted admittance matrix in Ω on random trees', () => {
    const strength = fc.tuple(
      fc.double({ min: 1, max: 40, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 2, max: 20 }),
        strength,
        (seed, size, given) => {
          const [kA, rOverX] = given;
          const grid = bare(randomElectricGrid(seed, size));
          const { network, indexOf } = rootGrid(randomElectricGrid(seed, size));
          const fault: FaultCase = {
            sources: [{ node: 0, faultLevelKa: kA, rOverX }],
            voltageFactors: factors,
            correctTransformers: false,
          };
          const kv = grid.nodes[0]!.kv;
          const ohm = (voltageFactor(factors, kv) * kv) / (Math.sqrt(3) * kA);
          const x = ohm / Math.hypot(1, rOverX);
          const exact = impedancesByInversion(grid, { r: rOverX * x, x });
          for (const { id, kv: own } of grid.nodes) {
            const expected = (voltageFactor(factors, own) * own) / (Math.sqrt(3) * exact.get(id)!);
            const node = indexOf.get(id)!;
            const found = faultLevelKa(network, fault, feedingImpedance(network, fault, node), node);
            // The kernel's π of a magnetised transformer differs from its bare impedance by z·y/4, below 0.1 %.
            expect(Math.abs(found / expected - 1)).toBeLessThan(1e-3);
          }
        },
      ),
      { seed: 20261120, numRuns: 200 },
    );
  });

  test('falls along every line; the transformer correction takes at most 4.5 % off', () => {
    const { network } = rootGrid(randomElectricGrid(7, 40));
    const plain: FaultCase = {
      sources: [{ node: 0, faultLevelKa: 20, rOverX: electricDefaults.sourceROverX.value }],
      voltageFactors: factors,
      correctTransformers: false,
    };
    const corrected = { ...plain, correctTransformers: true };
    const levels = [plain, corrected].map((fault) => {
      return Array.from({ length: network.size }, (_, i) =>
        faultLevelKa(network, fault, feedingImpedance(network, fault, i), i),
      );
    });
    const [plainKa, correctedKa] = [levels[0]!, levels[1]!];
    expect(plainKa[0]).toBeCloseTo(20, 12);
    let [lines, transformers] = [0, 0];
    for (let i = 1; i < network.size; i++) {
      const above = network.parent[i]!;
      if (network.nameplateX[i] === 0) {
        expect(plainKa[i]).toBeLessThan(plainKa[above]!);
        lines++;
      } else transformers++;
      // K_T = 0.95 · 1.1 / (1 + 0.6 · x_T) lies above 1 for x_T below 7.5 %: then less current, never more than 4.5 %.
      expect(correctedKa[i]! / plainKa[i]!).toBeGreaterThan(0.955);
    }
    expect([lines > 5, transformers > 5]).toEqual([true, true]);
  });

  test('is unknown below a source of unknown strength and above the last voltage factor, never a number', () => {
    const { network } = rootGrid(randomElectricGrid(7, 5));
    const unknown: FaultCase = { sources: [], voltageFactors: factors, correctTransformers: true };
    for (let i = 0; i < 5; i++)
      expect(faultLevelKa(network, unknown, feedingImpedance(network, unknown, i), i)).toBeNaN();
    expect(voltageFactor(factors, 110)).toBeNaN();
  });

  test('refuses a strength at a node that is no source, and one without current', () => {
    const { network } = rootGrid(randomElectricGrid(7, 5));
    const at = (node: number, kA: number): FaultCase => ({
      sources: [{ node, faultLevelKa: kA, rOverX: 0.1 }],
      voltageFactors: factors,
      correctTransformers: true,
    });
    expect(() => feedingImpedance(network, at(1, 20), 1)).toThrow('node 1 with 20 kA');
    expect(() => feedingImpedance(network, at(0, 0), 1)).toThrow(RangeError);
    expect(() => feedingImpedance(network, at(0, NaN), 1)).toThrow(RangeError);
  });
});
