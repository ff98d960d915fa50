import { expect, test } from 'vitest';
import { packRows } from '../../src/model/packed-table.ts';
import type { Row } from '../../src/model/record.ts';
import { landAt } from '../../src/plan/land-at.ts';
import { recommend } from '../../src/plan/recommend.ts';
import type { PlanSet } from '../../src/model/plan.ts';
import { zoneColumns } from '../../src/snapshot/zone-columns.ts';
import { Zones } from '../../src/snapshot/zones.ts';
import { drawGrid, placeAt } from '../support/drawn-grid.ts';
import { area } from '../support/drawn-roads.ts';
import { packOf } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';

type Kind = Row<'areas'>['kind'];

// prettier-ignore
const around = (kind: Kind): Row<'areas'> => area(`in-${kind}`, kind, [[700, -50], [900, -50], [900, 150], [700, 150]]);
// prettier-ignore
const elsewhere = (kind: Kind): Row<'areas'> => area(`out-${kind}`, kind, [[-900, 0], [-800, 0], [-800, 90]]);

const grid = drawGrid({
  mv: ['F1: B -500- P1 -300- P2', 'F2: B -400- R2'],
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 500, F2: 500, M1: 12_000 },
  spare: { R2: 2 },
  at: { B: [0, 0], R2: [450, 100] },
});
const site = placeAt([780, 30]);

test('outside is told only where an area of the kind is loaded', () => {
  const of = (areas: readonly Row<'areas'>[]) =>
    landAt(new Zones(zoneColumns(packRows({ areas }), () => 0)), site);
  expect(of([])).toEqual({
    ...{ inProvincialPark: null, inUrbanPlan: null, inIncrementalArea: null, areaType: null },
    onForbiddenGround: false,
  });
  expect(
    of([around('provincial-park'), elsewhere('urban-planned-land'), around('incremental-network')]),
  ).toMatchObject({ inProvincialPark: true, inUrbanPlan: false, inIncrementalArea: true, areaType: null });
  expect(of([around('forbidden')]).onForbiddenGround).toBe(true);
});

test('town and country: one kind alone tells both, two kinds only of what lies in them', () => {
  const of = (...areas: readonly Row<'areas'>[]) =>
    landAt(new Zones(zoneColumns(packRows({ areas }), () => 0)), site).areaType;
  expect([of(around('urban-area')), of(elsewhere('urban-area'))]).toEqual(['urban', 'rural']);
  expect([of(around('rural-area')), of(elsewhere('rural-area'))]).toEqual(['rural', 'urban']);
  expect(of(elsewhere('urban-area'), around('rural-area'))).toBe('rural');
  expect(of(elsewhere('urban-area'), elsewhere('rural-area'))).toBeNull();
  expect(of(around('urban-area'), around('rural-area'))).toBeNull();
});

const CASE = {
  areaType: 'urban',
  tariff: 'industrial-commercial',
  inUrbanPlan: true,
  landAcquiredOn: '2022-01-01',
  evCharging: false,
  substitutionShare: 0,
} as const;

const planned = (areas: readonly Row<'areas'>[], asked: Parameters<typeof requestFor>[0]): PlanSet =>
  recommend(contextOf({ ...grid, areas }, packOf('jiaxian-2021')), requestFor({ site, ...asked }));
const payerOf = ({ plans }: PlanSet): string | undefined =>
  plans[0]?.bill.lines
    .filter(({ item }) => item.startsWith('mv-'))
    .map(({ payer, rule }) => `${payer} ${rule}`)[0];
const reasons = ({ classification }: PlanSet) =>
  classification.because.filter(({ key }) => key.includes('area') || key.includes('ground'));

test('the areas overrule the request, decide the payer even on a customer’s word, and say so', () => {
  const areas = [around('provincial-park'), around('urban-planned-land')];
  const stated = { customer: { ...CASE, inProvincialPark: false }, statedBy: 'manager' } as const;
  expect(payerOf(planned([], stated))).toBe('government JX-E4');
  expect(payerOf(planned(areas, stated))).toBe('utility JX-E5');
  expect(reasons(planned([], stated))).toEqual([]);
  expect(reasons(planned(areas, stated))).toEqual([
    {
      key: 'areas-overrule-statement',
      values: { fact: 'inProvincialPark', stated: 'no', found: 'yes' },
      rule: null,
    },
  ]);
});

test('what nobody stated is taken from the areas, and what they only confirm is not said', () => {
  const inside = planned([around('provincial-park'), around('urban-planned-land')], { customer: CASE });
  expect(reasons(inside)).toEqual([
    { key: 'fact-from-areas', values: { fact: 'inProvincialPark', found: 'yes' }, rule: null },
  ]);
  const outside = planned([elsewhere('provincial-park')], { customer: CASE });
  expect([payerOf(inside), payerOf(outside)]).toEqual(['utility JX-E5', 'government JX-E4']);
});

test('town and country as the areas say decide how a line is laid, and a forbidden place is named', () => {
  const laying = (set: PlanSet) =>
    set.plans
      .filter(({ kind }) => kind === 'mv-tee')
      .flatMap(({ sources }) => sources[0]!.route.parts[0]!.laying);
  const stated = { customer: { areaType: 'urban' } } as const;
  expect(laying(planned([], stated))).toEqual(['cable']);
  const rural = planned([around('rural-area'), around('forbidden')], stated);
  expect(laying(rural)).toEqual(['overhead']);
  expect(reasons(rural).map(({ key, values }) => [key, values['found']])).toEqual([
    ['areas-overrule-statement', 'rural'],
    ['place-on-forbidden-ground', undefined],
  ]);
});

test('in the network of another company nobody is named to pay', () => {
  const set = planned([around('incremental-network')], { customer: CASE });
  expect(payerOf(set)).toBe('undecided JX-E9');
  expect(reasons(set).map(({ values }) => values['fact'])).toEqual(['inIncrementalArea']);
});
