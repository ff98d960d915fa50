import { expect, test } from 'vitest';
import { groundOf } from '../../../src/model/ground.ts';
import { CostQueue } from '../../../src/search/routes/cost-queue.ts';
import { area, barrier, road, routeOver } from '../../support/drawn-roads.ts';
import { seeded } from '../../support/random-grid.ts';
import { testCosts } from '../../support/route-costs.ts';

const kinds = (route: ReturnType<typeof routeOver>) => route!.crossings.map(({ kind }) => kind);

/**
 *        (0, 800)
 *           |            a lane runs north over a highway at (0, 0);
 *   --------+--------+   another leaves it to the north at (600, 0)
 *           |        |
 *        (0, -800)
 */
const highway = (of: 'primary' | 'residential' = 'primary') => [
  road('h', of, [[-900, 0], [0, 0], [600, 0], [900, 0]]), // prettier-ignore
  road('n', 'residential', [[0, 0], [0, 800]]), // prettier-ignore
  road('s', 'residential', [[0, 0], [0, -800]]), // prettier-ignore
  road('e', 'residential', [[600, 0], [600, 800]]), // prettier-ignore
];

test.each([
  ['straight over', [-5, -700], [5, 700], ['primary']],
  ['along it, then off on the same side', [5, 700], [605, 700], []],
  ['along it, then off on the other side', [5, -700], [605, 700], ['primary']],
  ['from its near side', [200, -5], [5, -700], []],
  ['from its far side', [200, 5], [5, -700], ['primary']],
  ['along one side of it', [-700, 5], [800, 5], []],
  ['from one side to the other along it', [-700, 5], [800, -5], ['primary']],
] as const)('a highway is crossed where the route changes sides: %s', (_, site, pole, expected) => {
  expect(kinds(routeOver({ roads: highway() }, [site, pole]))).toEqual(expected);
  expect(kinds(routeOver({ roads: highway('residential') }, [site, pole]))).toEqual([]);
});

test('two highways that meet have four sides', () => {
  const roads = [
    road('h', 'primary', [[-900, 0], [0, 0], [900, 0]]), // prettier-ignore
    road('v', 'secondary', [[0, -900], [0, 0], [0, 900]]), // prettier-ignore
  ];
  expect(kinds(routeOver({ roads }, [[-700, 5], [-5, 700]]))).toEqual([]); // prettier-ignore
  expect(kinds(routeOver({ roads }, [[-700, 5], [5, 700]]))).toEqual(['secondary']); // prettier-ignore
  expect(kinds(routeOver({ roads }, [[-700, 5], [5, -700]])).sort()).toEqual(['primary', 'secondary']); // prettier-ignore
});

test('a bridge over a highway, with no junction, crosses it', () => {
  const roads = [
    road('h', 'trunk', [[-900, 0], [900, 0]]), // prettier-ignore
    road('a', 'residential', [[0, -800], [0, -50]]), // prettier-ignore
    road('b', 'residential', [[0, -50], [0, 50]], { bridge: true }), // prettier-ignore
    road('c', 'residential', [[0, 50], [0, 800]]), // prettier-ignore
  ];
  const route = routeOver({ roads }, [[5, -700], [5, 700]])!; // prettier-ignore
  expect(kinds(route)).toEqual(['trunk']);
  expect(route.stretches.map(({ ground }) => groundOf(ground).structure)).toEqual([
    'earth',
    'earth',
    'bridge',
    'earth',
    'earth',
  ]);
});

const street = [road('s', 'residential', [[0, -800], [0, 0], [0, 800]])]; // prettier-ignore
const over = [[5, -700], [5, 700]] as const; // prettier-ignore

test('a railway that shares a node with the street is crossed once', () => {
  const rail = barrier('r', 'railway', [[-300, 0], [0, 0], [300, 5]]); // prettier-ignore
  expect(kinds(routeOver({ roads: street, barriers: [rail] }, over))).toEqual(['railway']);
  const touching = barrier('r', 'railway', [[-300, -5], [0, 0], [-300, 5]]); // prettier-ignore
  expect(kinds(routeOver({ roads: street, barriers: [touching] }, over)).length % 2).toBe(0);
});

test('a river drawn as two areas and a middle line is one crossing: two banks', () => {
  const areas = [
    area('w1', 'water', [[-400, -40], [400, -40], [400, 0], [-400, 0]]), // prettier-ignore
    area('w2', 'water', [[-400, 0], [400, 0], [400, 40], [-400, 40]]), // prettier-ignore
  ];
  const line = barrier('r', 'river', [[-900, 5], [900, 5]]); // prettier-ignore
  expect(kinds(routeOver({ roads: street, barriers: [line], areas }, over))).toEqual(['water', 'water']);
  const inPieces = [road('s', 'residential', [[0, -800], [0, -20], [0, 0], [0, 20], [0, 800]])]; // prettier-ignore
  expect(kinds(routeOver({ roads: inPieces, barriers: [line], areas }, over))).toEqual(['water', 'water']);
  expect(kinds(routeOver({ roads: street, barriers: [line] }, over))).toEqual(['river']);
});

