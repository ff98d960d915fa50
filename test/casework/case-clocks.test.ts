import { describe, expect, it } from 'vitest';
import { CaseClocks } from '../../src/casework/case-clocks.ts';
import { CaseRefusal } from '../../src/casework/case-refusal.ts';
import { stepsToConnection } from '../../src/casework/clock-steps.ts';
import type { Taking } from '../../src/casework/steps.ts';
import type { Application, CaseChange } from '../../src/model/case-book.ts';
import type { CaseState } from '../../src/model/case-words.ts';
import { type Clock, clockState } from '../../src/model/clock.ts';
import { AT, MANAGER, REQUEST, draft } from '../support/case-samples.ts';
import { calendar, packOf } from '../support/load-rules.ts';

const packs = ['national-2024', 'jiaxian-2021', 'shenqiu-2022', 'huangchuan-2021', 'changzhou-2019'].map(
  packOf,
);
const clocks = new CaseClocks({ calendar, packs, defaultPack: 'national-2024' });
const on = (today: string): Taking => ({ caller: MANAGER, at: AT, today });

const asked = (policy: string | null, kva = 315) => ({
  request: { ...REQUEST, policy, demand: { ...REQUEST.demand, capacityKva: kva } },
  verified: {},
});
const application = (over: Partial<Application>): Application => ({
  ...draft('a1'),
  version: 1,
  updatedAt: AT,
  choice: null,
  ...over,
});
/** The clocks of an application after a step to a state. */
const stepped = (
  before: Application,
  status: CaseState,
  today: string,
  limits: Parameters<CaseClocks['after']>[3] = null,
): Application => {
  const change: CaseChange = { action: 'edit', status };
  const changed = clocks.after(before, change, on(today), limits);
  const numbers = new Set(changed.map(({ number }) => number));
  const kept = before.clocks.filter(({ number }) => !numbers.has(number));
  const all = [...kept, ...changed].sort((a, b) => a.number - b.number);
  return { ...before, status, clocks: all };
};
const told = ({ kind, startedOn, dueOn, metOn }: Clock): string => [kind, startedOn, dueOn, metOn].join(' ');
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return error instanceof CaseRefusal ? error.code : String(error);
  }
};

describe('deadlines by the pack', () => {
  // 2026-11-16 is a Monday.
  it.each([
    [null, 315, 'acceptance 2026-11-16 2026-11-17 ', ['NAT-STEPS-HV']],
    ['jiaxian-2021', 315, 'acceptance 2026-11-16 2026-11-17 ', ['JX-H2']],
    ['changzhou-2019', 315, 'acceptance 2026-11-16 2026-11-17 ', ['CZ-H1']],
    // Taken up and answered in one step.
    ['huangchuan-2021', 315, 'answer 2026-11-16 2026-11-30 ', ['HC-H1']],
  ])('of %s with %i kVA begin with %s', (policy, kva, first, rules) => {
    const made = clocks.first(asked(policy, kva), on('2026-11-16'));
    expect(made.map(told)).toEqual([first]);
    expect(made[0]!.steps.map(({ rule }) => rule)).toEqual(rules);
  });

  it('are met by what they are kept for, and follow one another', () => {
    const limits = {
      pack: { id: 'national-2024', version: 2 },
      steps: [{ name: 'meter-and-connect', days: 5, dayKind: 'working' as const, rule: 'NAT-STEPS-HV' }],
    };
    const made = application({ ...asked(null), clocks: clocks.first(asked(null), on('2026-11-16')) });
    const accepted = stepped(made, 'accepted', '2026-11-17');
    const offered = stepped(accepted, 'offered', '2026-11-20');
    const back = stepped(offered, 'accepted', '2026-11-23');
    const again = stepped(stepped(back, 'offered', '2026-11-24'), 'chosen', '2026-11-25');
    const connected = stepped(stepped(again, 'approved', '2026-11-26', limits), 'connected', '2026-12-01');
    expect(connected.clocks.map(told)).toEqual([
      'acceptance 2026-11-16 2026-11-17 2026-11-17',
      'answer 2026-11-17 2026-12-01 2026-11-20',
      'answer 2026-11-23 2026-12-07 2026-11-24',
      'connection 2026-11-26 2026-12-03 2026-12-01',
    ]);
    expect(connected.clocks[0]).toMatchObject({ soonOn: '2026-11-13' });
  });

  it('have no limit for an answer where the pack has no such step', () => {
    const low = { ...asked(null, 30) };
    const made = application({ ...low, clocks: clocks.first(low, on('2026-11-16')) });
    expect(stepped(made, 'accepted', '2026-11-17').clocks.map(told)).toEqual([
      'acceptance 2026-11-16 2026-11-17 2026-11-17',
    ]);
  });

  it('end where the application is given up', () => {
    const made = application({ ...asked(null), clocks: clocks.first(asked(null), on('2026-11-16')) });
    const [ended] = stepped(made, 'withdrawn', '2026-11-18').clocks;
    expect(ended).toMatchObject({ endedOn: '2026-11-18', metOn: null });
    expect(clockState(ended!, '2026-12-01')).toBe('ended');
  });
});

