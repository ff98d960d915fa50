import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { emergencyRule, operationOf, tariffOf } from '../../src/policy/reply-part.ts';
import { knownFacts } from '../policy/known-facts.ts';
import { drawGrid, placeAt } from '../support/drawn-grid.ts';
import { expectLawful } from '../support/expect-lawful.ts';
import { pack } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';

const facts = (given: Parameters<typeof knownFacts>[0]) => knownFacts(given).facts;
const tariff = (given: Parameters<typeof knownFacts>[0]) => tariffOf(pack.reply, facts(given));

describe('the class of tariff', () => {
  test('is what is stated, else what the power is for; without either it is not told', () => {
    expect(tariff({ tariff: 'agricultural', category: 'industrial' }).class).toBe('agricultural');
    expect(tariff({ category: 'ev-charging' }).class).toBe('industrial-commercial');
    expect(tariff({ category: 'residential' })).toEqual({
      ...{ class: 'residential', billing: 'single-part', rule: 'NAT-TARIFF' },
    });
    expect(tariff({ category: 'public-service' })).toEqual({ class: null, billing: null, rule: null });
  });

  test('is billed in one part to 100 kVA, as the customer chooses below 315 kVA, in two from there', () => {
    const billing = (capacityKva: number) => tariff({ tariff: 'industrial-commercial', capacityKva });
    expect([100, 100.1, 314.9, 315].map((kva) => billing(kva).billing)).toEqual([
      ...['single-part', 'customers-choice', 'customers-choice', 'two-part'],
    ]);
    expect(billing(315).rule).toBe('NAT-TWO-PART');
    expect(tariff({ tariff: 'agricultural', capacityKva: 5000 }).billing).toBe('single-part');
  });
});

test('class 1, special and first importance stand by hot, others cold', () => {
  const mode = (given: Parameters<typeof knownFacts>[0]) => operationOf(pack.reply, facts(given)).mode;
  expect(mode({ loadClass: 1 })).toBe('hot-standby');
  expect(mode({ importance: 'special' })).toBe('hot-standby');
  expect(mode({ importance: 'first' })).toBe('hot-standby');
  expect([mode({ loadClass: 2 }), mode({ importance: 'second' }), mode({})]).toEqual([
    ...['cold-standby', 'cold-standby', 'cold-standby'],
  ]);
});

test('important users need an emergency source of their own, ordinary ones of class 1 no more than they state', () => {
  const share = (given: Parameters<typeof knownFacts>[0]) =>
    emergencyRule(pack.reply, facts(given))?.shareOfSecurityLoad ?? null;
  expect(share({ importance: 'second' })).toBe(1.2);
  expect(share({ loadClass: 1, importance: 'ordinary' })).toBeNull();
});

const rows = drawGrid({
  mv: ['F1: B1 -500- P1', 'F2: B2 -520- P2'],
  mains: { B1: { id: 'M1', kva: 40_000 }, B2: { id: 'M2', kva: 40_000 } },
  peaks: { F1: 500, F2: 500, M1: 5000, M2: 5000 },
  at: { B1: [0, 0], B2: [20, 0], P1: [500, 0], P2: [500, 40] },
});
const ask = (demand: object): readonly Plan[] => {
  const { plans } = recommend(
    contextOf(rows),
    requestFor({ site: placeAt([520, 20]), demand: { capacityKva: 800, ...demand } }),
  );
  expectLawful(plans);
  expect(plans.length).toBeGreaterThan(0);
  return plans;
};
const reasons = ({ because }: Plan, ...keys: string[]) => because.filter(({ key }) => keys.includes(key));

describe('every plan', () => {
  test('names the tariff; a single supply has no operating mode and no standby', () => {
    for (const plan of ask({})) {
      expect(plan.tariff).toEqual({
        ...{ class: 'industrial-commercial', billing: 'two-part', rule: 'NAT-TWO-PART' },
      });
      expect(plan.operation).toBeNull();
      expect(plan.securityCapacity).toEqual({
        ...{ statedKva: null, standbyKva: 0, ownSourceKva: null, rule: null },
      });
    }
  });

  test('with two supplies says how the second stands by, that they are interlocked, and what it carries', () => {
    const [plan] = ask({ loadClass: 2, securityLoadKw: 190 });
    expect(plan!.operation).toEqual({ mode: 'cold-standby', interlocked: true, rule: 'NAT-OPERATION' });
    expect(plan!.securityCapacity).toEqual({
      ...{ statedKva: 200, standbyKva: 200, ownSourceKva: null, rule: null },
    });
    expect(reasons(plan!, 'supplies-interlocked').map(({ rule }) => rule)).toEqual(['NAT-INTERLOCK']);
    expect(reasons(plan!, 'fewer-supplies-than-asked')).toEqual([]);
  });

  test('of an important user says what emergency source it provides itself, or that its load is missing', () => {
    const [stated] = ask({ importance: 'second', loadClass: 2, securityLoadKw: 190 });
    // 1.2 · 190 kW / 0.95
    expect(stated!.securityCapacity.ownSourceKva).toBe(240);
    expect(reasons(stated!, 'own-emergency-source')[0]).toMatchObject({
      values: { ownSourceKva: 240, percent: 120, securityLoadKw: 190 },
      rule: 'NAT-EMERGENCY',
    });
    const [open] = ask({ importance: 'second', loadClass: 2 });
    expect(open!.securityCapacity).toMatchObject({ ownSourceKva: null, rule: 'NAT-EMERGENCY' });
    expect(reasons(open!, 'own-source-needs-security-load')).toHaveLength(1);
  });

  test('of special importance says that a third source is missing, never silently a pair', () => {
    const plans = ask({ importance: 'special', loadClass: 1, securityLoadKw: 190 });
    for (const plan of plans) {
      const given = plan.kind === 'mv-dual-source' ? 'dual-source' : 'double-circuit';
      expect(reasons(plan, 'fewer-supplies-than-asked')).toEqual([
        {
          key: 'fewer-supplies-than-asked',
          values: { asked: 'three-sources', given },
          rule: 'NAT-STRUCTURE',
        },
      ]);
      expect(plan.operation?.mode).toBe('hot-standby');
    }
  });
});

test('a referral names the tariff and nothing of supplies it does not have', () => {
  const { plans } = recommend(contextOf(rows), requestFor({ demand: { capacityKva: 20_000 } }));
  expect(plans.map(({ kind }) => kind)).toEqual(['hv-referral']);
  expect(plans[0]).toMatchObject({ tariff: { billing: 'two-part' }, operation: null });
});
