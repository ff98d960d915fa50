import { describe, expect, it } from 'vitest';
import { CaseRefusal } from '../../src/casework/case-refusal.ts';
import { editDecision } from '../../src/casework/edit-decision.ts';
import { keptMarks, statedFacts, wordOf } from '../../src/casework/stated-facts.ts';
import { STEPS, type Taking } from '../../src/casework/steps.ts';
import { monthsLater, validUntil } from '../../src/casework/validity.ts';
import type { Application, Choice } from '../../src/model/case-book.ts';
import { AT, MANAGER, REQUEST, customer, draft } from '../support/case-samples.ts';
import { pack } from '../support/load-rules.ts';

const by = (sub: string): Taking => ({ caller: { ...MANAGER, sub }, at: AT, today: '2026-11-20' });

const choice = (review: string, signers: readonly string[]): Choice => ({
  id: 'h1',
  offerId: 'o1',
  planId: 'p1',
  planKind: 'mv-tee',
  suppliesKva: 315,
  change: null,
  switching: null,
  leansOn: [],
  review,
  signatures: signers.map((signer) => ({ by: signer, at: AT })),
  reason: null,
  ledgerVersion: 1,
  chosenBy: 'c1',
  chosenAt: AT,
  validUntil: '2027-11-20',
});
const application = (over: Partial<Application> = {}): Application => ({
  ...draft('a1'),
  version: 3,
  updatedAt: AT,
  choice: null,
  ...over,
});
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return error instanceof CaseRefusal ? error.code : String(error);
  }
};

describe('approval', () => {
  it.each([
    ['chosen', 'none', [], 'done'],
    ['chosen', 'weekly-meeting', [], 'review-missing'],
    ['in-review', 'weekly-meeting', ['m1'], 'review-missing'],
    ['in-review', 'weekly-meeting', ['m1', 'm2'], 'done'],
    ['in-review', 'none', ['m1'], 'review-missing'],
  ] as const)(
    'of a plan that is %s, with review %s, signed by %j: %s',
    (status, review, signers, outcome) => {
      const one = application({ status, choice: choice(review, signers) });
      expect(codeOf(() => STEPS.approve(one, by('m3'), undefined))).toBe(outcome);
    },
  );

  it('is signed by two persons', () => {
    const one = application({ status: 'in-review', choice: choice('countersign', ['m1']) });
    expect(codeOf(() => STEPS.review(one, by('m1'), undefined))).toBe('second-person');
    expect(STEPS.review(one, by('m2'), undefined)).toEqual({
      action: 'review',
      status: 'in-review',
      signature: { by: 'm2', at: AT },
    });
  });
});

describe('a step', () => {
  it('is nobody’s but of those whose application it is', () => {
    const one = application();
    const asks = (caller: Taking['caller']) =>
      codeOf(() => STEPS.withdraw(one, { ...by('x'), caller }, undefined));
    expect(asks(customer('c1'))).toBe('done');
    expect(asks(customer('c2'))).toBe('application-not-found');
    expect(asks({ ...MANAGER, regions: ['s'] })).toBe('application-not-found');
    expect(asks({ ...MANAGER, role: 'planner' })).toBe('application-not-found');
    expect(asks({ ...MANAGER, role: 'operator', regions: '*' })).toBe('application-not-found');
  });

  it('of connection is taken again for the rest of a staged supply, and of no other', () => {
    const day = { connectedOn: '2026-11-20' };
    for (const status of ['connected', 'measured'] as const) {
      const whole = application({ status, choice: choice('none', []) });
      expect(codeOf(() => STEPS.connect(whole, by('m1'), day))).toBe('wrong-state');
      const staged = application({ status, choice: { ...choice('none', []), planKind: 'staged' } });
      const change = STEPS.connect(staged, by('m1'), day);
      expect(change).toMatchObject({ status, laterConnectedOn: '2026-11-20' });
      expect(change.connectedOn).toBeUndefined();
    }
  });

  it('does not lie in the future', () => {
    const one = application({ status: 'approved', choice: choice('none', []) });
    expect(codeOf(() => STEPS.connect(one, by('m1'), { connectedOn: '2026-11-21' }))).toBe('day-not-reached');
    expect(codeOf(() => STEPS.connect(one, by('m1'), { connectedOn: '2026-11-20' }))).toBe('done');
    expect(STEPS.connect(one, by('m1'), { connectedOn: '2026-11-20' })).toMatchObject({
      connectedOn: '2026-11-20',
    });
  });
});

