import { expect, test } from 'vitest';
import type { SupplyRequest } from '../../src/model/demand.ts';
import type { Electrical, Plan, PlanSet, PlanSource } from '../../src/model/plan.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { type VoltageMeans, voltageFaults } from '../support/check-voltages.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { catalogue, electrical, pack } from '../support/load-rules.ts';
import { electricalContextOf } from '../support/open-rows.ts';
import { randomGrid, seeded } from '../support/random-grid.ts';
import { randomRequest } from '../support/random-request.ts';
import { least, proofs } from '../support/proofs.ts';

interface Case {
  readonly means: VoltageMeans;
  readonly request: SupplyRequest;
  readonly answer: PlanSet;
}

function caseOf(seed: number): Case {
  const context = electricalContextOf(randomGrid(seed, 12));
  const request = randomRequest(seeded(seed), placeAt([0, 0]));
  const means = { snapshot: context.headroom.snapshot, rules: electrical, pack, catalogue };
  return { means, request, answer: recommend(context, request) };
}

/** Supplies by what is built for them, each of which must be met often enough to mean something. */
const MET = [
  ...['lv-tap main', 'lv-existing-transformer main', 'lv-new-transformer main', 'mv-tee main'],
  ...['mv-bay main', 'mv-cut-in main', 'mv-dedicated-feeder main', 'mv-dual-source main'],
  ...['mv-dual-source standby', 'mv-dual-circuit main', 'mv-dual-circuit standby', 'staged main'],
  ...['staged low', 'temporary-lease main', 'one phase', 'pair with a cut', 'pair with a new outlet'],
];

function metIn(plan: Plan): string[] {
  const pair = plan.sources.length > 1;
  const [first] = plan.sources;
  return [
    ...plan.sources.flatMap(({ role, electrical: told }) => (told === null ? [] : `${plan.kind} ${role}`)),
    ...(plan.kind === 'staged' && (first?.supplyKv ?? 10) < 1 ? ['staged low'] : []),
    ...(plan.because.some(({ key }) => key === 'single-phase-weighed') ? ['one phase'] : []),
    ...(pair && plan.because.some(({ key }) => key === 'cut-in-at') ? ['pair with a cut'] : []),
    ...(pair && plan.sources.some(({ feederId }) => feederId === null) ? ['pair with a new outlet'] : []),
  ];
}

test(`on ${proofs(1000)} random grids the voltages of every supply of every plan, solved again, are those told`, () => {
  const met = new Map<string, number>(MET.map((what) => [what, 0]));
  for (let seed = 1; seed <= proofs(1000); seed++) {
    const { means, request, answer } = caseOf(seed);
    expect(voltageFaults(means, request, answer), `seed ${seed}`).toEqual([]);
    for (const what of answer.plans.flatMap(metIn)) met.set(what, (met.get(what) ?? 0) + 1);
  }
  expect([...met].filter(([what, times]) => MET.includes(what) && times < least(5, 0))).toEqual([]);
}, 240_000);

/** The electrical figures of a source bent. */
const BENT: Readonly<Record<string, (told: Electrical) => Electrical | null>> = {
  'a voltage that is too good': (told) => ({ ...told, minVoltagePu: told.minVoltagePu + 0.0002 }),
  'a drop that is too small': (told) => ({ ...told, dropPercent: told.dropPercent - 0.03 }),
  'voltages not told': () => null,
};

const withSources = (plan: Plan, bend: (source: PlanSource) => PlanSource): Plan => ({
  ...plan,
  sources: plan.sources.map(bend),
});

test.each(Object.entries(BENT))(
  'in every kind of plan and in each supply of it, %s is seen',
  (_, bend) => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 1000 && seen.size < 13; seed++) {
      const { means, request, answer } = caseOf(seed);
      for (const plan of answer.plans) {
        for (const { role, electrical: told } of plan.sources) {
          if (told === null || seen.has(`${plan.kind} ${role}`)) continue;
          const bent = withSources(plan, (source) =>
            source.role === role ? { ...source, electrical: bend(told) } : source,
          );
          const faults = voltageFaults(means, request, { plans: [bent], counterOffers: [] });
          expect(faults, `${plan.kind} ${role}, seed ${seed}`).toHaveLength(1);
          seen.add(`${plan.kind} ${role}`);
        }
      }
    }
    for (const what of MET.filter((one) => / (main|standby)$/.test(one))) expect([...seen]).toContain(what);
  },
  240_000,
);

test('a line of the bill that is not the one that was solved is seen, and one limit that is not kept', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const { means, request, answer } = caseOf(seed);
    const [plan] = answer.plans.filter(({ kind }) => kind === 'mv-tee');
    const line = plan?.bill.lines.find(({ item }) => item.startsWith('mv-'));
    if (plan === undefined || line === undefined || plan.sources[0]!.electrical === null) continue;
    const alone = { plans: [plan], counterOffers: [] };
    expect(voltageFaults(means, request, alone)).toEqual([]);
    const lines = plan.bill.lines.map((one) =>
      one === line ? { ...one, quantity: 40 * one.quantity } : one,
    );
    const thicker = { ...plan, bill: { ...plan.bill, lines } };
    const narrow = {
      ...electrical,
      voltageBands: {
        ...electrical.voltageBands,
        bands: electrical.voltageBands.bands.map((band) => ({ ...band, low: 0.99999 })),
      },
    };
    const bent = voltageFaults(means, request, { ...alone, plans: [thicker] });
    const kept = voltageFaults({ ...means, rules: narrow }, request, alone);
    if (bent.length === 0) continue;
    expect(bent.join()).toContain('solved again');
    expect(kept.join()).toContain('out of band');
    return;
  }
  throw new Error('no tee whose line matters');
});
