import { expect, test } from 'vitest';
import { classify } from '../../src/policy/classify.ts';
import { pack, packOf } from '../support/load-rules.ts';
import { requestFor } from '../support/open-rows.ts';

const of = (demand: Parameters<typeof requestFor>[0]['demand'] & object) =>
  classify(requestFor({ demand }), pack);

test('equipment of exactly the low-voltage limit is low voltage, a tenth of a kilowatt more is not', () => {
  expect(of({ equipmentKw: 160 }).classification.supplyClass).toBe('lv');
  expect(of({ equipmentKw: 160.1 }).classification.supplyClass).toBe('hv-single');
});

test('where the kind of area is unknown and could turn the voltage, it is high, and that is said', () => {
  const lowVoltage = [
    { rule: 'NAT-LV', when: { areaType: ['urban' as const] }, maxKw: 160, tolerance: 0 },
    { rule: 'NAT-LV', when: { areaType: ['rural' as const] }, maxKw: 100, tolerance: 0 },
  ];
  const twoAreas = { ...pack, voltage: { ...pack.voltage, lowVoltage } };
  const at = (areaType: 'rural' | 'urban' | null, equipmentKw: number) =>
    classify(requestFor({ demand: { equipmentKw }, customer: { areaType } }), twoAreas).classification;
  expect([at('urban', 130), at('rural', 130), at(null, 130)].map(({ supplyClass }) => supplyClass)).toEqual([
    'lv',
    'hv-single',
    'hv-single',
  ]);
  expect(at(null, 130).because).toContainEqual({
    key: 'voltage-hangs-on-facts',
    values: { facts: 'areaType', equipmentKw: 130, ceilingKw: 160 },
    rule: 'NAT-LV',
  });
});

test('beyond the medium-voltage limit the case is referred, and nothing else is looked for', () => {
  expect(of({ capacityKva: 10_000 }).classification.supplyClass).toBe('hv-single');
  const { classification, brief } = of({ capacityKva: 10_001 });
  expect(classification.supplyClass).toBe('hv-referral');
  expect([brief.kinds, brief.otherwise]).toEqual([['hv-referral'], []]);
});

test('a new outlet is wanted from the pack’s limit on', () => {
  expect([
    of({ capacityKva: 4999 }).brief.wantsDedicated,
    of({ capacityKva: 5000 }).brief.wantsDedicated,
  ]).toEqual([false, true]);
});

test('a missing size is converted by power factor, rounded up, and said so', () => {
  const kw = of({ equipmentKw: 95 });
  expect([kw.brief.needKva, kw.classification.converted]).toEqual([100, ['capacityKva']]);
  const kva = of({ capacityKva: 630, powerFactor: 0.9 });
  expect([kva.brief.equipmentKw, kva.classification.converted]).toEqual([567, ['equipmentKw']]);
  expect(of({ capacityKva: 630, equipmentKw: 520 }).classification.converted).toEqual([]);
});

test('every reason names its rule, and the pack lists it; only cautions have none', () => {
  for (const capacityKva of [50, 630, 6000, 20_000]) {
    for (const { key, rule } of of({ capacityKva, loadClass: 1 }).classification.because) {
      if (rule === null) expect(['policy-not-confirmed', 'second-source-at-low-voltage']).toContain(key);
      else expect(Object.keys(pack.rules)).toContain(rule);
    }
  }
});

test('sources follow load class and importance, and kinds of one source step back', () => {
  const asked = (demand: Parameters<typeof of>[0]) => {
    const { classification, brief } = of({ capacityKva: 630, ...demand });
    return [classification.sourceStructure, classification.supplyClass, brief.standbyKva, brief.kinds[0]];
  };
  expect(asked({ loadClass: 3 })).toEqual(['single', 'hv-single', 0, 'mv-tee']);
  expect(asked({ loadClass: 2 })).toEqual(['double-circuit', 'hv-dual', 630, 'mv-dual-circuit']);
  expect(asked({ loadClass: 1 })).toEqual(['dual-source', 'hv-dual', 630, 'mv-dual-source']);
  expect(asked({ importance: 'special' })).toEqual(['three-sources', 'hv-dual', 630, 'mv-dual-source']);
  expect(asked({ loadClass: 2, importance: 'second' })[0]).toBe('double-circuit');
  expect(asked({ loadClass: 3, importance: 'second' })[0]).toBe('single');
  expect(of({ capacityKva: 630, loadClass: 2 }).brief.otherwise).toContain('mv-tee');
  // What asks for two power sources is never served by one: two circuits are the least.
  expect(of({ capacityKva: 630, loadClass: 1 }).brief.otherwise).toEqual(['mv-dual-circuit']);
});

test('a second source at low voltage is left to people, and said so', () => {
  const { classification, brief } = of({ equipmentKw: 20, loadClass: 2 });
  expect([classification.supplyClass, classification.sourceStructure, brief.structure]).toEqual([
    'lv',
    'double-circuit',
    'single',
  ]);
  expect(classification.because.map(({ key }) => key)).toContain('second-source-at-low-voltage');
});

test('temporary supply looks at works that are taken away again first', () => {
  const { brief } = classify(requestFor({ customer: { temporary: true } }), pack);
  expect([brief.temporary, brief.kinds[0]]).toEqual([true, 'temporary-lease']);
});

test('a pack outside its time and a pack nobody has confirmed work, and say so', () => {
  const jinhua = packOf('jinhua-2020');
  const { because } = classify(requestFor({ asOf: '2026-11-20' }), jinhua).classification;
  expect(because).toContainEqual({
    key: 'policy-not-in-force',
    values: { asOf: '2026-11-20', validFrom: '2020-12-01', validTo: '2022-12-31' },
    rule: null,
  });
  expect(because).toContainEqual({
    key: 'policy-not-confirmed',
    values: {},
    rule: null,
  });
  const inTime = classify(requestFor({ asOf: '2022-12-31' }), { ...jinhua, status: 'in-force' });
  const keys = inTime.classification.because.map(({ key }) => key);
  expect(keys).not.toContain('policy-not-in-force');
  expect(keys).not.toContain('policy-not-confirmed');
});
