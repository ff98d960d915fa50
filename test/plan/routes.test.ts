import { expect, test } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { RegionRows } from '../../src/model/record.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { drawGrid, placeAt } from '../support/drawn-grid.ts';
import { area, barrier, road } from '../support/drawn-roads.ts';
import { expectLawful } from '../support/expect-lawful.ts';
import { packOf } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';
import { crossingsIn } from '../support/route-lines.ts';

type Land = Partial<Pick<RegionRows, 'roads' | 'barriers' | 'areas'>>;

//  A pole P1 with room at (0, 600); the customer at (5, 0), a street from one to the other along x = 0.
const grid = drawGrid({
  mv: ['F1: B1 -500- P1'],
  mains: { B1: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 500, M1: 5000 },
  at: { B1: [-3000, 0], P1: [-5, 600] },
});
const street = road('s', 'residential', [[0, -100], [0, 200], [0, 400], [0, 700]]); // prettier-ignore
const SITE = placeAt([5, 0]);

type Asked = Parameters<typeof requestFor>[0];
const ask = (land: Land, asked: Asked = {}, policy = 'national-2024') => {
  const answer = recommend(
    contextOf({ ...grid, ...land }, packOf(policy)),
    requestFor({ site: SITE, ...asked }),
  );
  expectLawful(answer.plans);
  return { ...answer, rejected: answer.rejected, tee: answer.plans.find(({ kind }) => kind === 'mv-tee') };
};
const metresOf = ({ bill }: Plan, item: string): number =>
  bill.lines.filter((line) => line.item === item).reduce((sum, { quantity }) => sum + quantity, 0);
const keys = ({ because }: Plan): string[] => because.map(({ key }) => key);

test('a line follows the street: its ground by the street, its ends over open ground', () => {
  const { tee } = ask({ roads: [street] });
  const { route, distanceM } = tee!.sources[0]!;
  expect([route.straightLine, route.parts.length]).toEqual([false, 1]);
  expect(route.lengthM).toBeCloseTo(610, -1);
  expect(route.lengthM).toBeGreaterThan(distanceM);
  expect(metresOf(tee!, 'duct-road')).toBeCloseTo(600, -1);
  expect(metresOf(tee!, 'trench-soil')).toBeCloseTo(10, 0);
  expect(metresOf(tee!, 'duct-road') + metresOf(tee!, 'trench-soil')).toBeCloseTo(route.lengthM, 6);
  const said = tee!.because.find(({ key }) => key === 'route-follows-roads')!;
  expect(said.values).toMatchObject({ nodeId: 'P1', routeM: route.lengthM });
  expect(said.values['offRoadM']).toBeCloseTo(10, 0);
  expect(keys(tee!)).not.toContain('route-is-straight-line');
});

test('spare ducts are taken where they are cheaper, and nothing is dug there', () => {
  const ducts = road('d', 'duct-corridor', [[0, 20], [150, 300], [0, 580]], { surface: 'concrete' }); // prettier-ignore
  const joined = road('s', 'residential', [[0, -100], [0, 20], [0, 580], [0, 700]]); // prettier-ignore
  const { tee } = ask({ roads: [joined, ducts] });
  expect(metresOf(tee!, 'duct-existing')).toBeGreaterThan(600);
  expect(metresOf(tee!, 'duct-road')).toBeLessThan(45);
});

test('what is crossed is in the bill once, named, and asks its owner', () => {
  const rail = barrier('rail', 'railway', [[-300, 300], [300, 300]]); // prettier-ignore
  const river = area('w', 'water', [[-400, 400], [400, 400], [400, 440], [-400, 440]]); // prettier-ignore
  const { tee } = ask({ roads: [street], barriers: [rail], areas: [river] });
  expect(crossingsIn(tee!.bill.lines)).toEqual({ 'crossing-railway': 1, 'crossing-river': 1 });
  expect(tee!.because.find(({ key }) => key === 'route-crosses')!.values['crossings']).toBe('railway water');
  const owners = tee!.because.filter(({ key }) => key === 'crossing-needs-its-owner');
  expect(owners.map(({ values }) => values['crossing'])).toEqual(['railway']);
  expect(ask({ roads: [street], areas: [river] }).tee!.bill.likelyFen).toBeLessThan(tee!.bill.likelyFen);
});

