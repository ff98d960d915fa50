import { describe, expect, test } from 'vitest';
import { TRANSITIONS } from '../../src/casework/states.ts';
import type { ClockAnswer } from '../../src/contract/clocks.ts';
import type { DocumentAnswer } from '../../src/contract/documents.ts';
import { lookOf } from '../../src/web/clocks/clock-tag.tsx';
import { dayAfter, daysBetween } from '../../src/web/clocks/days.ts';
import { fileFault } from '../../src/web/documents/file-fault.ts';
import { ATTACH_IN, TAKE_OUT_IN, mayTakeOut } from '../../src/web/documents/may.ts';
import { formatIn } from '../../src/web/language/format.ts';
import type { Session } from '../../src/web/session/session.ts';

const clock = (stands: Partial<ClockAnswer>): ClockAnswer =>
  ({ state: 'running', soon: false, dueOn: '2026-12-04', metOn: null, ...stands }) as ClockAnswer;

describe('a deadline', () => {
  test.each([
    [clock({}), 'left', '', 5],
    [clock({ soon: true }), 'left', 'warn', 5],
    [clock({ soon: true, dueOn: '2026-11-29' }), 'today', 'warn', 0],
    [clock({ state: 'overdue', dueOn: '2026-11-26' }), 'past', 'bad', 3],
    [clock({ state: 'paused', dueOn: null }), 'paused', 'accent', 0],
    [clock({ state: 'met', metOn: '2026-12-04' }), 'met', 'good', 5],
    [clock({ state: 'met', metOn: '2026-12-05' }), 'late', 'warn', 5],
    [clock({ state: 'ended' }), 'ended', '', 5],
  ])('%j is told as %s', (of, key, tone, days) => {
    expect(lookOf(of, '2026-11-29')).toEqual({ key, tone, days });
  });

  test('is counted in days over the ends of months and years', () => {
    expect(dayAfter('2026-12-30', 4)).toBe('2027-01-03');
    expect(daysBetween('2027-01-03', '2026-12-30')).toBe(-4);
  });
});

describe('a document', () => {
  test.each([
    ['application/pdf', 1, null],
    ['image/jpeg', 10_485_760, null],
    ['image/png', 10_485_761, 'size'],
    ['image/png', 0, 'empty'],
    ['image/svg+xml', 1, 'type'],
    ['', 1, 'type'],
    ['toString', 1, 'type'],
  ])('of type %j and %d bytes: %s', (type, size, fault) => {
    expect(fileFault({ type, size })).toBe(fault);
  });

  test('is attached and taken out in the states of the state table', () => {
    const states = (action: string) =>
      TRANSITIONS.filter((one) => one.action === action).flatMap(({ from }) => from);
    expect([ATTACH_IN, TAKE_OUT_IN]).toEqual([states('attach'), states('detach')]);
  });

  test('is taken out by who attached it alone, while that goes', () => {
    const [customer, manager] = [
      { role: 'customer', sub: 'c1' } as Session,
      { role: 'manager', sub: 'm1' } as Session,
    ];
    const own = { addedAs: 'customer', addedBy: null } as DocumentAnswer;
    const [mine, others] = ['m1', 'm2'].map((addedBy) => ({ addedAs: 'manager', addedBy }) as DocumentAnswer);
    expect(mayTakeOut('draft', own, customer)).toBe(true);
    expect(mayTakeOut('offered', own, customer)).toBe(false);
    expect(mayTakeOut('draft', mine!, customer)).toBe(false);
    expect(mayTakeOut('accepted', mine!, manager)).toBe(true);
    expect(mayTakeOut('accepted', others!, manager)).toBe(false);
    expect(mayTakeOut('accepted', { ...own, addedBy: 'm1' }, manager)).toBe(false);
  });

  test('tells its size as it is read', () => {
    const { bytes } = formatIn('zh');
    expect([1, 1025, 1_048_576, 10_485_760].map(bytes)).toEqual(['1 KB', '2 KB', '1 MB', '10 MB']);
  });
});
