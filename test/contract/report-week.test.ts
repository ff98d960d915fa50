import { describe, expect, test } from 'vitest';
import { reportWeek } from '../../src/contract/report-week.ts';
import { toIssues } from '../../src/contract/to-issues.ts';
import { isoWeek, weeksIn } from '../../src/model/iso-week.ts';

describe('a week', () => {
  test.each([
    ['2026-W47', '2026-11-16', '2026-11-22'],
    ['2026-W01', '2025-12-29', '2026-01-04'],
    ['2026-W53', '2026-12-28', '2027-01-03'],
    ['2021-W01', '2021-01-04', '2021-01-10'],
    ['2020-W53', '2020-12-28', '2021-01-03'],
    ['2000-W01', '2000-01-03', '2000-01-09'],
    ['2099-W53', '2099-12-28', '2100-01-03'],
  ])('%s runs from %s to %s', (text, from, to) => {
    expect(reportWeek.parse(text)).toEqual({
      year: Number(text.slice(0, 4)),
      week: Number(text.slice(6)),
      from,
      to,
    });
  });

  test.each([
    ['2027-W53', 'out-of-range', '2027-W01…2027-W52'],
    ['2026-W00', 'out-of-range', '2026-W01…2026-W53'],
    ['2026-W54', 'out-of-range', '2026-W01…2026-W53'],
    ['1999-W01', 'out-of-range', '2000-W01…2099-W53'],
    ['2100-W01', 'out-of-range', '2000-W01…2099-W53'],
    ...[
      '2026-47',
      '2026W47',
      '2026-w47',
      '2026-W7',
      '26-W47',
      ' 2026-W47',
      '2026-W47\n',
      '',
      '2026-W47-1',
      '２０２６-W47',
    ].map((text): [string, string, null] => [text, 'wrong-format', null]),
  ])('%j is refused', (text, code, allowed) => {
    const { error } = reportWeek.safeParse(text);
    const issues = toIssues(error!.issues, {
      schema: undefined,
      value: text,
      pointer: '/query/week',
      unknown: 'unknown-parameter',
    });
    expect(issues).toEqual([{ pointer: '/query/week', code, received: text, allowed }]);
  });

  test('of a figure, or none, is of the wrong type', () => {
    expect([202647, null, undefined, ['2026-W47']].map((one) => reportWeek.safeParse(one).success)).toEqual([
      ...[false, false, false, false],
    ]);
  });

  test('follows the one before it through two centuries without a gap', () => {
    let next = '1999-01-04';
    for (let year = 1999; year < 2200; year++) {
      for (let week = 1; week <= weeksIn(year); week++) {
        const found = isoWeek(year, week)!;
        expect([found.from, new Date(`${found.from}T00:00:00Z`).getUTCDay()]).toEqual([next, 1]);
        next = new Date(Date.parse(`${found.to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
      }
      expect(isoWeek(year, weeksIn(year) + 1)).toBeNull();
    }
    expect(isoWeek(2026, 1.5)).toBeNull();
  });
});
