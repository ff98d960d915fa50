import { expect, test } from 'vitest';
import { fitsAsAsked } from '../../src/plan/fits-as-asked.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { type Drawing, drawGrid, placeAt, rowOf } from '../support/drawn-grid.ts';
import { expectLawful } from '../support/expect-lawful.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';

//   B ──500── P1 ──300── P2 ──200── P3        T1 (315 kVA) at P2 with low voltage L1 – L2 going north
//              └──100── R1
const STREET: Drawing = {
  mv: ['F1: B -500- P1 -300- P2 -200- P3', 'F1: P1 -100- R1', 'F2: B -400- R2'],
  transformers: { T1: { at: 'P2', kva: 315, lv: 'L1' } },
  lv: ['L1 -40- L2'],
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 1500, F2: 500, T1: 100, M1: 12_000 },
  spare: { R1: 1, R2: 2 },
  at: { B: [0, 0], R2: [400, 100] },
};
const busbars = (rows: ReturnType<typeof drawGrid>) => ({
  ...rows,
  busbar_sections: rows.busbar_sections.map((b) => ({ ...b, rating_a: 2000 })),
});
const street = (change: Partial<Drawing> = {}) => busbars(drawGrid({ ...STREET, ...change }));

const ask = (rows: ReturnType<typeof drawGrid>, asked: Parameters<typeof requestFor>[0]) => {
  const answer = recommend(contextOf(rows), requestFor({ site: placeAt([780, 30]), ...asked }));
  expectLawful(answer.plans);
  return answer;
};
const brief = ({ plans }: ReturnType<typeof ask>) =>
  plans.map(({ kind, sources }) => `${kind} ${sources[0]?.nodeId}`);

test('a shop of 60 kW is supplied from the nearest low-voltage pole or the transformer, never at 10 kV', () => {
  const { plans, classification } = ask(street(), { demand: { equipmentKw: 60 } });
  expect(classification.supplyClass).toBe('lv');
  expect(brief(ask(street(), { demand: { equipmentKw: 60 }, site: placeAt([850, 20]) }))[0]).toBe(
    'lv-tap L2',
  );
  expect(plans.map(({ kind }) => kind).filter((kind) => !kind.startsWith('lv-'))).toEqual([]);
});

test('a factory of 630 kVA gets a tee and a bay, one plan per kind and feeder', () => {
  const { plans } = ask(street(), {});
  expect(
    plans.map(({ kind, sources }) => `${kind} ${sources[0]?.feederId} ${sources[0]?.nodeId}`).sort(),
  ).toEqual(['mv-bay F2 R2', 'mv-tee F1 P2']);
});

test('a ring main unit without a spare bay is rejected with the figure it missed', () => {
  const { rejected } = ask(street({ spare: { R1: 0, R2: 2 } }), {});
  expect(rejected).toContainEqual({
    nodeId: 'R1',
    feederId: 'F1',
    kind: 'mv-bay',
    code: 'no-spare-bay',
    threshold: 1,
    actual: 0,
    unit: 'bay',
  });
});

test('plans are made from what passed only: a full feeder gives none and says what it lacked', () => {
  const { plans, rejected } = ask(street({ peaks: { ...STREET.peaks, F1: 5400 } }), {});
  expect(plans.filter(fitsAsAsked).every(({ sources }) => sources[0]?.feederId === 'F2')).toBe(true);
  // outlet: 0.8 · √3 · 10 · 400 = 5542.56; left 142.56
  expect(rejected.find(({ nodeId }) => nodeId === 'P2')).toMatchObject({
    code: 'no-room',
    threshold: 630,
    actual: 142.56,
    unit: 'kVA',
  });
});

test('a demand of exactly what is left fits, one hundredth more does not', () => {
  const rows = street({ peaks: { ...STREET.peaks, F1: 5300 } });
  const onF1 = (capacityKva: number) =>
    ask(rows, { demand: { capacityKva } }).plans.some(
      (plan) => fitsAsAsked(plan) && plan.sources[0]?.feederId === 'F1',
    );
  expect([onF1(242.56), onF1(242.57)]).toEqual([true, false]);
});

