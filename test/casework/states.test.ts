import { describe, expect, it } from 'vitest';
import { TRANSITIONS, nextState, statesFor } from '../../src/casework/states.ts';
import { CASE_ACTIONS, CASE_ACTORS, CASE_STATES } from '../../src/model/case-words.ts';
import type { CaseAction, CaseState } from '../../src/model/case-words.ts';

/** Written out by hand, apart from the table: state after the action for manager, customer, system; `-` = refused. */
const EXPECTED: Readonly<Record<CaseState, Readonly<Partial<Record<CaseAction, string>>>>> = {
  draft: {
    pause: 'draft - -',
    resume: 'draft - -',
    edit: 'draft draft -',
    accept: 'accepted - -',
    offer: 'draft draft -',
    withdraw: 'withdrawn withdrawn -',
    expire: '- - expired',
  },
  accepted: {
    pause: 'accepted - -',
    resume: 'accepted - -',
    edit: 'accepted accepted -',
    offer: 'offered offered -',
    withdraw: 'withdrawn withdrawn -',
    expire: '- - expired',
  },
  offered: {
    edit: 'accepted accepted -',
    offer: 'offered offered -',
    choose: 'chosen chosen -',
    override: 'offered - -',
    withdraw: 'withdrawn withdrawn -',
    notice: '- - offered',
    expire: '- - expired',
  },
  chosen: {
    override: 'chosen - -',
    offer: 'chosen chosen -',
    release: 'offered offered -',
    review: 'in-review - -',
    approve: 'approved - -',
    withdraw: 'withdrawn withdrawn -',
    notice: '- - chosen',
    expire: '- - expired',
  },
  'in-review': {
    override: 'in-review - -',
    offer: 'in-review in-review -',
    release: 'offered offered -',
    review: 'in-review - -',
    approve: 'approved - -',
    withdraw: 'withdrawn withdrawn -',
    notice: '- - in-review',
    expire: '- - expired',
  },
  approved: {
    pause: 'approved - -',
    resume: 'approved - -',
    connect: 'connected - -',
    withdraw: 'withdrawn withdrawn -',
    notice: '- - approved',
    expire: '- - expired',
  },
  connected: { measure: 'measured - -', connect: 'connected - -' },
  measured: { measure: 'measured - -', connect: 'measured - -' },
  withdrawn: {},
  expired: {},
};

describe('the life of an application', () => {
  for (const state of CASE_STATES)
    for (const action of CASE_ACTIONS)
      it(`${action} in ${state}`, () => {
        const wanted = (EXPECTED[state][action] ?? '- - -').split(' ');
        expect(CASE_ACTORS.map((actor) => nextState(state, action, actor) ?? '-')).toEqual(wanted);
        CASE_ACTORS.forEach((actor, i) => {
          expect(statesFor(action, actor).includes(state)).toBe(wanted[i] !== '-');
        });
      });

  it('reaches every state from a draft, and leaves none of the last ones', () => {
    const reached = new Set<CaseState>(['draft']);
    for (const state of reached)
      for (const action of CASE_ACTIONS)
        for (const actor of CASE_ACTORS) {
          const next = nextState(state, action, actor);
          if (next !== null) reached.add(next);
        }
    expect([...reached].sort()).toEqual([...CASE_STATES].sort());
    for (const { from } of TRANSITIONS.filter(({ to }) => to !== 'same'))
      expect(from).not.toEqual(expect.arrayContaining([expect.stringMatching(/measured|withdrawn|expired/)]));
  });
});
