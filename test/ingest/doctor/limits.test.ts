import { expect, test } from 'vitest';
import { parseLimits } from '../../../src/ingest/doctor/limits.ts';
import { limits } from '../../support/doctor-limits.ts';

test('limits are refused with every fault by name', () => {
  const broken = { ...limits, tie: { m: -1, source: '', confidence: 'sure' }, extra: 1 };
  const parse = () => parseLimits('limits.json', JSON.stringify(broken));
  expect(parse).toThrow(/limits\.json: [^]*extra[^]*tie\.m[^]*tie\.source[^]*tie\.confidence/u);
});

test('every range leaves room, and names a figure once', () => {
  for (const { low, high } of limits.ranges) expect(low).toBeLessThan(high);
  const names = limits.ranges.map(({ subject, level, laying, field }) =>
    [subject, level, laying, field].join(' '),
  );
  expect(new Set(names).size).toBe(names.length);
});