test('nothing is taken from a dedicated line', () => {
  const rows = street();
  const dedicated = {
    ...rows,
    feeders: rows.feeders.map((f) => (f.id === 'F1' ? { ...f, kind: 'dedicated' as const } : f)),
  };
  const { plans, rejected } = ask(dedicated, {});
  expect(plans.every(({ sources }) => sources[0]?.feederId === 'F2')).toBe(true);
  expect(rejected.find(({ nodeId }) => nodeId === 'P2')?.code).toBe('dedicated-feeder');
});

test('a new outlet is planned from 5,000 kVA on, with the substation’s real distance and cost', () => {
  const rows = {
    ...street(),
    bays: [rowOf('bays', { id: 'spare-1', node_id: 'B', status: 'spare', rating_a: 630 })],
  };
  const { plans } = ask(rows, { demand: { capacityKva: 5000 } });
  const outlet = plans.find(({ kind }) => kind === 'mv-dedicated-feeder');
  expect(outlet?.sources[0]).toMatchObject({
    nodeId: 'B',
    bayId: 'spare-1',
    busId: 'B',
    substationId: 'SUB',
    feederId: null,
  });
  expect(outlet?.sources[0]?.distanceM).toBeGreaterThan(750);
  expect(outlet?.bill.lines.map(({ item }) => item)).toContain('substation-bay-existing');
  expect(outlet?.sources[0]?.chain.rows.map(({ kind }) => kind)).toEqual([
    'bay',
    'busbar',
    'main-transformer',
  ]);
});

test('a new outlet is also planned when no existing source is in reach', () => {
  const { plans, classification } = ask(street(), { site: placeAt([-4000, 0]) });
  expect(plans.map(({ kind }) => kind)).toEqual(['mv-dedicated-feeder']);
  expect(classification.because.map(({ key }) => key)).toContain('no-plan-of-the-first-choice');
});

test('unknown spare bays are shown, said so and graded D', () => {
  const [plan] = ask(street(), { site: placeAt([-4000, 0]) }).plans;
  expect(plan?.grade).toBe('D');
  expect(plan?.because.map(({ key }) => key)).toContain('bays-unknown');
});

test('a best source just inside the radius is seen, one just outside is not', () => {
  const rows = street();
  const [p2] = ask(rows, {}).plans.filter(({ kind }) => kind === 'mv-tee');
  const distance = p2?.sources[0]?.distanceM ?? 0;
  const reach = (radiusM: number) =>
    ask(rows, { radiusM }).plans.some(({ sources }) => sources[0]?.nodeId === 'P2');
  expect([reach(distance + 0.001), reach(distance - 0.001)]).toEqual([true, false]);
});

test('a dominated plan names what dominates it and is shown only to fill up the minimum of feeders', () => {
  const { plans } = ask(street(), {});
  expect(plans[0]?.dominatedBy).toBeNull();
  expect(plans[1]?.dominatedBy).toBe(plans[0]?.id);
  expect(plans[0]?.badges).toContain('cheapest');
});

test('estimated figures are a B, a bay that is only counted a C, and stale figures one worse', () => {
  expect(ask(street(), {}).plans.map(({ grade }) => grade)).toEqual(['B', 'C']);
  expect(ask(street(), { asOf: '2029-01-01' }).plans.map(({ grade }) => grade)).toEqual(['C', 'C']);
});

test('supply begins when it is wanted, or when the steps are done if that is later', () => {
  const from = (wantedOn: string | null) => ask(street(), { wantedOn }).plans[0]?.stages[0]?.from;
  expect([from('2031-03-01'), from('2026-11-21')]).toEqual(['2031-03-01', from(null)]);
});

