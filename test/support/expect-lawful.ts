import { expect } from 'vitest';
import { LANGUAGES } from '../../src/contract/messages/messages.ts';
import { speak } from '../../src/contract/messages/speak.ts';
import { type Plan, PAYERS } from '../../src/model/plan.ts';

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** One source claims nothing; two are main and standby on different feeders, and what both chains hold is named. */
function expectApart({ sources, suppliesKva, independence }: Plan): void {
  const [main, standby] = sources;
  expect([main?.role, main?.capacityKva]).toEqual(['main', suppliesKva]);
  if (standby === undefined) {
    expect(independence).toEqual({ level: 'none', shared: [], unproven: [] });
    return;
  }
  expect(sources).toHaveLength(2);
  expect([standby.role, standby.capacityKva <= suppliesKva]).toEqual(['standby', true]);
  if (main!.feederId !== null) expect(standby.feederId).not.toBe(main!.feederId);
  const both = main!.chain.rows.map(({ elementId }) => elementId);
  const shared = standby.chain.rows.map(({ elementId }) => elementId).filter((id) => both.includes(id));
  expect(independence.shared).toEqual(expect.arrayContaining(shared));
  if (main!.substationId === standby.substationId) expect(independence.shared).toContain(main!.substationId);
  expect(independence.level === 'upstream').toBe(
    independence.shared.length === 0 && !independence.unproven.includes('upstream'),
  );
}

/** The laws every set of plans obeys, whatever was asked. */
export function expectLawful(plans: readonly Plan[]): void {
  plans.forEach((plan, i) => {
    expect(plan.rank).toBe(i + 1);
    const { bill } = plan;
    for (const band of ['lowFen', 'likelyFen', 'highFen'] as const) {
      expect(Number.isSafeInteger(bill[band])).toBe(true);
      expect(sum(bill.lines.map((line) => line[band]))).toBe(bill[band]);
    }
    expect(bill.lowFen <= bill.likelyFen && bill.likelyFen <= bill.highFen).toBe(true);
    expect(sum(PAYERS.map((payer) => bill.payers[payer]))).toBe(bill.likelyFen);
    for (const { chain, route, distanceM } of plan.sources) {
      const known = chain.rows.flatMap((row) => row.leftKva ?? []);
      // A referral shows what is left as it is; nothing is added there.
      if (plan.kind !== 'hv-referral') for (const left of known) expect(left).toBeGreaterThanOrEqual(0);
      expect(chain.unknownElementIds).toEqual(
        chain.rows.filter((row) => row.leftKva === null).map((row) => row.elementId),
      );
      const binding = chain.rows.find(
        (row) => row.elementId === chain.bindingElementId && row.leftKva === chain.openKnownKva,
      );
      expect(binding?.leftKva ?? null).toBe(known.length === 0 ? null : Math.min(...known));
      if (chain.unknownElementIds.length > 0) expect([chain.openKva, plan.grade]).toEqual([null, 'D']);
      expect(route.lengthM).toBeGreaterThanOrEqual(Math.floor(distanceM * 10) / 10);
    }
    if (plan.kind !== 'hv-referral') expectApart(plan);
    for (const { payer, rule, side } of bill.lines) {
      // Whoever pays is named by a rule; where nobody is, the plan says why.
      if (payer === 'undecided') expect(plan.because.some(({ key }) => key.includes('payer'))).toBe(true);
      else expect(rule).not.toBeNull();
      if (side === 'customer') expect(payer).toBe('customer');
    }
    for (const { key, values } of plan.because) {
      for (const language of LANGUAGES) {
        const said = speak(language).say('reason', key, values);
        expect(said).not.toMatch(/^[a-z-]+( |$)|—|[{}]/u);
      }
    }
    // What dominates a plan is itself undominated, wherever there was place to show it.
    expect(plans.find(({ id }) => id === plan.dominatedBy)?.dominatedBy ?? null).toBeNull();
    const before = plans[i - 1];
    if (before !== undefined) expect(before.priced || !plan.priced).toBe(true);
    if (before?.priced === plan.priced) expect(before.bill.likelyFen).toBeLessThanOrEqual(bill.likelyFen);
  });
  expect(new Set(plans.map(({ id }) => id)).size).toBe(plans.length);
}
