import type { ElectricGrid, GridBranch } from './electric-grid.ts';
import { seeded } from './random-grid.ts';

/**
 * A random tree with lines (overhead, cables with charging, leaky ones), transformers with taps that face either way,
 * loads of constant power, current and impedance, capacitors and generators; drops of up to some 10 %.
 */
export function randomElectricGrid(seed: number, size: number): ElectricGrid {
  const random = seeded(seed);
  const between = (low: number, high: number): number => low + random() * (high - low);
  // What hangs on low voltage, even if it is stepped up again behind it, can carry little.
  const nodes = [{ id: 'n0', kv: 10, weak: false }];
  if (random() < 0.3) nodes[0] = { id: 'n0', kv: 0.4, weak: true };
  const branches: GridBranch[] = [];
  const loads: ElectricGrid['loads'][number][] = [];
  for (let i = 1; i < size; i++) {
    const above = nodes[Math.floor(random() * i)]!;
    const id = `n${i}`;
    const high = above.kv > 1;
    if (random() < 0.25) {
      // From 10 kV down to 0.4 kV, or back up from low voltage; the rated voltages are not quite the bases.
      const hv = high ? above.id : id;
      const lv = high ? id : above.id;
      nodes.push({ id, kv: high ? 0.4 : 10, weak: true });
      const data: GridBranch['data'] = {
        ...{
          kind: 'transformer' as const,
          ratedKva: between(300, 1000),
          hvKv: between(9.8, 10.5),
          lvKv: between(0.39, 0.41),
        },
        ...{
          ukPercent: between(3, 7),
          pkKw: between(1, 8),
          p0Kw: between(0, 1.5),
          i0Percent: between(0.2, 2),
        },
        tapPu: 1 + 0.025 * Math.floor(between(-2, 3)),
      };
      branches.push({ id: `t${i}`, from: hv, to: lv, data });
    } else {
      nodes.push({ id, kv: above.kv, weak: above.weak });
      const ends = random() < 0.5 ? [above.id, id] : [id, above.id];
      const data: GridBranch['data'] = {
        ...{ kind: 'line' as const, lengthKm: high ? between(0.05, 2) : between(0.005, 0.05) },
        ...{ rOhmPerKm: between(0.05, 0.6), xOhmPerKm: between(0.06, 0.4) },
        ...{ bUsPerKm: random() < 0.6 ? between(0, 200) : 0, gUsPerKm: random() < 0.2 ? between(0, 5) : 0 },
        ratingA: random() < 0.8 ? between(100, 500) : 0,
      };
      branches.push({ id: `l${i}`, from: ends[0]!, to: ends[1]!, data });
    }
    if (random() < 0.7) {
      const most = nodes[i]!.weak ? 60 / size : 900 / Math.sqrt(size);
      const [current, impedance] = random() < 0.4 ? [between(0, 0.5), between(0, 0.5)] : [0, 0];
      const kw = between(-0.3, 1) * most;
      loads.push({ node: id, kw, kvar: between(-0.2, 0.5) * most, current, impedance });
    }
  }
  return {
    nodes: nodes.map(({ id, kv }) => ({ id, kv })),
    branches,
    loads,
    sources: [{ node: 'n0', pu: between(0.97, 1.05) }],
  };
}

/** The same grid with its lists in another order. */
export function shuffledElectricGrid(grid: ElectricGrid, seed: number): ElectricGrid {
  const random = seeded(seed);
  const mix = <T>(list: readonly T[]): T[] =>
    list
      .map((one) => [random(), one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one);
  return {
    nodes: mix(grid.nodes),
    branches: mix(grid.branches),
    loads: mix(grid.loads),
    sources: grid.sources,
  };
}
