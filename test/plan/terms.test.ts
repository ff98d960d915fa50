import { expect, test } from 'vitest';
import { recommend } from '../../src/plan/recommend.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { drawGrid, placeAt } from '../support/drawn-grid.ts';
import { expectLawful } from '../support/expect-lawful.ts';
import { packOf } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';

//   B ──500── P1 ──300── P2      T1 (400 kVA) at P2, low voltage L1 – L2;  R2 on another feeder
const rows = drawGrid({
  mv: ['F1: B -500- P1 -300- P2', 'F2: B -400- R2'],
  transformers: { T1: { at: 'P2', kva: 400, lv: 'L1' } },
  lv: ['L1 -40- L2'],
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 500, F2: 500, T1: 50, M1: 12_000 },
  spare: { R2: 2 },
  at: { B: [0, 0], R2: [450, 100] },
});
const site = placeAt([780, 30]);

type Asked = Parameters<typeof requestFor>[0];
function plansUnder(pack: Pack, asked: Asked): readonly Plan[] {
  const { plans } = recommend(
    contextOf(rows, { ...pack, plans: { ...pack.plans, min: 10 } }),
    requestFor({ site, ...asked }),
  );
  expectLawful(plans);
  expect(plans.length).toBeGreaterThan(0);
  return plans;
}
const kind = (plans: readonly Plan[], wanted: Plan['kind']): Plan => {
  const found = plans.find((plan) => plan.kind === wanted);
  if (found === undefined) throw new Error(`no ${wanted} among ${plans.map((plan) => plan.kind).join(', ')}`);
  return found;
};
/** Payer and rule of each line, by its item without the size. */
const payers = (plan: Plan): Record<string, string> =>
  Object.fromEntries(
    plan.bill.lines.map(({ item, payer, rule }) => [item.replace(/-\d+$/u, ''), `${payer} ${rule}`]),
  );

const IN_PARK = {
  areaType: 'urban',
  tariff: 'industrial-commercial',
  inProvincialPark: true,
  inUrbanPlan: true,
  landAcquiredOn: '2022-01-01',
} as const;

test('every line of a bill has a payer and the rule that named it; the customer’s own side is the customer’s', () => {
  const bay = kind(plansUnder(packOf('jiaxian-2021'), { customer: IN_PARK }), 'mv-bay');
  expect(payers(bay)).toEqual({
    'rmu-bay-existing': 'utility JX-E5',
    'mv-cable': 'utility JX-E5',
    'duct-pavement': 'government JX-E8',
    'meter-high-voltage': 'utility JX-E5',
    'box-transformer': 'customer NAT-INSIDE',
  });
  expect(bay.bill.payers.undecided).toBe(0);
  expect(bay.boundary.kind).toBe('building-plot-red-line');
});

test('where facts are missing the line is undecided, and the plan names them', () => {
  const bay = kind(plansUnder(packOf('jiaxian-2021'), {}), 'mv-bay');
  expect(payers(bay)['mv-cable']).toMatch(/^undecided /);
  const [missing, ...others] = bay.because.filter(({ key }) => key === 'payer-needs-facts');
  expect(missing?.values['parts']).toBe('line metering');
  expect(others.map(({ values }) => values['parts'])).toEqual(['corridor']);
  expect(String(missing?.values['facts']).split(' ')).toEqual(
    expect.arrayContaining(['inUrbanPlan', 'landAcquiredOn']),
  );
});

test('a customer’s own word decides no payer; the same facts from staff do', () => {
  const under = (statedBy: 'customer' | 'manager'): Plan =>
    kind(plansUnder(packOf('jiaxian-2021'), { customer: IN_PARK, statedBy }), 'mv-bay');
  expect(payers(under('manager'))['mv-cable']).toBe('utility JX-E5');
  expect(payers(under('customer'))['mv-cable']).toMatch(/^undecided /);
  expect(under('customer').because.map(({ key }) => key)).toContain('payer-needs-verification');
});

