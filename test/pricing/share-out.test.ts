import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareOut } from '../../src/pricing/share-out.ts';

test('parts are whole, sum exactly, and lie within one of their share', () => {
  const weight = fc.integer({ min: 0, max: 10_000_000 });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 ** 12 }),
      fc.array(weight, { minLength: 1, maxLength: 9 }).filter((all) => all.some((w) => w > 0)),
      (total, weights) => {
        const parts = shareOut(total, weights);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        const sum = BigInt(weights.reduce((a, b) => a + b, 0));
        parts.forEach((part, i) => {
          const off = BigInt(part) * sum - BigInt(total) * BigInt(weights[i]!);
          expect(off < sum && off > -sum).toBe(true);
          if (weights[i] === 0) expect(part).toBe(0);
        });
      },
    ),
    { seed: 20261123 },
  );
});

test('what is left goes to the parts cut most, the first of equals first', () => {
  expect(shareOut(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(shareOut(10, [1, 2, 4])).toEqual([1, 3, 6]);
  expect(shareOut(2, [1, 1, 1])).toEqual([1, 1, 0]);
});
