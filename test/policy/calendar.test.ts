import { expect, test } from 'vitest';
import {
  addCalendarDays,
  addWorkingDays,
  daysBetween,
  isWorkingDay,
  parseCalendar,
} from '../../src/policy/calendar.ts';
import { calendar } from '../support/load-rules.ts';
import { readFileSync } from 'node:fs';

const allDays = (year: number): string[] => {
  const first = `${year}-01-01`;
  return Array.from(
    { length: daysBetween(first, `${year + 1}-01-01`) },
    (_, i) => addCalendarDays(first, i).day,
  );
};
const text = readFileSync(new URL('../../data/calendar/cn-holidays.json', import.meta.url), 'utf8');
const file = JSON.parse(text) as {
  years: Record<string, { daysOff: [string, string][]; workedWeekends: string[] }>;
};

test('each year has as many days off and worked weekends as its notice announced', () => {
  // Counted in the notices: days off (weekends inside a span included) and worked weekends.
  const announced: Record<string, [number, number]> = {
    2019: [24, 7],
    2020: [30, 6],
    2021: [31, 7],
    2022: [31, 7],
    2023: [27, 7],
    2024: [28, 8],
    2025: [28, 5],
    2026: [33, 6],
  };
  const counted = Object.fromEntries(
    Object.entries(file.years).map(([year, { daysOff, workedWeekends }]) => [
      year,
      [daysOff.reduce((sum, [first, last]) => sum + daysBetween(first, last) + 1, 0), workedWeekends.length],
    ]),
  );
  expect(counted).toEqual(announced);
});

test('working days of a year are its weekdays less its statutory holidays: 11, from 2025 on 13', () => {
  // Worked weekends only move days about. 2019 and 2020 are left out: one gave a day over New Year, one gave days more.
  for (const [year, statutory] of Object.entries({
    2021: 11,
    2022: 11,
    2023: 11,
    2024: 11,
    2025: 13,
    2026: 13,
  })) {
    const days = allDays(Number(year));
    const weekdays = days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay())).length;
    expect(days.filter((day) => isWorkingDay(calendar, day)).length, year).toBe(weekdays - statutory);
  }
});

test('Spring Festival: a working day before it ends after it', () => {
  // 2026: off 15–23 February, worked on Saturdays the 14th and the 28th.
  expect(addWorkingDays(calendar, '2026-02-13', 1).day).toBe('2026-02-14');
  expect(addWorkingDays(calendar, '2026-02-13', 2).day).toBe('2026-02-24');
  expect(addWorkingDays(calendar, '2026-02-14', 5).day).toBe('2026-02-28');
  // 2020: the holiday was lengthened to 2 February, and the Saturday that was to be worked fell away.
  expect(addWorkingDays(calendar, '2020-01-23', 1)).toEqual({ day: '2020-02-03', estimated: false });
});

test('National Day: eight days when Mid-Autumn falls into it, and the Sunday before is worked', () => {
  expect(addWorkingDays(calendar, '2025-09-27', 1).day).toBe('2025-09-28');
  expect(addWorkingDays(calendar, '2025-09-30', 1).day).toBe('2025-10-09');
  expect(addWorkingDays(calendar, '2025-09-30', 3).day).toBe('2025-10-11');
  expect(addWorkingDays(calendar, '2025-09-30', 4).day).toBe('2025-10-13');
});

test('worked Saturdays and Sundays count, others do not; holidays on weekdays do not', () => {
  expect(isWorkingDay(calendar, '2024-05-11')).toBe(true);
  expect(isWorkingDay(calendar, '2024-05-12')).toBe(false);
  expect(isWorkingDay(calendar, '2024-09-17')).toBe(false);
  expect(isWorkingDay(calendar, '2024-09-18')).toBe(true);
});

test('a day counted through a year without data is estimated; before it, and in calendar days, none is', () => {
  expect(addWorkingDays(calendar, '2026-12-30', 1)).toEqual({ day: '2026-12-31', estimated: false });
  expect(addWorkingDays(calendar, '2026-12-31', 1)).toEqual({ day: '2027-01-01', estimated: true });
  expect(addWorkingDays(calendar, '2018-12-31', 1)).toEqual({ day: '2019-01-02', estimated: false });
  expect(addWorkingDays(calendar, '2018-12-28', 2)).toEqual({ day: '2019-01-02', estimated: true });
  expect(addWorkingDays(calendar, '2027-05-01', 0)).toEqual({ day: '2027-05-01', estimated: false });
  expect(addCalendarDays('2027-05-01', 5)).toEqual({ day: '2027-05-06', estimated: false });
});

test('counting is the same as looking at one day after the other', () => {
  for (const from of ['2023-09-20', '2024-01-30', '2026-04-28', '2021-12-27']) {
    for (let days = 0; days <= 30; days++) {
      const end = addWorkingDays(calendar, from, days).day;
      const between = Array.from(
        { length: daysBetween(from, end) },
        (_, i) => addCalendarDays(from, i + 1).day,
      );
      expect(between.filter((day) => isWorkingDay(calendar, day))).toHaveLength(days);
      if (days > 0) expect(isWorkingDay(calendar, end)).toBe(true);
    }
  }
});

test.each([
  [
    'a span that ends before it begins',
    (y: typeof file.years) => y['2026']!.daysOff.push(['2026-07-02', '2026-07-01']),
    /2026\/daysOff\/7: a span runs/,
  ],
  [
    'a worked weekday',
    (y: typeof file.years) => y['2026']!.workedWeekends.push('2026-07-01'),
    /workedWeekends\/6: a worked weekend/,
  ],
  [
    'a day of another year',
    (y: typeof file.years) => y['2026']!.daysOff.push(['2025-07-01', '2025-07-01']),
    /2025-07-01 lies in another year/,
  ],
  [
    'a day both off and worked',
    (y: typeof file.years) => y['2026']!.workedWeekends.push('2026-10-03'),
    /2026-10-03 is both off and worked/,
  ],
])('%s does not load and says where', (_, damage, message) => {
  const broken = structuredClone(file);
  damage(broken.years);
  expect(() => parseCalendar('c.json', JSON.stringify(broken))).toThrow(message);
});