describe('a pause', () => {
  const made = application({ ...asked(null), clocks: clocks.first(asked(null), on('2026-11-16')) });
  const accepted = stepped(made, 'accepted', '2026-11-16');
  const why = { reason: 'documents', note: '缺红线图' } as const;
  const taken = (before: Application, change: CaseChange): Application => ({
    ...before,
    clocks: before.clocks.map((one) => change.clocks?.find(({ number }) => number === one.number) ?? one),
  });

  it('takes the last day away until the clock goes on', () => {
    const paused = taken(accepted, clocks.pause(accepted, on('2026-11-18'), why));
    expect(paused.clocks[1]).toMatchObject({ dueOn: null, soonOn: null });
    expect(clockState(paused.clocks[1]!, '2027-01-01')).toBe('paused');
    const resumed = taken(paused, clocks.resume(paused, on('2026-11-25')));
    // Ten working days after Monday the 16th would have been the 30th; five of them it stood.
    expect(resumed.clocks[1]).toMatchObject({
      dueOn: '2026-12-07',
      pauses: [{ reason: 'documents', from: '2026-11-18', until: '2026-11-25', by: 'm1', resumedBy: 'm1' }],
    });
    expect(clockState(resumed.clocks[1]!, '2026-12-07')).toBe('running');
    expect(clockState(resumed.clocks[1]!, '2026-12-08')).toBe('overdue');
  });

  it('that comes too late leaves the clock overdue', () => {
    const paused = taken(accepted, clocks.pause(accepted, on('2026-12-01'), why));
    expect(clockState(paused.clocks[1]!, '2026-12-02')).toBe('overdue');
  });

  it('ends with what the clock is kept for', () => {
    const paused = taken(accepted, clocks.pause(accepted, on('2026-11-18'), why));
    expect(stepped(paused, 'offered', '2026-11-19').clocks[1]).toMatchObject({
      metOn: '2026-11-19',
      dueOn: '2026-12-01',
      pauses: [{ until: '2026-11-19', resumedBy: 'm1' }],
    });
  });

  it('is refused where no clock runs, twice, or for a reason that the pack does not have', () => {
    const paused = taken(accepted, clocks.pause(accepted, on('2026-11-18'), why));
    expect(codeOf(() => clocks.pause(paused, on('2026-11-19'), why))).toBe('clock-not-running');
    expect(codeOf(() => clocks.resume(accepted, on('2026-11-19')))).toBe('clock-not-paused');
    const [national] = packs;
    const { time } = national!;
    const strict = new CaseClocks({
      calendar,
      packs: [{ ...national!, time: { ...time, clock: { ...time.clock, pauses: ['permits'] } } }],
      defaultPack: 'national-2024',
    });
    expect(codeOf(() => strict.pause(accepted, on('2026-11-18'), why))).toBe('pause-not-allowed');
    const offered = application({ status: 'offered' });
    expect(codeOf(() => clocks.pause(offered, on('2026-11-18'), why))).toBe('wrong-state');
  });
});

it('works on the public grid beside those of the connection count where they take longer', () => {
  const step = (name: string, days: number, from: string, to: string) => ({
    ...{ name, days, dayKind: 'working', from, to, estimated: false, rule: `R-${name}` },
  });
  const steps = [
    step('apply', 1, '2026-11-16', '2026-11-17'),
    step('works', 10, '2026-11-17', '2026-12-01'),
    step('meter-and-connect', 4, '2026-12-01', '2026-12-07'),
    step('reinforcement', 60, '2026-11-17', '2027-02-20'),
  ];
  const answer = JSON.stringify({ plans: [{ id: 'p1', steps }], counterOffers: [] });
  expect(stepsToConnection({ answer }, 'p1')).toEqual([
    { name: 'works', days: 60, dayKind: 'working', rule: 'R-reinforcement' },
    { name: 'meter-and-connect', days: 4, dayKind: 'working', rule: 'R-meter-and-connect' },
  ]);
});