test('the same case has another payer, other steps and other permits under each company', () => {
  const of = (id: string): readonly unknown[] => {
    const plan = kind(
      plansUnder(packOf(id), {
        customer: { ...IN_PARK, inProvincialPark: false, evCharging: false, substitutionShare: 0 },
      }),
      'mv-bay',
    );
    return [payers(plan)['mv-cable'], plan.steps.map(({ name }) => name), plan.approvals[0]?.mode];
  };
  expect(of('jiaxian-2021')).toEqual([
    'government JX-E4',
    ['apply', 'plan-answer', 'works', 'meter-and-connect'],
    'online-parallel',
  ]);
  expect(of('shenqiu-2022')).toEqual([
    'customer SQ-D4',
    ['apply', 'plan-answer', 'customer-works', 'meter-and-connect'],
    'limited',
  ]);
  expect(of('changzhou-2019')).toEqual([
    'utility CZ-E1',
    ['apply', 'plan-answer', 'works', 'meter-and-connect'],
    'filing',
  ]);
  expect(of('huangchuan-2021')).toEqual([
    'undecided HC-E1',
    ['apply-and-answer', 'works', 'meter-and-connect'],
    'limited',
  ]);
});

test('a cable’s road excavation is not known without roads: the lighter permit is not taken, and that is said', () => {
  const plans = plansUnder(packOf('jiaxian-2021'), { customer: { ...IN_PARK, areaType: 'rural' } });
  const [tee, bay] = [kind(plans, 'mv-tee'), kind(plans, 'mv-bay')];
  // Overhead digs up no road.
  expect([tee.approvals[0]?.mode, tee.approvals.map(({ name }) => name)]).toEqual([
    'commitment',
    ['planning', 'greening', 'road-occupation'],
  ]);
  expect(bay.approvals[0]?.mode).toBe('online-parallel');
  expect(bay.because.find(({ key }) => key === 'approval-hangs-on-facts')?.values['facts']).toBe(
    'roadExcavationM',
  );
});

test('at low voltage the limits of low voltage apply, and one source owes no fee', () => {
  const plans = plansUnder(packOf('jiaxian-2021'), {
    demand: { equipmentKw: 60 },
    customer: { category: 'micro-enterprise' },
  });
  for (const plan of plans) {
    expect(plan.steps.map(({ name, days, rule }) => `${name} ${days} ${rule}`)).toEqual([
      'apply 1 JX-H1',
      'works 10 JX-H1',
      'meter-and-connect 4 JX-H1',
    ]);
    expect(plan.approvals.every(({ mode, rule }) => mode === 'exempt' && rule === 'JX-I2')).toBe(true);
    expect(plan.fees).toEqual([
      { kind: 'high-reliability', status: 'none', amountFen: null, payer: 'customer', rule: 'JX-D3' },
    ]);
    expect(plan.metering).toEqual({ mode: 'lv-supply-lv-metering', point: 'meter-box' });
    // Whatever the land, a small enterprise at low voltage pays nothing outside its red line.
    expect(plan.bill.payers.customer).toBe(0);
    // But the ducts of a new transformer's medium-voltage cable follow the land, of which nothing is known here.
    const open = plan.bill.lines.filter(({ payer }) => payer === 'undecided').map(({ item }) => item);
    expect(open).toEqual(plan.kind === 'lv-new-transformer' ? ['duct-pavement'] : []);
  }
});

test('moving a plan from claimed to verified facts moves money between payers and nothing else', () => {
  const bills = (['customer', 'manager'] as const).map(
    (statedBy) => kind(plansUnder(packOf('jiaxian-2021'), { customer: IN_PARK, statedBy }), 'mv-bay').bill,
  );
  const [claimed, verified] = bills;
  expect(claimed?.likelyFen).toBe(verified?.likelyFen);
  expect(claimed?.payers).not.toEqual(verified?.payers);
});
