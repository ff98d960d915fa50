import { expect, it } from 'vitest';
import { nearest } from '../../src/contract/nearest.ts';

it.each([
  ['radiusm', 'radiusM'],
  ['radius', 'radiusM'],
  ['capcityKva', 'capacityKva'],
  ['lno', null],
  ['lo', 'lon'],
  ['somethingElse', null],
  ['', null],
])('takes %j for %j', (written, meant) => {
  expect(nearest(written, ['lon', 'radiusM', 'capacityKva'])).toBe(meant);
});

it('prefers the closer of two', () => {
  expect(nearest('maxPlan', ['maxPlane1', 'maxPlans'])).toBe('maxPlans');
});
