import { expect, test } from 'vitest';
import { type Reading, countedReading } from '../../src/snapshot/counted-reading.ts';

const reading = (kva: number, day: string | null, over: Partial<Reading> = {}): Reading => ({
  kva,
  maskedKva: 0,
  day,
  quality: 'measured',
  period: null,
  curve: null,
  ...over,
});
const kvaOf = (readings: readonly Reading[], months = 24) => countedReading(readings, months)?.kva ?? null;

test('the worst reading of the window counts, not the newest', () => {
  expect(kvaOf([reading(900, '2025-07-20'), reading(700, '2026-07-20'), reading(800, '2024-08-01')])).toBe(
    900,
  );
});

test('the window ends with the newest reading: its first day counts, the day before does not', () => {
  const newest = reading(500, '2026-07-20');
  expect(kvaOf([reading(900, '2024-07-20'), newest])).toBe(900);
  expect(kvaOf([reading(900, '2024-07-19'), newest])).toBe(500);
  expect(kvaOf([reading(900, '2026-06-19'), newest], 1)).toBe(500);
});

test('an old reading counts as long as nothing newer came, and one of unknown day as long as nothing dated did', () => {
  expect(kvaOf([reading(400, '2011-01-15')])).toBe(400);
  expect(kvaOf([reading(600, null)])).toBe(600);
  expect(kvaOf([reading(600, null), reading(400, '2011-01-15')])).toBe(400);
  expect(kvaOf([])).toBeNull();
});

test('a measured reading of the window takes the place of estimates there, however high they are', () => {
  const estimate = reading(2000, '2026-07-01', { quality: 'estimated' });
  const assumed = reading(3000, '2026-07-01', { quality: 'default' });
  expect(kvaOf([estimate, assumed, reading(900, '2025-08-01')])).toBe(900);
  expect(kvaOf([estimate, assumed])).toBe(2000);
  expect(kvaOf([estimate, reading(900, '2023-08-01')])).toBe(2000);
});

test('a reading that speaks for a period takes the place of a peak dated in it, and of one without a day', () => {
  const season = reading(700, '2026-07-25', { period: ['2026-06-01', '2026-09-30'] });
  expect(kvaOf([reading(900, '2026-07-20'), season])).toBe(700);
  expect(kvaOf([reading(900, '2026-06-01'), season])).toBe(700);
  expect(kvaOf([reading(900, '2026-05-31'), season])).toBe(900);
  expect(kvaOf([reading(900, null), season])).toBe(700);
});

test('what generation hid belongs to the figure that is compared', () => {
  const hidden = reading(700, '2026-07-20', { maskedKva: 250 });
  expect(countedReading([hidden, reading(900, '2026-07-10')], 24)).toBe(hidden);
});

test('readings in any order give the same one', () => {
  const list = [reading(800, '2026-07-20'), reading(800, '2026-07-28'), reading(800, '2025-07-20')];
  for (const order of [list, list.toReversed(), [list[1]!, list[2]!, list[0]!]])
    expect(countedReading(order, 24)).toBe(list[1]);
});
