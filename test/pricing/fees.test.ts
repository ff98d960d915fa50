import { expect, test } from 'vitest';
import { type FeeTariff, parseFeeTariff } from '../../src/pricing/fee-tariff.ts';
import { feesOf } from '../../src/pricing/fees.ts';
import { type Circuit, highReliabilityFee } from '../../src/pricing/high-reliability-fee.ts';

const sourced = { source: 'made up for this test', confidence: 'low' };
const TARIFF: FeeTariff = parseFeeTariff(
  'test.json',
  JSON.stringify({
    id: 'test',
    version: 1,
    name: { zh: '测试', en: 'Test' },
    validFrom: '2020-01-01',
    validTo: null,
    highReliability: {
      cableFactor: { value: 1.5, ...sourced },
      rates: [
        { kv: 10, customerBuilt: false, yuanPerKva: 100, ...sourced },
        { kv: 10, customerBuilt: true, yuanPerKva: 60.01, ...sourced },
        { kv: 35, customerBuilt: false, yuanPerKva: 80, ...sourced },
      ],
    },
  }),
);
const circuit = (capacityKva: number, more: Partial<Circuit> = {}): Circuit => ({
  capacityKva,
  kv: 10,
  cable: false,
  ...more,
});
const yuan = (circuits: readonly Circuit[], customerBuilt = false): number => {
  const fee = highReliabilityFee(circuits, customerBuilt, TARIFF);
  if (!('amountFen' in fee)) throw new Error(JSON.stringify(fee));
  return fee.amountFen / 100;
};

test('the largest circuit is free, wherever it stands; every other pays its capacity', () => {
  expect(yuan([circuit(1000), circuit(400)])).toBe(40_000);
  expect(yuan([circuit(400), circuit(1000)])).toBe(40_000);
  expect(yuan([circuit(1000), circuit(400), circuit(200)])).toBe(60_000);
  expect(yuan([circuit(1000)])).toBe(0);
});

test('of circuits alike the first is free', () => {
  expect(yuan([circuit(500, { cable: true }), circuit(500)])).toBe(50_000);
  expect(yuan([circuit(500), circuit(500, { cable: true })])).toBe(75_000);
});

test('an underground cable pays the factor, works the customer built their own rate, to the fen', () => {
  expect(yuan([circuit(1000), circuit(400, { cable: true })])).toBe(60_000);
  expect(yuan([circuit(1000), circuit(0.5)], true)).toBe(30.01);
  expect(yuan([circuit(1000), circuit(400, { kv: 35 })])).toBe(32_000);
});

test('a rate that the tariff lacks is named, never guessed', () => {
  expect(highReliabilityFee([circuit(1000), circuit(400, { kv: 20 })], false, TARIFF)).toEqual({
    lacking: { kv: 20, customerBuilt: false },
  });
});

const due = (kind: string, is: boolean | null) => ({
  kind,
  due: is,
  payer: 'customer' as const,
  rule: 'JX-D3',
});
const TWO = { circuits: [circuit(1000), circuit(400)], customerBuilt: false, tariff: TARIFF };

test('a fee is due with its amount, not due, without tariff, or undecided', () => {
  const one = (fee: ReturnType<typeof due>, charged: Parameters<typeof feesOf>[1]) => {
    const [found] = feesOf([fee], charged);
    return [found?.status, found?.amountFen];
  };
  expect(one(due('high-reliability', true), TWO)).toEqual(['due', 4_000_000]);
  expect(one(due('high-reliability', false), TWO)).toEqual(['none', null]);
  expect(one(due('high-reliability', true), { ...TWO, tariff: null })).toEqual(['tariff-not-loaded', null]);
  expect(one(due('high-reliability', true), { ...TWO, customerBuilt: null })).toEqual(['undecided', null]);
  expect(
    one(due('high-reliability', true), { ...TWO, circuits: [circuit(9), circuit(5, { kv: 20 })] }),
  ).toEqual(['tariff-not-loaded', null]);
  expect(one(due('cable-channel', null), TWO)).toEqual(['undecided', null]);
  expect(one(due('meter-verification', true), TWO)).toEqual(['tariff-not-loaded', null]);
});

test('a tariff with an error says where', () => {
  const broken = { ...TARIFF, highReliability: { ...TARIFF.highReliability, rates: [] } };
  expect(() => parseFeeTariff('x.json', JSON.stringify(broken))).toThrow(
    /x\.json is not valid:\n {2}\/highReliability\/rates: /,
  );
  expect(() => parseFeeTariff('x.json', '{')).toThrow(/x\.json is not JSON/);
});
