import { expect, test } from 'vitest';
import { schedule } from '../../src/policy/schedule.ts';
import { calendar } from '../support/load-rules.ts';

const steps = (list: { days: number; dayKind: 'working' | 'calendar' }[], asOf: string) =>
  schedule(
    list.map((step, i) => ({ name: `step ${i + 1}`, rule: 'T-1', ...step })),
    calendar,
    asOf,
  );

test('working days leave weekends and holidays out, calendar days do not', () => {
  // 2026-09-30 is the Wednesday before National Day; the Saturday after it is worked.
  expect(steps([{ days: 3, dayKind: 'working' }], '2026-09-30').steps[0]).toEqual({
    name: 'step 1',
    rule: 'T-1',
    days: 3,
    dayKind: 'working',
    from: '2026-09-30',
    to: '2026-10-10',
    estimated: false,
  });
  expect(steps([{ days: 3, dayKind: 'calendar' }], '2026-09-30').steps[0]?.to).toBe('2026-10-03');
});

test('steps follow one another and the total is in calendar days', () => {
  const { steps: list, totalCalendarDays } = steps(
    [
      { days: 1, dayKind: 'working' },
      { days: 2, dayKind: 'calendar' },
      { days: 5, dayKind: 'working' },
    ],
    '2026-11-18',
  );
  expect(list.map(({ from, to }) => [from, to])).toEqual([
    ['2026-11-18', '2026-11-19'],
    ['2026-11-19', '2026-11-21'],
    ['2026-11-21', '2026-11-27'],
  ]);
  expect(totalCalendarDays).toBe(9);
});

test('half days add up along steps counted alike, and count whole before another kind of day', () => {
  const ends = (list: Parameters<typeof steps>[0]) => steps(list, '2026-11-18').steps.map(({ to }) => to);
  const half = { days: 0.5, dayKind: 'working' } as const;
  expect(ends([half, half, { days: 1, dayKind: 'working' }])).toEqual([
    '2026-11-19',
    '2026-11-19',
    '2026-11-20',
  ]);
  expect(ends([half, { days: 1, dayKind: 'calendar' }, half])).toEqual([
    '2026-11-19',
    '2026-11-20',
    '2026-11-23',
  ]);
});

test('what follows an estimated step is estimated too, whatever its days', () => {
  const { steps: list } = steps(
    [
      { days: 20, dayKind: 'working' },
      { days: 20, dayKind: 'working' },
      { days: 1, dayKind: 'calendar' },
    ],
    '2026-11-20',
  );
  expect(list.map(({ estimated }) => estimated)).toEqual([false, true, true]);
});

test('no steps take no time', () => {
  expect(steps([], '2026-11-20')).toEqual({ steps: [], totalCalendarDays: 0 });
});