test('a source behind forbidden ground is rejected with what was looked for', () => {
  const wall = area('x', 'forbidden', [[-900, 250], [900, 250], [900, 350], [-900, 350]]); // prettier-ignore
  const { plans, rejected } = ask({ roads: [street], areas: [wall] });
  expect(plans.flatMap(({ sources }) => sources.map(({ nodeId }) => nodeId))).not.toContain('P1');
  const found = rejected.find(({ nodeId }) => nodeId === 'P1')!;
  expect([found.code, found.threshold, found.unit]).toEqual(['no-route', 2000, 'm']);
  expect(found.actual).toBeCloseTo(600, -1);
});

test('a long way round is gone as far as the pack allows, and the line is sized for it', () => {
  const wall = area('x', 'forbidden', [[-900, 250], [900, 250], [900, 350], [-900, 350]]); // prettier-ignore
  const round = road('r', 'residential', [[0, -100], [1500, -100], [1500, 700], [0, 700]]); // prettier-ignore
  const { tee } = ask({ roads: [street, round], areas: [wall] });
  expect(tee!.sources[0]!.route.lengthM).toBeGreaterThan(3500);
  const far = road('r', 'residential', [[0, -100], [2300, -100], [2300, 700], [0, 700]]); // prettier-ignore
  expect(ask({ roads: [street, far], areas: [wall] }).tee).toBeUndefined();
});

test('where no road is near, the line is straight and says so', () => {
  const { tee } = ask({ roads: [road('far', 'residential', [[3000, 0], [3000, 100]])] }); // prettier-ignore
  expect(tee!.sources[0]!.route.straightLine).toBe(true);
  expect(keys(tee!)).toContain('route-is-straight-line');
});

test('in the country a line is overhead, but for ducts and tunnels', () => {
  const tunnel = [
    road('a', 'residential', [[0, -100], [0, 200]]), // prettier-ignore
    road('t', 'residential', [[0, 200], [0, 400]], { tunnel: true }), // prettier-ignore
    road('b', 'residential', [[0, 400], [0, 700]]), // prettier-ignore
  ];
  const { tee } = ask({ roads: tunnel }, { customer: { areaType: 'rural' } });
  const { parts, lengthM } = tee!.sources[0]!.route;
  expect(parts.map(({ laying }) => laying)).toEqual(['overhead', 'cable', 'overhead']);
  expect(parts.reduce((sum, part) => sum + part.lengthM, 0)).toBeCloseTo(lengthM, 6);
  const conductors = tee!.bill.lines.filter(({ item }) => /^mv-(cable|overhead)-\d/.test(item));
  expect(conductors.map(({ quantity }) => Math.round(quantity / 10))).toEqual([41, 20]);
});

test('the red line cuts the route where it crosses, and the bill with it', () => {
  const corners = [[-50, -50], [50, -50], [50, 100], [-50, 100], [-50, -50]] as const; // prettier-ignore
  const plot = [corners.map((corner) => [placeAt(corner).lon, placeAt(corner).lat] as const)];
  const [whole, split] = [ask({ roads: [street] }).tee!, ask({ roads: [street] }, { plot }).tee!];
  const { parts, lengthM } = split.sources[0]!.route;
  expect(parts.map(({ insidePlot }) => insidePlot)).toEqual([true, false]);
  expect(parts[0]!.lengthM).toBeCloseTo(105, 0);
  expect(parts[0]!.path.at(-1)).toEqual(parts[1]!.path[0]);
  expect(parts[0]!.lengthM + parts[1]!.lengthM).toBeCloseTo(lengthM, 6);
  const own = split.bill.lines.filter(({ item, side }) => side === 'customer' && item === 'duct-road');
  expect(own.map(({ quantity }) => Math.round(quantity))).toEqual([100]);
  expect(split.bill.likelyFen).toBe(whole.bill.likelyFen);
});

test('metres of road that are dug up decide the permit: in spare ducts the lighter procedure holds', () => {
  const ducts = road('d', 'duct-corridor', [[0, -20], [0, 470]], { surface: 'concrete' }); // prettier-ignore
  const near = { ...grid, nodes: grid.nodes.map((node) => (node.id === 'P1' ? { ...node, lon_deg: placeAt([-5, 450]).lon, lat_deg: placeAt([-5, 450]).lat } : node)) }; // prettier-ignore
  const modes = (roads: RegionRows['roads']): unknown => {
    const { plans } = recommend(
      contextOf({ ...near, roads }, packOf('jiaxian-2021')),
      requestFor({ site: SITE }),
    );
    return plans.find(({ kind }) => kind === 'mv-tee')?.approvals.map(({ mode }) => mode)[0];
  };
  expect(modes([street])).toBe('online-parallel');
  expect(modes([ducts])).toBe('commitment');
});

