import { expect, test } from 'vitest';
import { schedule } from '../../src/policy/schedule.ts';
import { pack } from '../support/load-rules.ts';

const steps = (list: { days: number; dayKind: 'working' | 'calendar' }[], asOf: string) => {
  const lv = list.map((step, i) => ({ name: `step ${i + 1}`, ...step }));
  return schedule({ ...pack, time: { ...pack.time, steps: { ...pack.time.steps, lv } } }, 'lv', asOf);
};

test('working days leave weekends out, calendar days do not', () => {
  // 2026-11-20 is a Friday.
  expect(steps([{ days: 1, dayKind: 'working' }], '2026-11-20').steps[0]).toMatchObject({
    to: '2026-11-23',
    estimated: true,
  });
  expect(steps([{ days: 1, dayKind: 'calendar' }], '2026-11-20').steps[0]).toMatchObject({
    to: '2026-11-21',
    estimated: false,
  });
});

test('steps follow one another, half days count whole, and the total is in calendar days', () => {
  const { steps: list, totalCalendarDays } = steps(
    [
      { days: 0.5, dayKind: 'working' },
      { days: 5, dayKind: 'working' },
    ],
    '2026-11-18',
  );
  expect(list.map(({ from, to }) => [from, to])).toEqual([
    ['2026-11-18', '2026-11-19'],
    ['2026-11-19', '2026-11-26'],
  ]);
  expect(totalCalendarDays).toBe(8);
});
