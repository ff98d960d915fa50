import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCalendarDays, isWorkingDay } from '../../src/policy/calendar.ts';
import { dueDay, workingDaysBefore } from '../../src/policy/due-day.ts';
import { schedule } from '../../src/policy/schedule.ts';
import { calendar } from '../support/load-rules.ts';

const working = (days: number) => ({ days, dayKind: 'working' as const });
const inCalendar = (days: number) => ({ days, dayKind: 'calendar' as const });
const day = fc.integer({ min: 0, max: 300 }).map((n) => addCalendarDays('2026-02-01', n).day);
const limits = fc.array(
  fc.record({
    days: fc.integer({ min: 0, max: 30 }).map((n) => n / 2),
    dayKind: fc.constantFrom('working' as const, 'calendar' as const),
  }),
  { maxLength: 4 },
);

describe('the last day of a clock', () => {
  it('leaves weekends and holidays out, and what it stands', () => {
    // 2026-09-30 is the Wednesday before National Day; the Saturday after it is worked.
    expect(dueDay(calendar, '2026-09-30', [working(3)], [])).toEqual({ day: '2026-10-10', estimated: false });
    expect(dueDay(calendar, '2026-11-16', [working(3)], [])?.day).toBe('2026-11-19');
    const pause = { from: '2026-11-17', until: '2026-11-23' };
    // Tuesday counts, Wednesday to Monday do not.
    expect(dueDay(calendar, '2026-11-16', [working(3)], [pause])?.day).toBe('2026-11-25');
    expect(dueDay(calendar, '2026-11-16', [inCalendar(3)], [pause])?.day).toBe('2026-11-25');
  });

  it('is none while it stands, unless it had passed before', () => {
    expect(dueDay(calendar, '2026-11-16', [working(3)], [{ from: '2026-11-18', until: null }])).toBeNull();
    expect(dueDay(calendar, '2026-11-16', [working(3)], [{ from: '2026-11-19', until: null }])?.day).toBe(
      '2026-11-19',
    );
  });

  it('is estimated where it is counted through a year that is not announced', () => {
    expect(dueDay(calendar, '2026-12-30', [working(5)], [])?.estimated).toBe(true);
    expect(dueDay(calendar, '2026-12-30', [inCalendar(5)], [])?.estimated).toBe(false);
  });

  it('without a pause is that of a schedule', () => {
    fc.assert(
      fc.property(day, limits, (from, list) => {
        const named = list.map((one) => Object.assign({ name: 's', rule: 'r' }, one));
        const { steps } = schedule(named, calendar, from);
        expect(dueDay(calendar, from, list, [])?.day).toBe(steps.at(-1)?.to ?? from);
      }),
    );
  });

  it('moves by the working days it stood, no more and no less', () => {
    const between = (after: string, last: string): number => {
      let count = 0;
      for (let at = after; at < last;) {
        at = addCalendarDays(at, 1).day;
        if (isWorkingDay(calendar, at)) count++;
      }
      return count;
    };
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        (from, days, before, length) => {
          const pause = {
            from: addCalendarDays(from, before).day,
            until: addCalendarDays(from, before + length).day,
          };
          const plain = dueDay(calendar, from, [working(days)], [])!.day;
          const paused = dueDay(calendar, from, [working(days)], [pause])!.day;
          const stood = pause.from >= plain ? 0 : between(pause.from, pause.until);
          expect(between(from, paused)).toBe(days + stood);
        },
      ),
    );
  });
});

it('so many working days before a day', () => {
  expect(workingDaysBefore(calendar, '2026-10-12', 2)).toBe('2026-10-09');
  expect(workingDaysBefore(calendar, '2026-10-12', 0)).toBe('2026-10-12');
});