describe('an edit', () => {
  it('of the contact alone leaves offers as they are', () => {
    const one = application({ status: 'offered', validUntil: '2027-02-20' });
    const contact = { name: '乙厂', contact: '2' };
    const change = editDecision(one, { version: 3, applicant: contact }, by('m1'));
    expect(change).toMatchObject({ status: 'offered', set: { applicant: { ...contact, sub: 'c1' } } });
    expect(change.lapseOffers).toBeUndefined();
    expect(change.set?.validUntil).toBeUndefined();
  });

  it('keeps the type of business and what is asked for in step', () => {
    const one = application();
    const edits = (edit: object) => codeOf(() => editDecision(one, { version: 3, ...edit }, by('m1')));
    const temporary = { customer: { ...REQUEST.customer, temporary: true } };
    const existing = { demand: { ...REQUEST.demand, existing: { elementId: 'T1', capacityKva: 100 } } };
    expect(edits({ request: temporary })).toBe('business-type');
    expect(edits({ request: temporary, businessType: 'temporary' })).toBe('done');
    expect(edits({ businessType: 'increase' })).toBe('business-type');
    expect(edits({ businessType: 'increase', request: existing })).toBe('done');
    expect(codeOf(() => editDecision(one, { version: 2 }, by('m1')))).toBe('version-mismatch');
  });

  it('of what is asked for takes the offers away, and the marks of facts that change', () => {
    const facts = { ...REQUEST.customer, areaType: 'urban', inUrbanPlan: true } as const;
    const mark = { by: 'm1', at: AT };
    const one = application({
      status: 'offered',
      request: { ...REQUEST, customer: facts },
      verified: { areaType: mark, inUrbanPlan: mark },
    });
    const change = editDecision(
      one,
      { version: 3, request: { customer: { ...facts, inUrbanPlan: false } } },
      by('m2'),
    );
    expect(change).toMatchObject({
      status: 'accepted',
      lapseOffers: true,
      set: { verified: { areaType: mark } },
    });
    expect(Object.keys(change.set?.verified ?? {})).toEqual(['areaType']);
  });
});

describe('a fact', () => {
  const facts = { ...REQUEST.customer, areaType: 'urban', substitutionShare: 0.3 } as const;
  const mark = { by: 'm1', at: AT };

  it('is stated when it is known and not the plain default', () => {
    expect(statedFacts(facts)).toEqual(['category', 'areaType', 'substitutionShare']);
    expect(keptMarks({ areaType: mark, category: mark }, facts, { ...facts, areaType: 'rural' })).toEqual({
      category: mark,
    });
  });

  it('counts as verified only together with all others that are stated', () => {
    expect(wordOf(facts, { category: mark, areaType: mark })).toBe('customer');
    expect(wordOf(facts, { category: mark, areaType: mark, substitutionShare: mark })).toBe('manager');
  });
});

describe('validity', () => {
  it.each([
    ['2026-11-20', 3, '2027-02-20'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
    ['2026-12-31', 12, '2027-12-31'],
    ['2028-02-29', 12, '2029-02-28'],
  ])('%s and %i months: %s', (day, months, later) => {
    expect(monthsLater(day, months)).toBe(later);
  });

  it('is longer for a choice than for an offer, and longer at high voltage', () => {
    const until = (what: 'offers' | 'choices', supplyClass: string) =>
      validUntil(pack, what, { supplyClass, from: '2026-11-20' });
    expect([until('choices', 'lv'), until('choices', 'hv-single'), until('choices', 'hv-dual')]).toEqual([
      '2027-02-20',
      '2027-11-20',
      '2027-11-20',
    ]);
    expect([until('offers', 'lv'), until('offers', 'hv-single')]).toEqual(['2026-12-20', '2027-02-20']);
  });
});
