import { expect, test } from 'vitest';
import { recommend } from '../../src/plan/recommend.ts';
import { resize } from '../../src/model/resize.ts';
import { type Drawing, drawGrid, placeAt } from '../support/drawn-grid.ts';
import { catalogue } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';

const STREET: Drawing = {
  mv: ['F1: B -500- P1 -300- P2'],
  transformers: { T1: { at: 'P2', kva: 630, lv: 'L1' } },
  lv: ['L1 -40- L2'],
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 1000, T1: 100, M1: 31_600 },
  at: { B: [0, 0] },
};
const rows = drawGrid(STREET);
const context = contextOf(rows);
const site = placeAt([780, 30]);

test('the largest standard size that fits is offered, and is the plan of a request for it', () => {
  const request = requestFor({ site, demand: { capacityKva: 630 } });
  const [offer] = recommend(context, request).counterOffers;
  expect(offer).toMatchObject({ change: 'smaller', plan: { suppliesKva: 400 } });
  const separate = recommend(context, resize(request, 400)).plans;
  expect(separate.map(({ id }) => id)).toContain(offer?.plan.id);
  // No standard size between the offer and the demand fits.
  for (const { ratingKva, layer } of Object.values(catalogue.items)) {
    if (layer !== 'customer-transformer' || ratingKva! <= 400 || ratingKva! >= 630) continue;
    expect(recommend(context, resize(request, ratingKva!)).plans.map(({ kind }) => kind)).toEqual([
      'hv-referral',
    ]);
  }
});

test('where something fits as asked nothing else is offered', () => {
  const request = requestFor({ site, demand: { capacityKva: 400 } });
  expect(recommend(context, request).counterOffers).toEqual([]);
});

test('equipment goes down with the capacity, so that a smaller size may go to low voltage', () => {
  const request = requestFor({ site, demand: { capacityKva: 630, equipmentKw: 600 } });
  expect(resize(request, 315).demand).toMatchObject({ capacityKva: 315, equipmentKw: 300 });
  const tight = contextOf(drawGrid({ ...STREET, peaks: { ...STREET.peaks, M1: 31_850 } }));
  const { counterOffers } = recommend(tight, { ...request, site: placeAt([840, 10]) });
  expect(counterOffers.map(({ change, plan }) => [change, plan.suppliesKva])).toEqual([['voltage', 125]]);
});

test('far from everything the answer is a referral, never a refusal', () => {
  const request = requestFor({ site: placeAt([-40_000, 0]), demand: { capacityKva: 630 } });
  const { plans, counterOffers } = recommend(context, request);
  expect(counterOffers).toEqual([]);
  expect(plans).toMatchObject([{ kind: 'hv-referral', sources: [], priced: false, badges: [], steps: [] }]);
});

test('beyond 10 kV the substations nearby are named with what is left on their main transformers', () => {
  const request = requestFor({ site, demand: { capacityKva: 12_000 } });
  const { plans, classification } = recommend(context, request);
  expect(classification.supplyClass).toBe('hv-referral');
  const [plan] = plans;
  expect(plan).toMatchObject({ kind: 'hv-referral', bill: { likelyFen: 0, lines: [] }, priced: false });
  const main = plan?.sources[0]?.chain.rows.find(({ kind }) => kind === 'main-transformer');
  expect(main).toMatchObject({ elementId: 'M1', addedKva: 0, leftKva: 400 });
  expect(plan?.because.map(({ key }) => key)).toContain('referred-to-grid-planning');
});

test('temporary supply may lease its transformer: the connection is priced, the lease is not, and it ranks last', () => {
  const request = requestFor({ site, demand: { capacityKva: 315 }, customer: { temporary: true } });
  const { plans } = recommend(context, request);
  expect(plans.map(({ kind, priced }) => [kind, priced])).toEqual([
    ['mv-tee', true],
    ['temporary-lease', false],
  ]);
  const [bought, leased] = plans;
  expect(leased?.fees).toEqual([
    { kind: 'high-reliability', status: 'none', amountFen: null, payer: 'customer', rule: 'NAT-FEES' },
    {
      kind: 'transformer-lease',
      status: 'tariff-not-loaded',
      amountFen: null,
      payer: 'customer',
      rule: 'NAT-LEASE',
    },
  ]);
  const station = bought?.bill.lines.find(({ side }) => side === 'customer');
  expect(leased?.bill.likelyFen).toBe(bought!.bill.likelyFen - station!.likelyFen);
  expect(leased).toMatchObject({ badges: [], dominatedBy: null });
});
