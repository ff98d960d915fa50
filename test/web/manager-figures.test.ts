import { describe, expect, test } from 'vitest';
import { TRANSITIONS } from '../../src/casework/states.ts';
import { ACTIONS, type CaseAction, STEP_FORMS } from '../../src/web/manager/case-actions.ts';
import { differences } from '../../src/web/manager/differences.ts';
import { weekOf } from '../../src/web/manager/week-of.ts';
import type { Plan } from '../../src/web/manager/plans-table.tsx';

const plan = (kind: string, nodeId: string, yuan: number, days = 30): Plan =>
  ({
    kind,
    priced: true,
    sources: [{ nodeId, routeM: 100 }],
    cost: { likelyYuan: yuan, payers: { customerYuan: yuan / 2 } },
    totalCalendarDays: days,
  }) as unknown as Plan;

describe('what a manager can do', () => {
  test('is what the state table says, in every state', () => {
    const named = Object.keys(STEP_FORMS) as CaseAction[];
    for (const [state, actions] of Object.entries(ACTIONS)) {
      const allowed = named.filter((action) =>
        TRANSITIONS.some(
          (one) =>
            one.action === action && one.by.includes('manager') && (one.from as string[]).includes(state),
        ),
      );
      expect([...actions].sort(), state).toEqual(allowed.sort());
    }
  });
});

describe('two plan sets side by side', () => {
  test('tell what became dearer, what is new and what fell away', () => {
    const before = { plans: [plan('mv-tee', 'a', 100), plan('mv-bay', 'b', 80)] };
    const after = { plans: [plan('mv-cut-in', 'c', 70), plan('mv-tee', 'a', 130)] };
    const rows = differences(before, after).map((row) => [
      row.kind,
      row.before?.yuan ?? null,
      row.after?.yuan ?? null,
    ]);
    expect(rows).toEqual([
      ['mv-cut-in', null, 70],
      ['mv-tee', 100, 130],
      ['mv-bay', 80, null],
    ]);
  });
});

describe('the ISO week', () => {
  test.each([
    ['2026-11-28T12:00:00+08:00', '2026-W48'],
    ['2027-01-01T00:30:00+08:00', '2026-W53'],
    ['2024-12-30T00:10:00+08:00', '2025-W01'],
    ['2026-01-04T23:59:00+08:00', '2026-W01'],
    ['2026-01-04T20:00:00Z', '2026-W02'],
  ])('of %s is %s', (time, week) => {
    expect(weekOf(new Date(time))).toBe(week);
  });
});
