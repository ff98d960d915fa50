import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import type { RegionRows } from '../../src/model/record.ts';
import type { PlanSet } from '../../src/model/plan.ts';
import type { SupplyRequest } from '../../src/model/demand.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { PlanSetChecker } from '../support/check-plan-set.ts';
import { voltageFaults } from '../support/check-voltages.ts';
import { collect } from '../support/collect-items.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { catalogue, electrical, pack, packFiles, packOf } from '../support/load-rules.ts';
import { electricalContextOf, requestFor } from '../support/open-rows.ts';
import { randomGrid, seeded } from '../support/random-grid.ts';
import { randomRequest } from '../support/random-request.ts';
import { isWholeProof, proofs } from '../support/proofs.ts';

const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));
const DEMANDS = proofs(2000, 18);

test(`${DEMANDS} random demands on the demo county under all packs: every answer passes the independent checker`, async () => {
  const { rows } = await collect(readTables(DEMO));
  const plain = electricalContextOf(rows);
  const packs = packFiles.map(({ text }) => packOf((JSON.parse(text) as { id: string }).id));
  const checkers = packs.map((one) => new PlanSetChecker(rows, one, catalogue));
  const random = seeded(20261121);
  const kinds = new Set<string>();
  let [offers, solved] = [0, 0];
  for (let i = 0; i < DEMANDS; i++) {
    const { lon_deg: lon, lat_deg: lat } = rows.nodes[Math.floor(random() * rows.nodes.length)]!;
    const request = randomRequest(random, { lon, lat });
    const at = i % packs.length;
    const context = { ...plain, pack: packs[at]! };
    const checker = checkers[at]!;
    const answer = recommend(context, request);
    expect(checker.check(request, answer), `demand ${i}: ${JSON.stringify(request)}`).toEqual([]);
    // The slow sweep on a whole feeder takes its time: one answer in ten.
    if (i % 10 === 0) {
      const means = { snapshot: plain.headroom.snapshot, rules: electrical, pack: context.pack, catalogue };
      expect(voltageFaults(means, request, answer), `demand ${i}`).toEqual([]);
      solved += answer.plans.length;
    }
    for (const { kind } of answer.plans) kinds.add(kind);
    offers += answer.counterOffers.length;
  }
  expect(solved).toBeGreaterThan(0);
  expect(offers).toBeGreaterThan(0);
  for (const kind of !isWholeProof
    ? ['staged']
    : ['lv-tap', 'mv-tee', 'mv-bay', 'mv-dedicated-feeder', 'staged', 'temporary-lease', 'hv-referral'])
    expect(kinds).toContain(kind);
}, 2_400_000);

test(`the same on ${proofs(300)} small random grids with missing figures and full feeders`, () => {
  const kinds = new Set<string>();
  for (let seed = 1; seed <= proofs(300); seed++) {
    const random = seeded(seed);
    const rows = randomGrid(seed, 8);
    const request = randomRequest(random, placeAt([0, 0]));
    const answer = recommend(electricalContextOf(rows), request);
    expect(new PlanSetChecker(rows, pack, catalogue).check(request, answer), `seed ${seed}`).toEqual([]);
    for (const { kind } of answer.plans) kinds.add(kind);
  }
  expect(kinds).toContain('staged');
});

/** Answers with one thing bent: what the checker must see. */
const BENT: Readonly<Record<string, (answer: PlanSet) => unknown>> = {
  'a fen too much in a line': ({ plans: [p] }) => ({
    ...p,
    bill: { ...p!.bill, likelyFen: p!.bill.likelyFen + 1 },
  }),
  'a payer who is left out': ({ plans: [p] }) => ({
    ...p,
    bill: { ...p!.bill, payers: { ...p!.bill.payers, undecided: 0 } },
  }),
  'a chain that skips an element': ({ plans: [p] }) => ({
    ...p,
    sources: p!.sources.map((s) => ({ ...s, chain: { ...s.chain, rows: s.chain.rows.slice(1) } })),
  }),
  'room that is not there': ({ plans: [p] }) => ({
    ...p,
    sources: p!.sources.map((s) => ({
      ...s,
      chain: { ...s.chain, rows: s.chain.rows.map((r) => ({ ...r, leftKva: r.leftKva! + 1 })) },
    })),
  }),
  'a distance of 0': ({ plans: [p] }) => ({ ...p, sources: p!.sources.map((s) => ({ ...s, distanceM: 0 })) }),
  'a transformer that is too small': ({ plans: [p] }) => ({
    ...p,
    suppliesKva: 1e6,
    stages: [{ ...p!.stages[0]!, capacityKva: 1e6 }],
  }),
  'a last stage that is not the whole': ({ plans: [p] }) => ({
    ...p,
    stages: [{ ...p!.stages[0]!, capacityKva: 1 }],
  }),
  'a domination that is none': ({ plans: [p, q] }) => ({ ...p, dominatedBy: q!.id }),
  'independence of a single source': ({ plans: [p] }) => ({
    ...p,
    independence: { level: 'substation', shared: [], unproven: [] },
  }),
};

/** An answer of two plans of known cost and room, the first at 10 kV. */
function sound(): { checker: PlanSetChecker; request: SupplyRequest; answer: PlanSet } {
  for (let seed = 1; seed < 200; seed++) {
    const rows: RegionRows = randomGrid(seed);
    const request = requestFor({ site: placeAt([0, 0]), demand: { capacityKva: 250 } });
    const answer = recommend(electricalContextOf(rows), request);
    const [first, second] = answer.plans;
    const known = first?.sources[0]?.chain.unknownElementIds.length === 0;
    if (known && second !== undefined && first.bill.likelyFen < second.bill.likelyFen)
      return {
        checker: new PlanSetChecker(rows, pack, catalogue),
        request,
        answer: { ...answer, rejected: answer.rejected },
      };
  }
  throw new Error('no random grid gives two such plans');
}

test.each(Object.entries(BENT))('the checker sees %s', (_, bend) => {
  const { checker, request, answer } = sound();
  expect(checker.check(request, answer)).toEqual([]);
  const bent = { ...answer, plans: [bend(answer), ...answer.plans.slice(1)] } as PlanSet;
  expect(checker.check(request, bent)).not.toEqual([]);
});

test('the checker sees a rejected source in use, and a refusal', () => {
  const { checker, request, answer } = sound();
  const [plan] = answer.plans;
  const rejected = [
    {
      nodeId: plan!.sources[0]!.nodeId,
      feederId: null,
      kind: plan!.kind,
      code: 'no-room',
      threshold: 1,
      actual: 0,
      unit: 'kVA',
    },
  ];
  expect(checker.check(request, { ...answer, rejected })).not.toEqual([]);
  expect(checker.check(request, { ...answer, plans: [], counterOffers: [] })).not.toEqual([]);
});
