import { expect, test } from 'vitest';
import type { Branch, Line } from '../../src/electric/branch.ts';
import { type Building, GrownNetwork } from '../../src/electric/grown-network.ts';
import { LoadFlowState, loadFlow } from '../../src/electric/load-flow.ts';
import type { RadialNetwork } from '../../src/electric/radial-network.ts';
import { singlePhaseDropPu } from '../../src/electric/single-phase-drop.ts';
import { toPerUnit } from '../../src/electric/to-per-unit.ts';

const line = (lengthKm: number): Line => ({
  kind: 'line',
  lengthKm,
  ...{ rOhmPerKm: 0.2, xOhmPerKm: 0.35, bUsPerKm: 90, gUsPerKm: 0, ratingA: 300 },
});
const unit: Branch = {
  kind: 'transformer',
  ...{ ratedKva: 400, hvKv: 10, lvKv: 0.4, ukPercent: 4, pkKw: 4.5, p0Kw: 0.4, i0Percent: 0.5, tapPu: 1 },
  fedFrom: 'hv',
};
const columns = (network: RadialNetwork) => {
  const { size, baseKva, ...rest } = network;
  return {
    size,
    baseKva,
    ...Object.fromEntries(Object.entries(rest).map(([k, v]) => [k, Array.from(v.subarray(0, size))])),
  };
};
const voltages = (network: RadialNetwork, kw: number[]): number[] => {
  const state = new LoadFlowState(network.size);
  const point = {
    sourcePu: new Float64Array(network.size).fill(1),
    kw: Float64Array.from(kw),
    kvar: Float64Array.from(kw, (value) => value / 3),
    zip: null,
  };
  expect(loadFlow(network, point, state).converged).toBe(true);
  return Array.from({ length: network.size }, (_, i) => Math.hypot(state.vRe[i]!, state.vIm[i]!));
};

//  0 ──2 km── 1 ──3 km── 2
//             └──1 km── 3
const TREE = toPerUnit(
  [
    { parent: -1, kv: 10, branch: null },
    { parent: 0, kv: 10, branch: line(2) },
    { parent: 1, kv: 10, branch: line(3) },
    { parent: 1, kv: 10, branch: line(1) },
  ],
  1000,
);

const grow = (node: number, building: Building): RadialNetwork => {
  const grown = new GrownNetwork();
  // Whatever was looked at before must not show.
  grown.grow(TREE, 3, {
    cutAt: 0.3,
    via: [
      { kv: 10, branch: line(9) },
      { kv: 0.4, branch: unit },
    ],
  });
  grown.grow(TREE, node, building);
  return grown.network;
};

test('appended branches are those of a network built whole', () => {
  const whole = toPerUnit(
    [
      { parent: -1, kv: 10, branch: null },
      { parent: 0, kv: 10, branch: line(2) },
      { parent: 1, kv: 10, branch: line(3) },
      { parent: 1, kv: 10, branch: line(1) },
      { parent: 2, kv: 10, branch: line(0.5) },
      { parent: 4, kv: 0.4, branch: unit },
    ],
    1000,
  );
  const grown = grow(2, {
    via: [
      { kv: 10, branch: line(0.5) },
      { kv: 0.4, branch: unit },
    ],
  });
  expect(columns(grown)).toEqual(columns(whole));
});

test('a split line carries what the whole one did: every voltage stays, and the new one lies between', () => {
  const before = voltages(TREE, [0, 300, 900, 200]);
  for (const share of [0, 0.25, 1]) {
    // The charging of a π section stands at its ends: cut in two it stands a little elsewhere, a part in ten million.
    const after = voltages(grow(1, { cutAt: share }), [0, 0, 300, 900, 200]);
    [after[0]!, after[2]!, after[3]!, after[4]!].forEach((value, i) => {
      expect(value).toBeCloseTo(before[i]!, 6);
    });
    expect(after[1]).toBeLessThanOrEqual(before[0]! + 1e-12);
    expect(after[1]).toBeGreaterThanOrEqual(before[1]! - 1e-6);
  }
});

test('a load in the middle of a line is that of two lines built so', () => {
  const built = toPerUnit(
    [
      { parent: -1, kv: 10, branch: null },
      { parent: 0, kv: 10, branch: line(2) },
      { parent: 1, kv: 10, branch: line(1.2) },
      { parent: 2, kv: 10, branch: line(1.8) },
      { parent: 1, kv: 10, branch: line(1) },
    ],
    1000,
  );
  const [cut, whole] = [
    voltages(grow(2, { cutAt: 0.4 }), [0, 300, 700, 900, 200]),
    voltages(built, [0, 300, 700, 900, 200]),
  ];
  cut.forEach((value, i) => {
    expect(value).toBeCloseTo(whole[i]!, 9);
  });
});

test('one phase drops six times as much on a line and three times in a transformer, worked by hand', () => {
  const network = toPerUnit(
    [
      { parent: -1, kv: 10, branch: null },
      { parent: 0, kv: 10, branch: line(2) },
      { parent: 1, kv: 0.4, branch: unit },
      { parent: 2, kv: 0.4, branch: { ...line(0.1), rOhmPerKm: 0.3, xOhmPerKm: 0.08 } },
    ],
    1000,
  );
  // 8 kW, no kvar. Line: R = 0.03 Ω; 230.9 V to neutral, 34.64 A: there and back 2.078 V = 0.9 %; balanced 0.15 %.
  const ofLine = (2 * 0.03 * (8000 / 230.94)) / 230.94 - (0.03 * 8) / (0.16 * 1000);
  // Transformer: pk/S² · P for one phase three times: (3 − 1) · 4.5/400 · 8/400.
  const ofUnit = 2 * (4.5 / 400) * (8 / 400);
  const drop = singlePhaseDropPu(network, 3, { p: 0.008, q: 0 }, { line: 6, transformer: 3 });
  expect(drop).toBeCloseTo(ofLine + ofUnit, 5);
});

test('columns follow the nodes: what is new has nothing, and every node knows where it came from', () => {
  const grown = new GrownNetwork();
  const load = Float64Array.of(1, 2, 3, 4);
  const placed = (building: Building): unknown => {
    grown.grow(TREE, 1, building);
    const into = new Float64Array(9).fill(7);
    grown.place(load, into);
    const origins = Array.from({ length: grown.size }, (_, i) => grown.origin(i));
    return [Array.from(into.subarray(0, grown.size)), origins, grown.source, grown.customer];
  };
  const via = [{ kv: 10, branch: line(0.5) }];
  expect(placed({})).toEqual([[1, 2, 3, 4], [0, 1, 2, 3], 1, 1]);
  expect(placed({ via })).toEqual([[1, 2, 3, 4, 0], [0, 1, 2, 3, -1], 1, 4]);
  expect(placed({ cutAt: 0.5, via })).toEqual([[1, 0, 2, 3, 4, 0], [0, -1, 1, 2, 3, -1], 1, 5]);
});
