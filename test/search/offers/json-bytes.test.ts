import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonBytes } from '../../../src/search/offers/json-bytes.ts';

const written = (write: (json: JsonBytes) => void): string => {
  const json = new JsonBytes();
  write(json);
  return new TextDecoder().decode(json.view());
};

test('decimals come out as JSON.stringify has them, but never with an exponent', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -(10 ** 14), max: 10 ** 14 }),
      fc.integer({ min: 0, max: 7 }),
      (units, decimals) => {
        const text = written((json) => {
          json.decimal(units, decimals);
        });
        const value = units / 10 ** decimals;
        if (value === 0 || Math.abs(value) >= 1e-6) expect(text).toBe(JSON.stringify(value));
        else expect([Number(text), text.includes('e')]).toEqual([value, false]);
      },
    ),
    {
      numRuns: 3000,
      examples: [
        [0, 0],
        [-0, 7],
        [1, 6],
        [1, 7],
        [-5, 1],
        [10_000_000, 7],
        [1_131_234_560, 7],
        [9_999_999, 0],
      ],
    },
  );
});

test('strings come out as JSON.stringify has them, quotes and control characters too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const utf8 = new TextEncoder().encode(text);
      expect(written((json) => { json.string(utf8); })).toBe(JSON.stringify(text)); // prettier-ignore
    }),
    { numRuns: 1000, examples: [['配电"室\\'], ['\u0000\n\t\b\u001f\u007f']] },
  );
});

test('what is written again starts anew, and long texts make room', () => {
  const json = new JsonBytes();
  const long = new TextEncoder().encode('"'.repeat(5000));
  json.string(long);
  expect(new TextDecoder().decode(json.view())).toBe(JSON.stringify('"'.repeat(5000)));
  json.clear();
  json.decimal(7, 0);
  expect(new TextDecoder().decode(json.view())).toBe('7');
});
