import type { Names } from './names.ts';
import { distance, plus, type Point } from './plane.ts';
import type { Random } from './random.ts';
import type { RoadNetwork } from './road-network.ts';
import { buildStreetGrid, type GridPlan, type Settlement, type Street } from './street-grid.ts';
import { HALF, nearRiver, type Terrain } from './terrain.ts';

/** Middle of the townships, the first one west; the second and third lie south of the river. */
const TOWNSHIPS: readonly Point[] = [
  { x: -4_500, y: 1_600 },
  { x: 250, y: -4_500 },
  { x: 4_900, y: -4_100 },
  { x: 3_700, y: 4_300 },
  { x: -4_600, y: -4_200 },
];
/** Substations: two of 110 kV at the seat and by the park, two of 35 kV in the first two townships. */
const SUBSTATIONS: readonly Point[] = [
  { x: -2_050, y: 850 },
  { x: 3_450, y: 1_500 },
  { x: -5_000, y: 2_150 },
  { x: 900, y: -4_050 },
];

const VILLAGE_SPACING_M = 1_000;
const JITTER_M = 230;
/** Share of the village grid that stays fields (chosen). */
const EMPTY_SHARE = 0.08;

const lane: Street = { class: 'residential', name: null };

/** Every fifth street of the town is an avenue. */
const townStreet =
  (names: Names): GridPlan['street'] =>
  (axis, index) => ({
    class: index % 5 === 2 ? 'secondary' : 'residential',
    name: (axis === 'row' ? names.streets : names.avenues)[index] ?? null,
  });

/** Everything but the villages: seat, parks, townships, substations. */
const fixedPlans = (names: Names, random: Random): GridPlan[] => {
  const near = (p: Point, m: number): Point =>
    plus(p, { x: random.between(-m, m), y: random.between(-m, m) });
  const substations = SUBSTATIONS.map((at, i): GridPlan => ({
    kind: 'substation',
    name: `substation-${i + 1}`,
    centre: near(at, 60),
    columns: 1,
    rows: 1,
    pitchM: [1, 1],
    angle: 0,
    missing: 0,
    street: () => lane,
  }));
  const townships = TOWNSHIPS.map((at, i): GridPlan => ({
    kind: 'township',
    name: names.townships[i]!,
    centre: near(at, 80),
    columns: 8,
    rows: 6,
    pitchM: [72, 92],
    angle: random.between(-0.2, 0.2),
    missing: 0.15,
    street: (axis, j) => (axis === 'row' && j === 3 ? { class: 'tertiary', name: '镇中路' } : lane),
  }));
  return [
    {
      kind: 'town',
      name: '城关镇',
      centre: { x: 0, y: 0 },
      columns: 25,
      rows: 21,
      pitchM: [95, 140],
      angle: random.between(-0.06, 0.06),
      missing: 0.2,
      street: townStreet(names),
    },
    {
      kind: 'park',
      name: `${names.county.slice(0, 2)}产业园`,
      centre: near({ x: 3_600, y: 0 }, 60),
      columns: 9,
      rows: 7,
      pitchM: [205, 255],
      angle: random.between(-0.05, 0.05),
      missing: 0.1,
      street: (axis, j) => ({
        class: axis === 'row' && j === 3 ? 'secondary' : 'tertiary',
        name: names.parkRoads[axis === 'row' ? j : 7 + j] ?? null,
      }),
    },
    {
      kind: 'works',
      name: `${names.townships[0]!}工业区`,
      centre: near({ x: -5_700, y: 700 }, 60),
      columns: 5,
      rows: 4,
      pitchM: [150, 190],
      angle: random.between(-0.1, 0.1),
      missing: 0,
      street: () => ({ class: 'tertiary', name: null }),
    },
    ...substations,
    ...townships,
  ];
};

const villagePlan = (name: string, centre: Point, random: Random): GridPlan => ({
  kind: 'village',
  name,
  centre,
  columns: random.whole(4, 7),
  rows: random.whole(3, 6),
  pitchM: [62, 78],
  angle: random.between(-0.3, 0.3),
  missing: 0.25,
  street: () => lane,
});

/** Village middles on a jittered grid, clear of the river, the railway and everything already there. */
const villageCentres = (taken: readonly Settlement[], terrain: Terrain, random: Random): Point[] => {
  const centres: Point[] = [];
  for (let y = -HALF.y + 500; y < HALF.y; y += VILLAGE_SPACING_M) {
    for (let x = -HALF.x + 500; x < HALF.x; x += VILLAGE_SPACING_M) {
      const p = { x: x + random.between(-JITTER_M, JITTER_M), y: y + random.between(-JITTER_M, JITTER_M) };
      const free = taken.every((s) => distance(p, s.centre) > s.radiusM + 330);
      const dry = !nearRiver(terrain, p, 330) && Math.abs(p.x - terrain.railX(p.y)) > 300;
      if (free && dry && !random.chance(EMPTY_SHARE)) centres.push(p);
    }
  }
  return centres;
};

/** Settles a county: seat first, then parks, substations, townships and villages, with their streets. */
export const settle = (
  roads: RoadNetwork,
  names: Names,
  terrain: Terrain,
  random: Random,
): readonly Settlement[] => {
  const fixed = fixedPlans(names, random).map((plan) => buildStreetGrid(roads, plan, random));
  const villages = villageCentres(fixed, terrain, random).map((centre, i) =>
    buildStreetGrid(roads, villagePlan(names.villages[i]!, centre, random), random),
  );
  return [...fixed, ...villages];
};
