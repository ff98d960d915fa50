import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PAYERS } from '../../src/model/plan.ts';
import { priceBill } from '../../src/pricing/bill.ts';
import { parseCatalogue } from '../../src/pricing/catalogue.ts';
import { sizeFor } from '../../src/pricing/size.ts';
import { catalogue } from '../support/load-rules.ts';

test('lines sum to the bill and payers to its likely amount, to the fen, whatever the quantities', () => {
  const line = fc.record({
    item: fc.constantFrom(...Object.keys(catalogue.items)),
    quantity: fc.integer({ min: 1, max: 150_000 }).map((tenths) => tenths / 10),
    side: fc.constantFrom('grid' as const, 'connection' as const, 'customer' as const),
    payer: fc.constantFrom(...PAYERS),
    rule: fc.constant(null),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const bill = priceBill(catalogue, lines);
      const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
      expect(sum(bill.lines.map((l) => l.likelyFen))).toBe(bill.likelyFen);
      expect(sum(bill.lines.map((l) => l.highFen))).toBe(bill.highFen);
      expect(sum(PAYERS.map((p) => bill.payers[p]))).toBe(bill.likelyFen);
      expect(bill.lines.every((l) => Number.isSafeInteger(l.lowFen))).toBe(true);
    }),
    { seed: 20261120 },
  );
});

test('a size is the smallest that carries the load, its own rating included', () => {
  expect(sizeFor(catalogue, 'mv-cable', 260)).toEqual({ item: 'mv-cable-120', count: 1 });
  expect(sizeFor(catalogue, 'mv-cable', 260.1)).toEqual({ item: 'mv-cable-240', count: 1 });
});

test('beyond the largest size as few equal ones as possible, each no larger than needed', () => {
  expect(sizeFor(catalogue, 'mv-cable', 700)).toEqual({ item: 'mv-cable-240', count: 2 });
  expect(sizeFor(catalogue, 'customer-transformer', 1250)).toEqual({ item: 'box-transformer-630', count: 2 });
});

test('a catalogue with falling prices or unknown fields does not load and says where', () => {
  const broken = structuredClone(catalogue);
  broken.items['pole-breaker']!.lowYuan = 1e9;
  expect(() => parseCatalogue('c.json', JSON.stringify(broken))).toThrow(
    /\/items\/pole-breaker: prices must rise/,
  );
  expect(() => parseCatalogue('c.json', JSON.stringify({ ...catalogue, extra: 1 }))).toThrow(
    /c\.json is not valid/,
  );
});

test('every item says where its price comes from', () => {
  for (const item of Object.values(catalogue.items)) expect(item.source.length).toBeGreaterThan(3);
});
