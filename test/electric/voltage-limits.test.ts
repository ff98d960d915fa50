import { expect, test } from 'vitest';
import { voltageLimits, worstVoltage } from '../../src/electric/voltage-limits.ts';
import { electricDefaults } from '../support/electric-defaults.ts';
import type { ElectricGrid } from '../support/electric-grid.ts';
import { solveGrid } from '../support/solve-grid.ts';

const { bands } = electricDefaults.voltageBands;

/** 10 kV busbar, 2 km of line, a transformer, and what it feeds. */
const grid = (kw: number, sourcePu = 1, upperKv = 10): ElectricGrid => ({
  nodes: [
    { id: 'bus', kv: upperKv },
    { id: 'pole', kv: upperKv },
    { id: 'lv', kv: 0.4 },
  ],
  sources: [{ node: 'bus', pu: sourcePu }],
  branches: [
    {
      ...{ id: 'line', from: 'bus', to: 'pole' },
      data: {
        kind: 'line',
        lengthKm: 2,
        rOhmPerKm: 0.3,
        xOhmPerKm: 0.35,
        bUsPerKm: 0,
        gUsPerKm: 0,
        ratingA: 0,
      },
    },
    {
      ...{ id: 't', from: 'pole', to: 'lv' },
      data: {
        ...{ kind: 'transformer', ratedKva: 400, hvKv: upperKv, lvKv: 0.4, ukPercent: 4, pkKw: 4.5 },
        ...{ p0Kw: 0, i0Percent: 0, tapPu: 1 },
      },
    },
  ],
  loads: [{ node: 'lv', kw, kvar: kw / 2 }],
});

test('limits hold against the nominal voltage, not against the base: 0.93 · 0.38 kV on a base of 0.4 kV', () => {
  const { network } = solveGrid(grid(0));
  const limits = voltageLimits(network, bands);
  expect([...limits.low]).toEqual([0.93, 0.93, (0.93 * 0.38) / 0.4]);
  expect([...limits.high]).toEqual([1.07, 1.07, (1.07 * 0.38) / 0.4]);
});

test('names the node with the least margin: near the upper limit without load, beyond the lower one with too much', () => {
  const worst = (one: ElectricGrid) => {
    const { network, state, nodeIds, pu } = solveGrid(one);
    const found = worstVoltage(network, state, voltageLimits(network, bands))!;
    expect(found.voltagePu).toBe(pu(nodeIds[found.node]!));
    return { at: nodeIds[found.node], marginPu: found.marginPu };
  };
  // 1 pu of 0.4 kV is 1.0526 of 0.38 kV.
  expect(worst(grid(0))).toEqual({ at: 'lv', marginPu: (1.07 * 0.38) / 0.4 - 1 });
  expect(worst(grid(0, 1.03)).marginPu).toBeLessThan(0);
  const loaded = worst(grid(1200));
  expect(loaded.at).toBe('lv');
  expect(loaded.marginPu).toBeLessThan(0);
  expect(worst(grid(200)).marginPu).toBeGreaterThan(0);
});

test('nodes of a voltage without a band have no limits', () => {
  const { network, state } = solveGrid(grid(0, 1, 35));
  const limits = voltageLimits(network, bands);
  expect([limits.low[0], limits.high[1]]).toEqual([NaN, NaN]);
  expect(worstVoltage(network, state, limits)!.node).toBe(2);
  expect(worstVoltage(network, state, voltageLimits(network, []))).toBeNull();
});