test('forbidden ground is gone round, whatever it costs; where nothing leads round there is no route', () => {
  const block = area('x', 'forbidden', [[-50, -50], [50, -50], [50, 50], [-50, 50]]); // prettier-ignore
  const round = road('r', 'residential', [[0, -800], [1500, -800], [1500, 800], [0, 800]]); // prettier-ignore
  expect(routeOver({ roads: [...street, round] }, over)!.lengthM).toBeLessThan(1500);
  expect(routeOver({ roads: [...street, round], areas: [block] }, over)!.lengthM).toBeGreaterThan(4000);
  const wall = area('x', 'forbidden', [[-900, -50], [900, -50], [900, 50], [-900, 50]]); // prettier-ignore
  expect(routeOver({ roads: street, areas: [wall] }, over)).toBeNull();
});

test('a building on the road closes it; a tunnel runs below; the customer may stand in one', () => {
  const house = area('b', 'building', [[-20, -20], [20, -20], [20, 20], [-20, 20]]); // prettier-ignore
  const under = [
    road('a', 'residential', [[0, -800], [0, -100]]), // prettier-ignore
    road('t', 'residential', [[0, -100], [0, 100]], { tunnel: true }), // prettier-ignore
    road('b', 'residential', [[0, 100], [0, 800]]), // prettier-ignore
  ];
  expect(routeOver({ roads: under, areas: [house] }, over)!.lengthM).toBeLessThan(1420);
  const own = area('b', 'building', [[10, -720], [40, -720], [40, -680], [10, -680]]); // prettier-ignore
  expect(routeOver({ roads: street, areas: [own] }, [[25, -700], [5, 700]])!.lengthM).toBeLessThan(1450); // prettier-ignore
});

test('a duct corridor is taken where it is cheaper, and never a motorway', () => {
  const corridor = road('d', 'duct-corridor', [[0, -800], [300, 0], [0, 800]], { surface: 'concrete' }); // prettier-ignore
  const route = routeOver({ roads: [...street, corridor] }, over)!;
  expect(new Set(route.stretches.map(({ ground }) => groundOf(ground).class))).toContain('duct-corridor');
  const motorway = road('m', 'motorway', [[0, -800], [0, 800]]); // prettier-ignore
  const around = road('r', 'track', [[0, -800], [600, 0], [0, 800]], { surface: 'soil' }); // prettier-ignore
  const kindsUsed = routeOver({ roads: [motorway, around] }, [[5, -795], [5, 795]])!.stretches.map(({ ground }) => groundOf(ground).class); // prettier-ignore
  expect(kindsUsed).toContain('track');
  expect(kindsUsed).not.toContain('motorway');
});

test('islands of roads are joined over open ground within reach; what is too far stays apart', () => {
  const near = [road('a', 'residential', [[0, -800], [0, -100]]), road('b', 'residential', [[0, 100], [0, 800]])]; // prettier-ignore
  const route = routeOver({ roads: near }, over)!;
  expect(route.stretches.map(({ ground }) => groundOf(ground).class)).toContain('off-road');
  expect(route.lengthM).toBeLessThan(1420);
  const far = [road('a', 'residential', [[0, -800], [0, -400]]), road('b', 'residential', [[0, 400], [0, 800]])]; // prettier-ignore
  expect(routeOver({ roads: far }, over)).toBeNull();
});

test('neighbours are joined straight over open ground, not by way of the road', () => {
  const route = routeOver({ roads: street }, [[100, 0], [110, 20]])!; // prettier-ignore
  expect(route.lengthM).toBeLessThan(25);
  expect(route.cost).toBeCloseTo(route.lengthM * testCosts().perM[route.stretches[0]!.ground]!, 6);
});

test('without roads, or far from any, there is no route on roads', () => {
  expect(routeOver({ roads: [] }, over)).toBeNull();
  expect(routeOver({ roads: street }, [[2000, 0], [5, 700]])).toBeNull(); // prettier-ignore
});

test('the queue gives back its costs in order', () => {
  const random = seeded(7);
  const queue = new CostQueue();
  for (let round = 0; round < 3; round++) {
    const costs = Array.from({ length: 5000 }, () => Math.floor(random() * 500));
    queue.clear();
    costs.forEach((cost, node) => {
      queue.push(node, cost);
    });
    const popped: number[] = [];
    for (let node = queue.pop(); node >= 0; node = queue.pop()) {
      expect(costs[node]).toBe(queue.cost);
      popped.push(queue.cost);
    }
    expect(popped).toEqual(costs.toSorted((a, b) => a - b));
  }
});
