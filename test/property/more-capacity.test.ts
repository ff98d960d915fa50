import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import type { Plan } from '../../src/model/plan.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { resize } from '../../src/model/resize.ts';
import { staircase } from '../../src/plan/staircase.ts';
import { collect } from '../support/collect-items.ts';
import { pack } from '../support/load-rules.ts';
import { contextOf } from '../support/open-rows.ts';
import { isWholeProof, proofs } from '../support/proofs.ts';
import { seeded } from '../support/random-grid.ts';
import { randomRequest } from '../support/random-request.ts';

const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));
const KINDS = ['lv-tap', 'lv-existing-transformer', 'mv-tee', 'mv-bay', 'mv-cut-in', 'mv-dedicated-feeder'];

/** Kind and place of a plan of one source: the section that is cut, and where, else the source. */
const placeOf = ({ kind, sources, because }: Plan): string => {
  const cut = because.find(({ key }) => key === 'cut-in-at')?.values;
  return [kind, cut === undefined ? sources[0]!.nodeId : `${cut['sectionId']}@${cut['alongM']}`].join('/');
};

test('on the demo county more capacity at the same place, in the same way, never costs less', async () => {
  const { rows } = await collect(readTables(DEMO));
  const context = { ...contextOf(rows), pack: { ...pack, plans: { ...pack.plans, min: 1000 } } };
  const random = seeded(20261128);
  const met = new Map<string, number>();
  const cables = new Set(rows.conductor_types.flatMap(({ id, laying }) => (laying === 'cable' ? id : [])));
  const cabled = new Set(
    rows.sections.flatMap((row) => (cables.has(row.conductor_type_id) ? row.from_node_id : [])),
  );
  // Where each kind has a chance to be the best of its feeder, and how much is asked there.
  const drawn: readonly (readonly [readonly { lon_deg: number; lat_deg: number }[], () => number])[] = [
    [rows.lv_points, () => 5 + random() * 60],
    [rows.distribution_transformers, () => 5 + random() * 100],
    [rows.nodes, () => 170 + random() * 4000],
    [rows.nodes.filter(({ kind }) => kind === 'rmu'), () => 170 + random() * 1500],
    [rows.nodes.filter(({ id }) => cabled.has(id)), () => 170 + random() * 1500],
    [rows.nodes, () => 5000 + random() * 4000],
  ];
  for (let i = 0; i < proofs(300, 36); i++) {
    const [places, size] = drawn[i % drawn.length]!;
    const { lon_deg: lon, lat_deg: lat } = places[Math.floor(random() * places.length)]!;
    const away = (): number => (random() - 0.5) * 0.0008;
    const asked = { ...randomRequest(random, { lon, lat }), site: { lon: lon + away(), lat: lat + away() } };
    const small = size();
    const more = small * (1 + random() ** 2 * 1.5) + 0.01;
    const ask = (kva: number): readonly Plan[] =>
      recommend(context, {
        ...asked,
        maxPlans: 1000,
        demand: {
          ...asked.demand,
          ...{ loadClass: 3, phases: 3, equipmentKw: null, capacityKva: Math.round(kva * 100) / 100 },
        },
      }).plans.filter(({ kind }) => KINDS.includes(kind));
    const cost = new Map(ask(small).map((plan) => [placeOf(plan), plan.bill]));
    for (const plan of ask(more)) {
      const less = cost.get(placeOf(plan));
      if (less === undefined) continue;
      const said = `${placeOf(plan)}: ${small} and ${more} kVA`;
      for (const band of ['lowFen', 'likelyFen', 'highFen'] as const)
        expect(plan.bill[band], `${said}, ${band}`).toBeGreaterThanOrEqual(less[band]);
      met.set(plan.kind, (met.get(plan.kind) ?? 0) + 1);
    }
  }
  console.info('pairs of demands:', Object.fromEntries(met));
  if (isWholeProof) for (const kind of KINDS) expect([kind, (met.get(kind) ?? 0) > 4]).toEqual([kind, true]);
  else expect(met.size).toBeGreaterThan(2);
}, 600_000);

test('on the demo county every step of a staircase is the separate run at its size', async () => {
  const { rows } = await collect(readTables(DEMO));
  const context = contextOf(rows);
  const random = seeded(20261129);
  const steps = new Set<string>();
  for (let i = 0; i < proofs(12, 2); i++) {
    const { lon_deg: lon, lat_deg: lat } = rows.nodes[Math.floor(random() * rows.nodes.length)]!;
    const request = randomRequest(random, { lon, lat });
    for (const step of staircase(context, request)) {
      const { plans, classification } = recommend(context, resize(request, step.upToKva));
      const plan = plans.find(({ priced }) => priced);
      expect({
        ...{ upToKva: step.upToKva, supplyClass: classification.supplyClass },
        ...{ likelyFen: plan?.bill.likelyFen, customerFen: plan?.bill.payers.customer },
        totalCalendarDays: plan?.totalCalendarDays,
      }).toEqual(step);
      steps.add(`${step.supplyClass} ${plan?.kind}`);
    }
  }
  console.info('steps of staircases:', [...steps].sort());
  expect(steps.size).toBeGreaterThan(isWholeProof ? 4 : 1);
}, 600_000);