test('low voltage reaches as far as its route: near as the crow flies, but too far round', () => {
  const low = drawGrid({
    mv: ['F1: B1 -500- P1'],
    transformers: { T1: { at: 'P1', kva: 400, lv: 'L1' } },
    mains: { B1: { id: 'M1', kva: 40_000 } },
    peaks: { F1: 500, T1: 50, M1: 5000 },
    at: { B1: [-3000, 0], P1: [-5, 200], L1: [-5, 200] },
  });
  const rejected = (areas: RegionRows['areas']) => {
    const round = road('r', 'residential', [[0, -100], [400, -100], [400, 300], [0, 300]]); // prettier-ignore
    const rows = { ...low, roads: [street, round], areas };
    const demand = { capacityKva: null, equipmentKw: 30 };
    return recommend(contextOf(rows), requestFor({ site: SITE, demand })).rejected.map(({ code }) => code);
  };
  expect(rejected([])).not.toContain('beyond-low-voltage-reach');
  const wall = area('x', 'forbidden', [[-300, 90], [300, 90], [300, 110], [-300, 110]]); // prettier-ignore
  expect(rejected([wall])).toContain('beyond-low-voltage-reach');
});

/**
 *   P1 (−205, 600)      P2 (205, 600)       two feeders; streets run north at x = −200 and x = 200 from one in the south
 *        │                   │              the customer stands in the middle of that one
 *        └───── site ────────┘
 */
const two = drawGrid({
  mv: ['F1: B1 -500- P1', 'F2: B2 -500- P2'],
  mains: { B1: { id: 'M1', kva: 40_000 }, B2: { id: 'M2', kva: 40_000 } },
  peaks: { F1: 500, F2: 500, M1: 5000, M2: 5000 },
  at: { B1: [-3000, 0], B2: [-3000, 50], P1: [-205, 600], P2: [205, 600] },
});
const pairOn = (roads: RegionRows['roads']): Plan => {
  const asked = requestFor({ site: placeAt([0, 0]), demand: { loadClass: 2 } });
  const { plans } = recommend(contextOf({ ...two, roads }), asked);
  expectLawful(plans);
  return plans.find(({ kind }) => kind === 'mv-dual-circuit')!;
};
const north = (id: string, x: number) => road(id, 'residential', [[x, 0], [x, 700]]); // prettier-ignore

test('two lines of a pair in two streets share nothing, and the plan says so', () => {
  const pair = pairOn([north('a', -200), north('b', 200), road('s', 'residential', [[-200, 0], [200, 0]])]); // prettier-ignore
  expect(keys(pair)).toContain('corridors-apart');
  expect(pair.independence.unproven).not.toContain('corridor');
});

test('two lines that both come along one street name what they share, in metres and place', () => {
  const one = [
    road('m', 'residential', [[0, 0], [0, 400]]), // prettier-ignore
    road('w', 'residential', [[0, 400], [-200, 600]]), // prettier-ignore
    road('e', 'residential', [[0, 400], [200, 600]]), // prettier-ignore
  ];
  const shared = pairOn(one).because.find(({ key }) => key === 'corridor-shared')!.values;
  expect(shared['sharedM']).toBeCloseTo(400, -1);
  expect(shared['lon']).toBeCloseTo(placeAt([0, 0]).lon, 5);
});

test('a pair goes another street than the cheapest where that leaves it a corridor of its own', () => {
  const roads = [
    road('s', 'residential', [[-300, 0], [0, 0], [300, 0]]), // prettier-ignore
    road('m', 'residential', [[0, 0], [0, 600]]), // prettier-ignore
    road('n', 'residential', [[-200, 600], [0, 600], [200, 600]]), // prettier-ignore
    road('far', 'residential', [[300, 0], [300, 600], [200, 600]]), // prettier-ignore
  ];
  const pair = pairOn(roads);
  expect(keys(pair)).toContain('corridors-apart');
  const lengths = pair.sources.map(({ route }) => Math.round(route.lengthM));
  expect(Math.max(...lengths)).toBeGreaterThan(900);
});

test('without roads the corridor of a pair is unproven', () => {
  expect(pairOn([]).independence.unproven).toContain('corridor');
});
