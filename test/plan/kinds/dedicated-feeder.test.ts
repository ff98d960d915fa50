import { expect, test } from 'vitest';
import { recommend } from '../../../src/plan/recommend.ts';
import { drawGrid, placeAt, rowOf } from '../../support/drawn-grid.ts';
import { expectLawful } from '../../support/expect-lawful.ts';
import { electricalContextOf, requestFor } from '../../support/open-rows.ts';

const rows = {
  ...drawGrid({
    mv: ['F1: B -300- P1'],
    mains: { B: { id: 'M1', kva: 40_000 } },
    peaks: { F1: 500, M1: 5000 },
  }),
  bays: [rowOf('bays', { id: 'K1', node_id: 'B', status: 'spare', rating_a: 630, breaking_ka: 25 })],
};
const wide = { ...rows, busbar_sections: rows.busbar_sections.map((b) => ({ ...b, rating_a: 2000 })) };
const ask = (east: number) => {
  const answer = recommend(
    electricalContextOf(wide),
    requestFor({ site: placeAt([east, 0]), demand: { capacityKva: 6000 }, customer: { areaType: 'rural' } }),
  );
  expectLawful(answer.plans);
  return {
    ...answer,
    rejected: answer.rejected,
    plan: answer.plans.find(({ kind }) => kind === 'mv-dedicated-feeder'),
  };
};

test('known defect of others: a new outlet is priced by its real distance and its bay, never by distance 0', () => {
  const { plan } = ask(2000);
  expect(plan!.sources[0]!.distanceM).toBeCloseTo(2000, -1);
  const lengthM = plan!.sources[0]!.route.lengthM;
  expect(lengthM).toBeGreaterThanOrEqual(1.3 * plan!.sources[0]!.distanceM - 0.01);
  const line = plan!.bill.lines.find(({ item }) => item.startsWith('mv-overhead'));
  expect(line!.quantity).toBe(lengthM);
  expect(plan!.bill.lines).toContainEqual(
    expect.objectContaining({ item: 'substation-bay-existing', quantity: 1 }),
  );
  const nearer = ask(1000).plan!.bill.likelyFen;
  expect(plan!.bill.likelyFen - nearer).toBeGreaterThan(100 * 1300 * 200);
});

test('its line is sized for its drop, and its voltage is checked to the customer', () => {
  const { plan } = ask(2000);
  expect(plan!.because.map(({ key }) => key)).not.toContain('electrical-checks-not-run');
  // 2.6 km, 5.7 MW and 1.87 Mvar: 95 mm² would carry the 346 A of 6,000 kVA only just not; the drop asks for more.
  expect(plan!.sources[0]!.electrical!.dropPercent).toBeLessThan(5);
  expect(plan!.sources[0]!.electrical!.dropPercent).toBeGreaterThan(1);
});

test('a substation 6 km away is looked at and refused by the voltage at the end of the line', () => {
  const { plan, rejected } = ask(6000);
  expect(plan).toBeUndefined();
  expect(rejected.find(({ kind }) => kind === 'mv-dedicated-feeder')).toMatchObject({
    nodeId: 'B',
    code: 'voltage-out-of-band',
    threshold: 0.93,
    unit: 'pu',
  });
});
