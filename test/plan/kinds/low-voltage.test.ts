import { expect, test } from 'vitest';
import { recommend } from '../../../src/plan/recommend.ts';
import { type Drawing, drawGrid, placeAt } from '../../support/drawn-grid.ts';
import { expectLawful } from '../../support/expect-lawful.ts';
import { electricalContextOf, requestFor } from '../../support/open-rows.ts';

//  B ──500── P1 ──300── P2     T1 at P2; its low voltage goes on east: L1 – L2 – L3, 150 m each
const VILLAGE: Drawing = {
  mv: ['F1: B -500- P1 -300- P2'],
  transformers: { T1: { at: 'P2', kva: 315, lv: 'L1' } },
  lv: ['L1 -150- L2 -150- L3'],
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 60, T1: 60, M1: 5000 },
};
type Rows = ReturnType<typeof drawGrid>;
const village = (change: Partial<Drawing> = {}): Rows => {
  const rows = drawGrid({ ...VILLAGE, ...change });
  return {
    ...rows,
    busbar_sections: rows.busbar_sections.map((b) => ({ ...b, rating_a: 2000 })),
    distribution_transformers: rows.distribution_transformers.map((t) => ({ ...t, pk_kw: 3.8, p0_kw: 0.3 })),
  };
};
type Asked = Parameters<typeof requestFor>[0];
const ask = (rows: Rows, asked: Asked) => {
  const { classification, plans, rejected, counterOffers } = recommend(
    electricalContextOf(rows),
    requestFor({ customer: { areaType: 'rural' }, ...asked }),
  );
  expectLawful(plans);
  return {
    classification,
    plans,
    rejected,
    counterOffers,
    of: (kind: string) => plans.find((plan) => plan.kind === kind),
  };
};
const END = placeAt([1110, 20]);

test('the supply radius runs from the transformer along the line: 300 m of line count, not the new stretch alone', () => {
  const near = ask(village(), { site: END, demand: { equipmentKw: 8 } });
  expect(near.of('lv-tap')?.sources[0]?.nodeId).toBe('L3');
  // 250 m further: 300 m of line and 1.3 · 240 m of route are more than 500 m.
  const far = ask(village(), { site: placeAt([1340, 0]), demand: { equipmentKw: 8 } });
  expect(far.of('lv-tap')).toBeUndefined();
  const miss = far.rejected.find(({ nodeId }) => nodeId === 'L3');
  expect(miss).toMatchObject({ code: 'beyond-low-voltage-reach', threshold: 500, unit: 'm' });
  expect(miss!.actual).toBeCloseTo(300 + 1.3 * 240, -1);
});

test('an urban place is held to the shorter radius, an unknown one too', () => {
  const limit = (areaType: 'urban' | null) =>
    ask(village(), {
      site: placeAt([1340, 0]),
      demand: { equipmentKw: 8 },
      customer: { areaType },
    }).rejected.find(({ nodeId }) => nodeId === 'L3')?.threshold;
  expect([limit('urban'), limit(null)]).toEqual([400, 400]);
});

test('a long low-voltage line that drops more than 4 % is refused with the figure', () => {
  const { rejected } = ask(village(), { site: END, demand: { equipmentKw: 60 } });
  const miss = rejected.find(({ nodeId, kind }) => nodeId === 'L3' && kind === 'lv-tap');
  expect(miss).toMatchObject({ code: 'low-voltage-drop', threshold: 4, unit: '%' });
  // 300 m of 0.2 + 0.35j Ω/km at 400 V with 60 kW and 19.7 kvar: (0.06·60 + 0.105·19.7)/160 = 3.5 %, and the new line.
  expect(miss!.actual).toBeGreaterThan(3.5);
  expect(miss!.actual).toBeLessThan(5);
});

test('a transformer of unknown impedance gets a typical one: the drop is told, the plan says so and is graded down', () => {
  const rows = village();
  const blind = {
    ...rows,
    distribution_transformers: rows.distribution_transformers.map((t) => ({ ...t, uk_percent: null })),
  };
  const asked = { site: placeAt([820, 10]), demand: { equipmentKw: 50 } };
  const [known, typical] = [ask(rows, asked), ask(blind, asked)].map(({ of }) => of('lv-tap')!);
  expect(known!.because.map(({ key }) => key)).not.toContain('typical-transformer-impedance');
  expect(typical!.because.map(({ key }) => key)).toContain('typical-transformer-impedance');
  const drop = (plan: typeof known) => plan!.sources[0]!.electrical!.dropPercent;
  expect(drop(typical)).toBeCloseTo(drop(known), 1);
  expect([known!.grade, typical!.grade]).toEqual(['B', 'C']);
  expect(typical!.because.map(({ key }) => key)).not.toContain('electrical-checks-not-run');
});

