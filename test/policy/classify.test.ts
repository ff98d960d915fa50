import { expect, test } from 'vitest';
import { classify } from '../../src/policy/classify.ts';
import { pack } from '../support/load-rules.ts';
import { requestFor } from '../support/open-rows.ts';

const of = (demand: Parameters<typeof requestFor>[0]['demand'] & object) =>
  classify(requestFor({ demand }), pack);

test('equipment of exactly the low-voltage limit is low voltage, a tenth of a kilowatt more is not', () => {
  expect(of({ equipmentKw: 160 }).classification.supplyClass).toBe('lv');
  expect(of({ equipmentKw: 160.1 }).classification.supplyClass).toBe('hv-single');
});

test('the tolerance of a pack lifts the limit: 160 kW + 5 % is 168.0, not 168.1', () => {
  const lowVoltage = pack.voltage.lowVoltage.map((entry) => ({ ...entry, tolerance: 0.05 }));
  const generous = { ...pack, voltage: { ...pack.voltage, lowVoltage } };
  const under = (equipmentKw: number) =>
    classify(requestFor({ demand: { equipmentKw } }), generous).classification.supplyClass;
  expect([under(168), under(168.1)]).toEqual(['lv', 'hv-single']);
});

test('a low-voltage rule for rural land says nothing of a customer whose land is unknown', () => {
  const lowVoltage = pack.voltage.lowVoltage.map((entry) => ({ ...entry, areaTypes: ['rural' as const] }));
  const rural = { ...pack, voltage: { ...pack.voltage, lowVoltage } };
  const at = (areaType: 'rural' | 'urban' | null) =>
    classify(requestFor({ demand: { equipmentKw: 50 }, customer: { areaType } }), rural).classification
      .supplyClass;
  expect([at('rural'), at('urban'), at(null)]).toEqual(['lv', 'hv-single', 'hv-single']);
});

test('beyond the medium-voltage limit the case is referred, and nothing is searched', () => {
  expect(of({ capacityKva: 10_000 }).classification.supplyClass).toBe('hv-single');
  const { classification, brief } = of({ capacityKva: 10_001 });
  expect(classification.supplyClass).toBe('hv-referral');
  expect(brief.kinds).toEqual([]);
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

test('every reason names its rule, and the pack lists it', () => {
  for (const capacityKva of [50, 630, 6000, 20_000]) {
    for (const { rule } of of({ capacityKva }).classification.because)
      expect(Object.keys(pack.rules)).toContain(rule);
  }
});
