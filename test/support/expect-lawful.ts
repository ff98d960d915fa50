import { expect } from 'vitest';
import { LANGUAGES } from '../../src/contract/messages/messages.ts';
import { speak } from '../../src/contract/messages/speak.ts';
import { type Plan, PAYERS } from '../../src/model/plan.ts';

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

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
      for (const left of known) expect(left).toBeGreaterThanOrEqual(0);
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
    for (const { key, values } of plan.because) {
      for (const language of LANGUAGES) {
        const said = speak(language).say('reason', key, values);
        expect(said).not.toMatch(/^[a-z-]+( |$)|—|[{}]/u);
      }
    }
    if (plan.dominatedBy !== null)
      expect(plans.slice(0, i).some(({ id }) => id === plan.dominatedBy)).toBe(true);
    const before = plans[i - 1];
    if (before !== undefined) expect(before.bill.likelyFen).toBeLessThanOrEqual(bill.likelyFen);
  });
  expect(new Set(plans.map(({ id }) => id)).size).toBe(plans.length);
}