test('a new public transformer stands at the plot: it comes first in the chain, and the line to it is the grid’s', () => {
  const { of, classification } = ask(village({ transformers: {}, lv: [] }), {
    site: placeAt([800, 200]),
    demand: { equipmentKw: 120 },
  });
  const plan = of('lv-new-transformer')!;
  expect(classification.supplyClass).toBe('lv');
  // 120 / 0.95 = 126.32 kVA of 80 %: 157.9, so 160.
  const [first] = plan.sources[0]!.chain.rows;
  expect(first).toMatchObject({
    kind: 'distribution-transformer',
    ratingKva: 160,
    limitKva: 128,
    peakKva: 0,
  });
  expect(first!.leftKva).toBeCloseTo(128 - 126.32, 6);
  expect(plan.sources[0]!.chain.rows.slice(1).map(({ elementId }) => elementId)).toEqual([
    'P1-P2',
    'B-P1',
    'F1',
    'B',
    'M1',
  ]);
  expect(plan.sources[0]).toMatchObject({ nodeId: 'P2', nodeKind: 'pole', supplyKv: 0.38 });
  const sides = plan.bill.lines.map(({ item, side }) => [item, side]);
  expect(sides).toEqual(
    expect.arrayContaining([
      ['public-pole-transformer-160', 'grid'],
      ['pole-breaker', 'grid'],
      ['mv-overhead-70', 'grid'],
    ]),
  );
  expect(plan.bill.lines.find(({ item }) => item.startsWith('lv-overhead'))).toMatchObject({
    quantity: 30,
    side: 'connection',
  });
  expect(plan.metering.mode).toBe('lv-supply-lv-metering');
  // 160 kVA, uk 4 %: a good 3 % at full load, more than the line alone drops.
  expect(plan.sources[0]!.electrical!.dropPercent).toBeGreaterThan(1.5);
});

test('at a ring main unit the new transformer takes a bay, and none where none is spare', () => {
  const at = { mv: ['F1: B -500- R1'], transformers: {}, lv: [] };
  const asked = { site: placeAt([520, 30]), demand: { equipmentKw: 50 } };
  const taken = ask(village({ ...at, spare: { R1: 1 } }), asked);
  expect(taken.of('lv-new-transformer')?.bill.lines.map(({ item }) => item)).toContain('rmu-bay-existing');
  const full = ask(village({ ...at, spare: { R1: 0 } }), asked);
  expect(full.rejected).toContainEqual(
    expect.objectContaining({ kind: 'lv-new-transformer', code: 'no-spare-bay' }),
  );
});

test('one phase: counts three times in room, drops more, is sized and metered for one phase, and says so', () => {
  const rows = village({ lv: ['L1 -60- L2 -60- L3'] });
  const asked = (phases: 1 | 3) =>
    ask(rows, { site: placeAt([930, 10]), demand: { equipmentKw: 8, phases } });
  const [one, three] = [asked(1), asked(3)];
  const [single, spread] = [one.of('lv-tap')!, three.of('lv-tap')!];
  expect(one.classification.because.map(({ key }) => key)).toContain('single-phase-supply');
  expect(one.classification.because.map(({ key }) => key)).not.toContain('facts-not-used-yet');
  const added = (plan: typeof single) =>
    plan.sources[0]!.chain.rows.map(({ kind, addedKva }) => `${kind} ${addedKva}`);
  // 8 / 0.95 = 8.43 kVA.
  expect(added(single).slice(0, 4)).toEqual([
    'lv-line 25.29',
    'lv-line 25.29',
    'distribution-transformer 25.29',
    'section 8.43',
  ]);
  expect(added(spread)[0]).toBe('lv-line 8.43');
  expect(single.bill.lines.map(({ item }) => item)).toContain('meter-single-phase');
  // 120 m of 0.2 + 0.35j Ω/km and 13 m of new line drop 0.23 % of 8 kW: five times as much again; the transformer's
  // 0.1 % two times.
  const drop = (plan: typeof single) => plan.sources[0]!.electrical!.dropPercent;
  expect(drop(single) - drop(spread)).toBeCloseTo(5 * 0.23 + 2 * 0.1, 1);
});

test('one phase is held to 220 V + 7/−10 %: what is refused at 380 V − 7 % is not what decides', () => {
  const rows = village({ lv: ['L1 -200- L2'] });
  // A tap 10 % too high: 0.9 pu at low voltage before anybody asks, which 380 V − 7 % still allows.
  const low = {
    ...rows,
    distribution_transformers: rows.distribution_transformers.map((t) => ({ ...t, tap_pu: 1.1 })),
  };
  const asked = (phases: 1 | 3) =>
    ask(low, { site: placeAt([1005, 10]), demand: { equipmentKw: 11, phases } });
  expect(asked(3).of('lv-tap')).toBeDefined();
  const { rejected } = asked(1);
  const miss = rejected.find(({ nodeId, kind }) => nodeId === 'L2' && kind === 'lv-tap')!;
  // 0.9 · 220 V of the transformer's rated 230.94 V to neutral.
  expect(miss).toMatchObject({ code: 'voltage-out-of-band', threshold: 0.8574, unit: 'pu' });
});

test('more than 12 kW on one phase is answered with three, and says so', () => {
  const { plans, classification } = ask(village(), {
    site: placeAt([820, 10]),
    demand: { equipmentKw: 12.1, phases: 1 },
  });
  expect(classification.because).toContainEqual({
    key: 'single-phase-limit',
    values: { equipmentKw: 12.1, maxKw: 12 },
    rule: 'NAT-LV',
  });
  expect(plans[0]!.bill.lines.map(({ item }) => item)).not.toContain('meter-single-phase');
});
