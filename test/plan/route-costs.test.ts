import { expect, test } from 'vitest';
import { CROSSING_KINDS, type Ground, OFF_ROAD, groundCode } from '../../src/model/ground.ts';
import { routeCosts, togetherSized } from '../../src/plan/ways/route-costs.ts';
import { sizeFor } from '../../src/pricing/size.ts';
import { catalogue } from '../support/load-rules.ts';

const priceOf = (item: string): number => catalogue.items[item]!.likelyYuan;
const cable = sizeFor(catalogue, 'mv-cable', 300);
const overhead = sizeFor(catalogue, 'mv-overhead', 300);
const code = (ground: Partial<Ground>): number =>
  groundCode({ class: 'residential', surface: 'asphalt', structure: 'earth', ...ground });

test('a cable costs its conductor and the ground it is laid in; ducts are cheapest, motorways never followed', () => {
  const { perM, laying } = routeCosts(catalogue, togetherSized({ cable, overhead: null, groundWork: true }));
  const line = priceOf(cable.item) * cable.count;
  expect(perM[code({})]).toBe(line + priceOf('duct-road'));
  expect(perM[code({ surface: 'paving' })]).toBe(line + priceOf('duct-pavement'));
  expect(perM[OFF_ROAD]).toBe(line + priceOf('trench-soil'));
  expect(perM[code({ class: 'duct-corridor' })]).toBe(line + priceOf('duct-existing'));
  expect(perM[code({ class: 'motorway' })]).toBe(Infinity);
  expect(Math.min(...perM)).toBe(perM[code({ class: 'duct-corridor' })]);
  expect(new Set(laying)).toEqual(new Set(['cable']));
});

test('an overhead line costs the same over every ground, and goes into cable in ducts and tunnels', () => {
  const { perM, laying } = routeCosts(catalogue, togetherSized({ cable, overhead, groundWork: true }));
  const line = priceOf(overhead.item) * overhead.count;
  expect([perM[code({})], perM[OFF_ROAD], perM[code({ class: 'track' })]]).toEqual([line, line, line]);
  expect(laying[code({ class: 'duct-corridor' })]).toBe('cable');
  expect(laying[code({ structure: 'tunnel' })]).toBe('cable');
  expect(laying[code({ structure: 'bridge' })]).toBe('overhead');
});

test('the price of a low-voltage cable includes the work on the ground', () => {
  const { perM } = routeCosts(catalogue, togetherSized({ cable, overhead: null, groundWork: false }));
  expect(perM[code({})]).toBe(priceOf(cable.item) * cable.count);
});

test('crossings have the price of their laying; an area of water that of a river', () => {
  const crossing = (costs: ReturnType<typeof routeCosts>, kind: (typeof CROSSING_KINDS)[number]) =>
    costs.perCrossing[CROSSING_KINDS.indexOf(kind)];
  const below = routeCosts(catalogue, togetherSized({ cable, overhead: null, groundWork: true }));
  const above = routeCosts(catalogue, togetherSized({ cable, overhead, groundWork: true }));
  expect(crossing(below, 'railway')).toBe(priceOf('crossing-railway'));
  expect(crossing(above, 'railway')).toBe(priceOf('crossing-railway-overhead'));
  expect(crossing(below, 'water')).toBe(priceOf('crossing-river'));
  expect(crossing(below, 'primary')).toBe(priceOf('crossing-main-road'));
  expect(crossing(above, 'pipeline')).toBe(0);
  for (const kind of CROSSING_KINDS) expect(crossing(below, kind), kind).toBeGreaterThan(0);
});
