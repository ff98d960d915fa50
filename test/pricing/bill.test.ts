import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PAYERS } from '../../src/model/plan.ts';
import { type Quantity, priceBill } from '../../src/pricing/bill.ts';
import { splitLine } from '../../src/pricing/split-line.ts';
import { catalogue } from '../support/load-rules.ts';

const items = Object.keys(catalogue.items);
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
const tenths = fc.integer({ min: 1, max: 150_000 }).map((count) => count / 10);
const line = fc.record({
  item: fc.constantFrom(...items.slice(0, 12), ...items.slice(-12)),
  quantity: tenths,
  side: fc.constantFrom('grid' as const, 'connection' as const, 'customer' as const),
  payer: fc.constantFrom(...PAYERS),
  rule: fc.constant(null),
});
const whole = (item: string, quantity: number): Quantity => ({
  item,
  quantity,
  side: 'connection',
  payer: 'undecided',
  rule: null,
});
const split = (from: Quantity, outsideM: number, insideM: number) =>
  splitLine(from, [
    { side: 'connection', payer: 'utility', rule: 'T-1', lengthM: outsideM },
    { side: 'customer', payer: 'customer', rule: null, lengthM: insideM },
  ]);

test('lines sum to the bill and payers to its likely amount, to the fen, whatever the quantities', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const bill = priceBill(catalogue, lines);
      expect(sum(bill.lines.map((l) => l.lowFen))).toBe(bill.lowFen);
      expect(sum(bill.lines.map((l) => l.likelyFen))).toBe(bill.likelyFen);
      expect(sum(bill.lines.map((l) => l.highFen))).toBe(bill.highFen);
      expect(sum(PAYERS.map((p) => bill.payers[p]))).toBe(bill.likelyFen);
      expect(bill.lines.map(({ item, quantity }) => [item, quantity])).toEqual(
        lines.map(({ item, quantity }) => [item, quantity]),
      );
      for (const { lowFen, likelyFen, highFen } of bill.lines) {
        expect([lowFen, likelyFen, highFen].every(Number.isSafeInteger)).toBe(true);
        expect(lowFen <= likelyFen && likelyFen <= highFen).toBe(true);
      }
    }),
    { seed: 20261120 },
  );
});

test('a line costs its quantity times its unit price, within the fen that sharing moves', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
      for (const { item, quantity, likelyFen } of priceBill(catalogue, lines).lines) {
        const exact = catalogue.items[item]!.likelyYuan * 100 * quantity;
        expect(Math.abs(likelyFen - exact)).toBeLessThan(1.5);
      }
    }),
    { seed: 20261121 },
  );
});

test('the same line twice, as two supplies give it, is two lines', () => {
  const breaker = whole('pole-breaker', 1);
  const { lines, likelyFen } = priceBill(catalogue, [breaker, breaker]);
  expect(lines.map((l) => l.likelyFen)).toEqual([4_500_000, 4_500_000]);
  expect(likelyFen).toBe(9_000_000);
});

test('parts of a line have its quantity to 0.1 m, and cost exactly what it costs, wherever it is split', () => {
  const metres = fc.double({ min: 0, max: 3000, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(...items), tenths, metres, metres, (item, quantity, outsideM, insideM) => {
      fc.pre(Math.round(outsideM * 1000) + Math.round(insideM * 1000) > 0);
      const line = whole(item, quantity);
      const parts = split(line, outsideM, insideM);
      expect(sum(parts.map((part) => Math.round(part.quantity * 10)))).toBe(Math.round(quantity * 10));
      expect(parts.every((part) => part.quantity > 0)).toBe(true);
      const [before, after] = [priceBill(catalogue, [line]), priceBill(catalogue, parts)];
      expect([after.lowFen, after.likelyFen, after.highFen]).toEqual([
        before.lowFen,
        before.likelyFen,
        before.highFen,
      ]);
    }),
    { seed: 20261122 },
  );
});

test('moving only the red line moves money only between payers', () => {
  const others = [whole('pole-breaker', 1), whole('trench-soil', 603.1)];
  const bills = Array.from({ length: 61 }, (_, i) =>
    priceBill(catalogue, [...others, ...split(whole('mv-cable-240', 603.1), i * 10, 603.1 - i * 10)]),
  );
  for (const bill of bills) expect(bill.likelyFen).toBe(bills[0]!.likelyFen);
  const utility = bills.map(({ payers }) => payers.utility);
  expect(utility).toEqual([...utility].sort((a, b) => a - b));
  expect(new Set(utility).size).toBe(61);
});

test('a worked split: 100.0 m of which a third lies inside', () => {
  const [outside, inside] = split(whole('mv-overhead-240', 100), 200, 100);
  expect(outside).toMatchObject({ quantity: 66.7, side: 'connection', payer: 'utility', rule: 'T-1' });
  expect(inside).toMatchObject({ quantity: 33.3, side: 'customer', payer: 'customer', rule: null });
  expect(priceBill(catalogue, [outside!, inside!]).lines.map((l) => l.likelyFen)).toEqual([
    2_334_500, 1_165_500,
  ]);
});

test('a line cannot be split into no length, and an item that is not in the catalogue is a fault', () => {
  expect(() => split(whole('mv-overhead-240', 100), 0, 0)).toThrow('split into no length');
  expect(() => priceBill(catalogue, [whole('gold-wire', 1)])).toThrow(/no item gold-wire/);
});
