import type { Row } from '../../src/model/record.ts';
import type { CountyPlan } from './county-plan.ts';
import { between, distance, plus, type Point } from './plane.ts';
import type { Random } from './random.ts';
import type { Settlement } from './street-grid.ts';
import { HALF, nearRiver, type Terrain } from './terrain.ts';

type Kind = Row<'areas'>['kind'];
interface Shape {
  readonly kind: Kind;
  readonly name: string | null;
  readonly ring: readonly Point[];
}

const RIVER_STEP_M = 200;

/** The river's middle, west to east, a little past the county's edge. */
export const riverLine = (terrain: Terrain): Point[] =>
  Array.from({ length: (2 * HALF.x + 800) / RIVER_STEP_M + 1 }, (_, i) => {
    const x = -HALF.x - 400 + i * RIVER_STEP_M;
    return { x, y: terrain.riverY(x) };
  });

export const railLine = (terrain: Terrain): Point[] =>
  Array.from({ length: (2 * HALF.y + 800) / 400 + 1 }, (_, i) => {
    const y = -HALF.y - 400 + i * 400;
    return { x: terrain.railX(y), y };
  });

const water = (terrain: Terrain, name: string): Shape => {
  const bank = (side: number): Point[] =>
    riverLine(terrain).map((p) => ({ x: p.x, y: p.y + side * terrain.riverHalfWidthM }));
  return { kind: 'water', name, ring: [...bank(-1), ...bank(1).reverse()] };
};

/** A settlement's outline, `marginM` outside its outermost streets. */
const outline = (plan: CountyPlan, s: Settlement, marginM: number): Point[] => {
  const corners = [
    s.junctions[0]![0]!,
    s.junctions.at(-1)![0]!,
    s.junctions.at(-1)!.at(-1)!,
    s.junctions[0]!.at(-1)!,
  ];
  return corners.map((j) => {
    const corner = plan.roads.junctions[j]!;
    return between(s.centre, corner, 1 + (marginM * Math.SQRT2) / distance(s.centre, corner));
  });
};

const octagon = (centre: Point, x: number, y: number): Point[] =>
  Array.from({ length: 8 }, (_, i) => {
    const angle = ((i + 0.5) * Math.PI) / 4;
    return plus(centre, { x: x * Math.cos(angle), y: y * Math.sin(angle) });
  });

/** Half the side of the protected site, and how far it keeps from roads and lines, m. */
const HERITAGE_HALF_M = 150;
const HERITAGE_CLEAR_M = 260;

/** The protected remains of an old town: the first field far enough from every road and line. */
const heritage = (plan: CountyPlan): Shape => {
  const taken = [
    ...plan.roads.edges.flatMap((e) => [...e.path, between(e.path[0]!, e.path[1]!, 0.5)]),
    ...plan.feeders.flatMap((f) => f.nodes.map((n) => n.at)),
  ];
  for (let y = 1_000; y < HALF.y; y += 130) {
    for (let x = -4_000; x < HALF.x; x += 130) {
      const p = { x, y };
      if (nearRiver(plan.terrain, p, 300) || taken.some((q) => distance(p, q) < HERITAGE_CLEAR_M)) continue;
      const ring = [-1, 1, 1, -1].map((sx, i) =>
        plus(p, { x: sx * HERITAGE_HALF_M, y: (i < 2 ? -1 : 1) * HERITAGE_HALF_M }),
      );
      return { kind: 'forbidden', name: '古城址保护区', ring };
    }
  }
  throw new Error(`${plan.prefix}: no field is free for the protected site`);
};

/** A rectangle inside a street block, turned like the block. */
const inBlock = (corners: readonly Point[], box: readonly [number, number, number, number]): Point[] => {
  const [a, b, , d] = corners as [Point, Point, Point, Point];
  const at = (u: number, v: number): Point =>
    plus(between(a, b, u), { x: (d.x - a.x) * v, y: (d.y - a.y) * v });
  const [u0, v0, u1, v1] = box;
  return [at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1)];
};

/** Buildings in most blocks of the seat, well behind the pavement; some blocks are green. */
const blocks = (plan: CountyPlan, town: Settlement, random: Random): Shape[] =>
  town.junctions.slice(1).flatMap((column, i) =>
    column.slice(1).flatMap((_, j): Shape[] => {
      const ids = [town.junctions[i]![j]!, column[j]!, column[j + 1]!, town.junctions[i]![j + 1]!];
      const corners = ids.map((id) => plan.roads.junctions[id]!);
      if (random.chance(0.03))
        return [{ kind: 'green', name: null, ring: inBlock(corners, [0.12, 0.12, 0.88, 0.88]) }];
      if (random.chance(0.12)) return [];
      const split = random.between(0.42, 0.56);
      const low = random.between(0.26, 0.3);
      return [
        { kind: 'building', name: null, ring: inBlock(corners, [low, 0.27, split - 0.04, 0.74]) },
        {
          kind: 'building',
          name: null,
          ring: inBlock(corners, [split + 0.04, 0.27, 1 - low, random.between(0.5, 0.74)]),
        },
      ];
    }),
  );

/** All areas of a county as rings that are not closed yet. */
export const drawAreas = (plan: CountyPlan): readonly Shape[] => {
  const [town, park, works] = plan.settlements as [Settlement, Settlement, Settlement];
  const bare = plan.names.county.slice(0, 2);
  return [
    water(plan.terrain, `${bare}河`),
    { kind: 'provincial-park', name: `${bare}省级产业园区`, ring: outline(plan, park, 90) },
    { kind: 'park', name: works.name, ring: outline(plan, works, 70) },
    { kind: 'urban-planned-land', name: `${bare}城区规划用地`, ring: octagon(town.centre, 2_000, 1_680) },
    heritage(plan),
    ...blocks(plan, town, plan.random('blocks')),
  ];
};
