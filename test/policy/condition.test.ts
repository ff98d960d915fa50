import { expect, test } from 'vitest';
import { firstThatHolds, holds } from '../../src/policy/condition.ts';
import { type Facts, NO_POLYGONS, factsOf } from '../../src/policy/facts.ts';
import { requestFor } from '../support/open-rows.ts';

const facts = (known: Partial<Facts>): Facts => ({
  ...factsOf(requestFor({}), NO_POLYGONS, ['manager']).facts,
  ...known,
});

test('an empty condition always holds; a list, a flag and a range are tests of one fact', () => {
  expect(holds({}, facts({}))).toBe(true);
  expect(holds({ voltage: ['lv', 'mv'] }, facts({ voltage: 'mv' }))).toBe(true);
  expect(holds({ voltage: ['lv', 'mv'] }, facts({ voltage: 'hv' }))).toBe(false);
  expect(holds({ evCharging: false }, facts({ evCharging: false }))).toBe(true);
  expect(holds({ lengthM: { upTo: 500 } }, facts({ lengthM: 500 }))).toBe(true);
  expect(holds({ lengthM: { below: 500 } }, facts({ lengthM: 500 }))).toBe(false);
  expect(holds({ lengthM: { over: 500 } }, facts({ lengthM: 500 }))).toBe(false);
  expect(holds({ asOf: { from: '2023-01-01' } }, facts({ asOf: '2023-01-01' }))).toBe(true);
});

test('an unknown fact keeps a condition open, unless another test has failed already', () => {
  const both = { voltage: ['mv' as const], evCharging: true };
  expect(holds(both, facts({ voltage: 'mv', evCharging: null }))).toEqual(['evCharging']);
  expect(holds(both, facts({ voltage: 'lv', evCharging: null }))).toBe(false);
});

test('`not` turns the whole of its tests', () => {
  const outside = { not: { inUrbanPlan: true, landAcquiredOn: { from: '2021-03-01' } } };
  expect(holds(outside, facts({ inUrbanPlan: false }))).toBe(true);
  expect(holds(outside, facts({ inUrbanPlan: true, landAcquiredOn: '2021-02-28' }))).toBe(true);
  expect(holds(outside, facts({ inUrbanPlan: true, landAcquiredOn: '2021-03-01' }))).toBe(false);
  expect(holds(outside, facts({ inUrbanPlan: true }))).toEqual(['landAcquiredOn']);
});

test('the first that certainly holds is taken, with those before it that a fact could bring forward', () => {
  const entries = [
    { name: 'no', when: { voltage: ['hv' as const] } },
    { name: 'perhaps', when: { evCharging: true } },
    { name: 'yes', when: {} },
  ];
  const { entry, open } = firstThatHolds(entries, facts({ voltage: 'mv' }));
  expect(entry?.name).toBe('yes');
  expect(open.map(({ entry: { name }, missing }) => [name, missing])).toEqual([['perhaps', ['evCharging']]]);
});
