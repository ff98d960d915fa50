import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findJsonFiles } from '../../src/ingest/find-json-files.ts';
import { readFeeders } from '../../src/ingest/roseau/read-feeders.ts';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import { LOAD_CATEGORIES, type RegionRows, TABLE_NAMES } from '../../src/model/record.ts';
import { fitsAsAsked } from '../../src/plan/fits-as-asked.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { collect } from '../support/collect-items.ts';
import { expectLawful } from '../support/expect-lawful.ts';
import { expectCost, expectTwin } from '../support/expect-twin.ts';
import { catalogue, pack } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';
import { seeded } from '../support/random-grid.ts';
import { proofs } from '../support/proofs.ts';
import { plainPlanner } from '../support/reference/plain-plans.ts';

const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));
const FRENCH = fileURLToPath(new URL('../../../shared/data/french', import.meta.url));

/** Rows of several files joined as the record joins them: one row per key. */
function joined(rows: RegionRows): RegionRows {
  const key = (row: object): string => {
    const { id, element_kind, element_id, season } = row as Record<string, string>;
    return id ?? `${element_kind}/${element_id}/${season}`;
  };
  const once = (list: readonly object[]): object[] => [
    ...new Map(list.map((row) => [key(row), row])).values(),
  ];
  return Object.fromEntries(TABLE_NAMES.map((table) => [table, once(rows[table])])) as unknown as RegionRows;
}

const REGIONS = [
  {
    name: 'the demo county without its roads',
    there: true,
    demands: proofs(500, 10),
    read: async () => ({ ...(await collect(readTables(DEMO))).rows, roads: [] }),
  },
  {
    name: 'the demo county',
    there: true,
    demands: proofs(40, 2),
    read: async () => (await collect(readTables(DEMO))).rows,
  },
  {
    name: 'eight French feeders',
    there: existsSync(FRENCH),
    demands: proofs(500, 10),
    read: async () => joined((await collect(readFeeders(await findJsonFiles([FRENCH])))).rows),
  },
];

describe.each(REGIONS)('$name', ({ name, there, read, demands }) => {
  if (!there) console.warn(`SKIPPED: ${name}: ${FRENCH} is not there`);
  test.runIf(there)(
    `${demands} random demands give the plans of the plain twin`,
    async () => {
      const rows = await read();
      const random = seeded(20261120);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
      const plainPlans = plainPlanner(rows, pack, catalogue);
      const context = { ...contextOf(rows), pack: { ...pack, plans: { ...pack.plans, min: 10 } } };
      let found = 0;
      for (let i = 0; i < demands; i++) {
        const near = pick<{ lon_deg: number; lat_deg: number }>(random() < 0.5 ? rows.nodes : rows.lv_points);
        const request = requestFor({
          site: { lon: near.lon_deg + (random() - 0.5) * 0.01, lat: near.lat_deg + (random() - 0.5) * 0.01 },
          demand:
            random() < 0.5
              ? { equipmentKw: 1 + random() * 250 }
              : { capacityKva: Math.round(50 + random() ** 3 * 9000) },
          customer: { areaType: pick(['urban', 'rural', null] as const), category: pick(LOAD_CATEGORIES) },
        });
        const all = recommend(context, request).plans;
        expectLawful(all);
        const plans = all.filter(fitsAsAsked);
        const plain = plainPlans(request);
        expect(plans.length === 0).toBe(plain.length === 0);
        const twins = new Map(plain.map((plan) => [`${plan.kind}/${plan.feederId ?? plan.nodeId}`, plan]));
        if (plans[0] !== undefined) expectCost(plans[0], plain[0]?.likelyYuan);
        for (const plan of plans) {
          const [source] = plan.sources;
          expectTwin(plan, twins.get(`${plan.kind}/${source!.feederId ?? source!.nodeId}`));
        }
        found += plans.length;
      }
      expect(found).toBeGreaterThan(0.4 * demands);
    },
    600_000,
  );
});
