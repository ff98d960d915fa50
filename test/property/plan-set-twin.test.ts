import { expect, test } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { catalogue, pack } from '../support/load-rules.ts';
import { contextOf } from '../support/open-rows.ts';
import { randomGrid, seeded } from '../support/random-grid.ts';
import { randomRequest } from '../support/random-request.ts';
import { type PlainDraft, plainPlanSet } from '../support/reference/plain-plan-set.ts';
import { least, proofs } from '../support/proofs.ts';

/** Feeders of a plan as the twin names them. */
function feedersOf({ sources, kind }: Plan): string[] {
  if (kind === 'hv-referral') return [];
  const pair = sources.length > 1;
  return sources
    .map(({ feederId, nodeId, chain }) => {
      const busbar = chain.rows.find((row) => row.kind === 'busbar')?.elementId;
      return feederId ?? (pair ? `busbar ${busbar}` : nodeId);
    })
    .sort();
}

const keyOf = (kind: string, feeders: readonly string[]): string => `${kind}/${feeders.join('+')}`;

/** Yuan a plan's bill may be off the twin's: a cut is found on paths of 1 cm, which may take a decimetre more. */
const slackOf = ({ because }: Plan): number => (because.some(({ key }) => key === 'cut-in-at') ? 600 : 0.05);

function caseOf(seed: number, min: number) {
  const rows = randomGrid(seed, 8);
  const under = { ...pack, plans: { ...pack.plans, min } };
  const request = { ...randomRequest(seeded(seed), placeAt([0, 0])), maxPlans: 1000 };
  const { plans } = recommend(contextOf(rows, under), request);
  return { plans, drafts: plainPlanSet(rows, under, catalogue)(request) };
}

/** A plan against the twin's of its kind and feeders. */
function expectDraft(plan: Plan, draft: PlainDraft | undefined, said: string): void {
  expect(draft, `${said}: ${keyOf(plan.kind, feedersOf(plan))} ${plan.bill.likelyFen / 100}`).toBeDefined();
  expect([said, plan.suppliesKva]).toEqual([said, draft!.kva]);
  const off = Math.abs(plan.bill.likelyFen / 100 - draft!.likelyYuan);
  expect(
    off,
    `${said} ${plan.kind}: ${plan.bill.likelyFen / 100}, by the twin ${draft!.likelyYuan}`,
  ).toBeLessThanOrEqual(slackOf(plan));
  const works = plan.stages.flatMap((stage) => stage.works).sort();
  expect([said, works]).toEqual([said, draft!.works]);
  if (plan.kind === 'hv-referral') expect(plan.sources.map(({ nodeId }) => nodeId)).toEqual(draft!.nodeIds);
}

test(`on ${proofs(600)} grids of eight nodes a feeder the plans of every kind are those of plain enumeration: none more, none hidden but behind a cheaper one`, () => {
  const met = new Map<string, number>();
  for (let seed = 1; seed <= proofs(600); seed++) {
    const { plans, drafts } = caseOf(seed, 1000);
    const said = `seed ${seed}`;
    const byKey = new Map(drafts.map((draft) => [keyOf(draft.kind, draft.feeders), draft]));
    for (const plan of plans) {
      const key = keyOf(plan.kind, feedersOf(plan));
      expectDraft(plan, byKey.get(key), said);
      byKey.delete(key);
      met.set(plan.kind, (met.get(plan.kind) ?? 0) + 1);
    }
    const shown = new Set(plans.map((plan) => feedersOf(plan).join('+')));
    for (const [key, { feeders, likelyYuan, kind }] of byKey) {
      // Hidden: a plan of these feeders is shown, and one that costs no more dominates this one.
      expect([said, key, shown.has(feeders.join('+'))]).toEqual([said, key, true]);
      const no = plans.filter(
        (plan) => plan.priced && plan.bill.likelyFen / 100 <= likelyYuan + slackOf(plan),
      );
      expect([said, key, kind !== 'temporary-lease' && no.length > 0]).toEqual([said, key, true]);
    }
  }
  for (const kind of [
    ...['lv-tap', 'lv-existing-transformer', 'lv-new-transformer', 'mv-tee', 'mv-bay', 'mv-cut-in'],
    ...[
      'mv-dedicated-feeder',
      'mv-dual-source',
      'mv-dual-circuit',
      'staged',
      'temporary-lease',
      'hv-referral',
    ],
  ])
    expect([kind, (met.get(kind) ?? 0) >= least(5, 0)]).toEqual([kind, true]);
}, 240_000);

test('with the pack as it is, remedies and fallbacks come where the twin has them', () => {
  for (let seed = 1; seed <= proofs(300); seed++) {
    const { plans, drafts } = caseOf(seed, pack.plans.min);
    const keys = drafts.map(({ kind, feeders }) => keyOf(kind, feeders));
    const said = `seed ${seed}`;
    for (const plan of plans)
      expect([said, keys]).toEqual([said, expect.arrayContaining([keyOf(plan.kind, feedersOf(plan))])]);
    const sets = new Set(drafts.map(({ feeders }) => feeders.join('+')));
    const shown = new Set(plans.map((plan) => feedersOf(plan).join('+')));
    expect(shown.size, said).toBeGreaterThanOrEqual(Math.min(pack.plans.min, sets.size));
  }
}, 240_000);
