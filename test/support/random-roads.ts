import type { RegionRows } from '../../src/model/record.ts';
import { area, barrier, road } from './drawn-roads.ts';
import { seeded } from './random-grid.ts';

type Metres = readonly [number, number];

/**
 * Random streets within about 1.3 km: a crooked lattice with gaps, duct corridors and major roads among it, a railway, a
 * water, a forbidden block and some buildings.
 */
export function randomRoads(seed: number): Pick<RegionRows, 'roads' | 'barriers' | 'areas'> {
  const random = seeded(seed + 77);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const STEP = 200 + Math.floor(random() * 150);
  const LINES = Math.floor(1300 / STEP);
  const corners = new Map<string, Metres>();
  const corner = (i: number, k: number): Metres => {
    const at = `${i}/${k}`;
    if (!corners.has(at))
      corners.set(at, [(i + 0.4 * (random() - 0.5)) * STEP, (k + 0.4 * (random() - 0.5)) * STEP]);
    return corners.get(at)!;
  };
  const roads: RegionRows['roads'][number][] = [];
  const street = (a: Metres, b: Metres) => {
    if (random() < 0.12) return;
    const of = pick(['residential', 'residential', 'residential', 'service', 'tertiary', 'secondary', 'path', 'duct-corridor'] as const); // prettier-ignore
    const surface = pick(['asphalt', 'concrete', 'paving', 'gravel', 'soil', 'unknown'] as const);
    roads.push(road(`r${roads.length}`, of, [a, b], { surface, bridge: random() < 0.05 }));
  };
  for (let i = -LINES; i <= LINES; i++) {
    for (let k = -LINES; k <= LINES; k++) {
      if (i < LINES) street(corner(i, k), corner(i + 1, k));
      if (k < LINES) street(corner(i, k), corner(i, k + 1));
    }
  }
  const block = (id: string, kind: 'building' | 'forbidden' | 'water', half: number) => {
    const [x, y] = [(random() - 0.5) * 2000, (random() - 0.5) * 2000];
    return area(id, kind, [[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half]]); // prettier-ignore
  };
  return {
    roads,
    barriers: [barrier('rail', 'railway', [[-1500, (random() - 0.5) * 1000], [1500, (random() - 0.5) * 1000]])], // prettier-ignore
    areas: [
      block('w', 'water', 120),
      block('f', 'forbidden', 150),
      ...Array.from({ length: 12 }, (_, i) => block(`b${i}`, 'building', 15)),
    ],
  };
}
