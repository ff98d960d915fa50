import type { ElectricGrid, GridBranch } from '../../test/support/electric-grid.ts';
import { seeded } from '../../test/support/random-grid.ts';

const LONGEST_WAY_KM = 9;
const TOTAL_KW = 6000;

/**
 * A seeded 10 kV feeder of lines: a trunk with laterals, 6 MW, its furthest end 9 km away whatever the number of nodes,
 * so that the furthest voltage is some 5 % below the source: the turns a sweep needs grow with the drop.
 */
export function randomFeeder(seed: number, size: number): ElectricGrid {
  const random = seeded(seed);
  // Near ancestors are likelier: long chains with short laterals.
  const parent = Array.from({ length: size }, (_, i) => i - 1 - Math.floor(random() ** 3 * Math.min(i, 40)));
  const depth: number[] = [];
  parent.forEach((above) => depth.push(above < 0 ? 0 : depth[above]! + 1));
  const meanKm = LONGEST_WAY_KM / Math.max(...depth);
  const nodes = parent.map((_, i) => ({ id: `n${i}`, kv: 10 }));
  const branches = nodes.slice(1).map(({ id }, k): GridBranch => {
    const lengthKm = meanKm * (0.5 + random());
    const bUsPerKm = 3 + 100 * random();
    const data = { kind: 'line', rOhmPerKm: 0.164, xOhmPerKm: 0.35, gUsPerKm: 0, ratingA: 400 } as const;
    return {
      id: `l${id}`,
      from: `n${parent[k + 1]!}`,
      to: id,
      data: { ...data, lengthKm, bUsPerKm },
    };
  });
  const loads = nodes.slice(1).map(({ id }) => {
    const kw = (2 * random() * TOTAL_KW) / size;
    return { node: id, kw, kvar: 0.3 * kw };
  });
  return { nodes, branches, loads, sources: [{ node: 'n0', pu: 1.02 }] };
}