test('a case in flight takes a bay: the last spare one is not promised twice', () => {
  const spare = (committed: Record<string, number>) =>
    ask(street({ committed }), { demand: { capacityKva: 400 } });
  expect(
    spare({}).plans.some(({ sources }) => sources[0]?.nodeId === 'R1' || sources[0]?.nodeId === 'R2'),
  ).toBe(true);
  const { rejected } = spare({ R1: 50 });
  expect(rejected).toContainEqual({
    nodeId: 'R1',
    feederId: 'F1',
    kind: 'mv-bay',
    code: 'no-spare-bay',
    threshold: 1,
    actual: 0,
    unit: 'bay',
  });
});

test('room that is not known earns no badge', () => {
  const rows = street();
  const blind = {
    ...rows,
    feeders: rows.feeders.map((f) => (f.id === 'F2' ? { ...f, outlet_limit_a: null } : f)),
  };
  const { plans } = ask(blind, {});
  const unknown = plans.filter(({ sources }) => sources[0]?.chain.openKva === null);
  expect(unknown.length).toBeGreaterThan(0);
  for (const plan of unknown) expect(plan.badges).not.toContain('most-room');
});

test('a low-voltage demand that only 10 kV can serve is answered as a 10 kV case', () => {
  const rows = street({ transformers: {}, lv: [] });
  const context = contextOf(rows);
  // Public transformers of 100 kVA only: 80 usable.
  const items = Object.entries(context.catalogue.items).flatMap(([id, item]) => {
    const isPublic = item.layer?.startsWith('public-') ?? false;
    return isPublic && item.ratingKva !== 200 ? [] : [[id, isPublic ? { ...item, ratingKva: 100 } : item]];
  });
  const catalogue = {
    ...context.catalogue,
    items: Object.fromEntries(items) as typeof context.catalogue.items,
  };
  const request = requestFor({ site: placeAt([780, 30]), demand: { equipmentKw: 90 } });
  const { classification, plans, rejected } = recommend({ ...context, catalogue }, request);
  expect(rejected).toContainEqual(
    expect.objectContaining({ code: 'transformer-too-small', threshold: 94.74, actual: 80 }),
  );
  expect(plans.length).toBeGreaterThan(0);
  expect(classification).toMatchObject({ supplyClass: 'hv-single', supplyKv: 10, onSiteAnswer: false });
});

test('facts that no rule reads yet, and a pack outside its time, are said so', () => {
  const { classification } = ask(street(), {
    demand: { securityLoadKw: 20, existing: { elementId: 'P2', capacityKva: 100 } },
    asOf: '2001-01-01',
  });
  expect(classification.because).toContainEqual({
    key: 'facts-not-used-yet',
    values: { facts: 'securityLoadKw existing' },
    rule: null,
  });
  expect(classification.because.map(({ key }) => key)).toContain('policy-not-in-force');
});

test('a red line splits the metres of the bill and moves money only between payers', () => {
  const site = [780, 30] as const;
  const around = (size: number) => [
    [
      [-size, -size],
      [size, -size],
      [size, size],
      [-size, size],
      [-size, -size],
    ].map(([east, north]): [number, number] => {
      const { lon, lat } = placeAt([site[0] + east!, site[1] + north!]);
      return [lon, lat];
    }),
  ];
  const bills = [null, around(0.02), around(10), around(25), around(5000)].map((plot) => {
    const { plans } = ask(street(), { site: placeAt([...site]), plot });
    return plans.find(({ sources }) => sources[0]?.nodeId === 'R2')!.bill;
  });
  for (const bill of bills) expect(bill.likelyFen).toBe(bills[0]!.likelyFen);
  const customer = bills.map(({ payers }) => payers.customer);
  expect(customer).toEqual([...customer].sort((a, b) => a - b));
  expect(new Set(customer).size).toBeGreaterThan(3);
  const metres = (bill: (typeof bills)[number], side: string) =>
    bill.lines.filter((l) => l.unit === 'm' && l.side === side).map(({ quantity }) => quantity);
  expect(metres(bills[0]!, 'customer')).toEqual([]);
  expect(metres(bills.at(-1)!, 'connection')).toEqual([]);
});
