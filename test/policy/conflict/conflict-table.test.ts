import { describe, expect, test } from 'vitest';
import { approvalsOf } from '../../../src/policy/approvals-part.ts';
import { stepsOf } from '../../../src/policy/time-part.ts';
import { DUTIES_ROWS } from './duties-rows.ts';
import { CZ, JX, facts } from './five-packs.ts';
import { MONEY_ROWS } from './money-rows.ts';
import { SUPPLY_ROWS } from './supply-rows.ts';
import { TIME_ROWS } from './time-rows.ts';

const ROWS = [...SUPPLY_ROWS, ...MONEY_ROWS, ...TIME_ROWS, ...DUTIES_ROWS];

/**
 * The points on which the five companies differ, one row each, under the number the row has in the comparison of their
 * plans; where a company says nothing, the national rule is expected under its own id.
 */
test.each(ROWS)('row %s, %s', (_row, _what, actual, expected) => {
  expect(actual()).toEqual(expected);
});

test('every row of the comparison is walked', () => {
  const walked = new Set(ROWS.map(([row]) => row));
  for (let row = 1; row <= 35; row++) expect([...walked], `row ${row}`).toContain(String(row));
});

describe('permits and steps', () => {
  test('a lighter procedure that hangs on an unknown fact is not taken, and the fact is named', () => {
    const { approvals, because } = approvalsOf(
      JX.approvals,
      facts({ lengthM: 300, roadExcavationM: null }),
      [],
    );
    expect(approvals[0]?.mode).toBe('online-parallel');
    expect(because).toEqual([
      {
        key: 'approval-hangs-on-facts',
        values: { facts: 'roadExcavationM', mode: 'commitment' },
        rule: 'JX-I3',
      },
    ]);
  });

  test('works that dig up no road need no permit for it', () => {
    const names = approvalsOf(JX.approvals, facts({ roadExcavationM: 0 }), []).approvals.map(
      ({ name }) => name,
    );
    expect(names).toEqual(['planning', 'greening', 'road-occupation']);
  });

  test('permits run while works are prepared: only one that takes longer than the works delays them', () => {
    const approvals = (days: number, dayKind: 'working' | 'calendar') => [
      { name: 'planning', mode: 'limited', days, dayKind, rule: 'X-1' },
    ];
    const under = (list: ReturnType<typeof approvals>): unknown =>
      stepsOf(CZ.time, facts({ lengthM: 400, asOf: '2020-06-01' }), list).find(
        ({ name }) => name === 'works',
      );
    expect(under(approvals(5, 'working'))).toMatchObject({ days: 5, rule: 'CZ-H2' });
    expect(under(approvals(7, 'calendar'))).toMatchObject({ days: 5, dayKind: 'working', rule: 'CZ-H2' });
    expect(under(approvals(8, 'calendar'))).toMatchObject({ days: 8, dayKind: 'calendar', rule: 'X-1' });
  });
});
