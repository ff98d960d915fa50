import { expect, test } from 'vitest';
import { writeWarnings } from '../../src/planning/warnings/write-warnings.ts';
import { someWarning } from '../support/some-warning.ts';

const MANY = Array.from({ length: 300 }, (_, i) =>
  someWarning(`F${i}`, { name: `线路${i}`, kind: i % 3 === 0 ? 'over' : 'queue' }),
);
const listsIn = (batches: readonly Uint8Array[]): unknown[][] =>
  batches.map((bytes) => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown[]);

test('warnings are written down in their order, in batches no larger than asked for, each in memory of its own', () => {
  const { batches, counts } = writeWarnings(MANY, 4096);
  expect(listsIn(batches).flat()).toEqual(MANY);
  expect(batches.length).toBeGreaterThan(10);
  expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(4096);
  expect(batches.every(({ length, buffer }) => buffer.byteLength === length)).toBe(true);
  expect(counts).toEqual({ over: 100, heavy: 0, 'short-margin': 0, queue: 200, 'stale-data': 0 });
});

test('a batch is filled to the last byte, and a warning that is larger stands alone', () => {
  const one = new TextEncoder().encode(JSON.stringify(MANY[0])).length;
  const two = MANY.slice(0, 2).map((each) => Object.assign({}, each, { elementId: 'F0', name: '线路0' }));
  expect(writeWarnings([two[0]!, two[0]!], 2 * one + 3).batches).toHaveLength(1);
  expect(writeWarnings([two[0]!, two[0]!], 2 * one + 2).batches).toHaveLength(2);
  const large = someWarning('F9', { name: '线'.repeat(100) });
  expect(listsIn(writeWarnings([MANY[0]!, large, MANY[1]!], one + 20).batches)).toEqual([
    [MANY[0]],
    [large],
    [MANY[1]],
  ]);
});

test('nothing to warn of is no batch', () => {
  expect(writeWarnings([]).batches).toEqual([]);
});
