import { describe, expect, test } from 'vitest';
import { readOsm } from '../../src/ingest/osm/read-osm.ts';
import { Surroundings } from '../../src/plan/surroundings.ts';
import { lookAround } from '../../src/plan/ways/look-around.ts';
import { crossedItem, crossingLaying, routeCosts } from '../../src/plan/ways/route-costs.ts';
import { routeOf } from '../../src/plan/ways/route-of.ts';
import { supplyWorks } from '../../src/plan/ways/works.ts';
import { classify } from '../../src/policy/classify.ts';
import { priceBill } from '../../src/pricing/bill.ts';
import { collect } from '../support/collect-items.ts';
import { expectLawfulRoute } from '../support/expect-lawful-route.ts';
import { catalogue } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';
import { vincentyM } from '../support/reference/vincenty.ts';
import { crossingsIn, roundingYuan, routeLines } from '../support/route-lines.ts';
import { rowsOnRoads } from '../support/rows-on-roads.ts';
import { hasSharedData } from '../support/shared-data.ts';

const EXTRACTS = new URL('../../../shared/data/osm/', import.meta.url).pathname;
const PER_SITE = 5;

describe.each([
  { file: 'fuerweiler.osm.pbf', crossings: 0 },
  { file: 'krems.osm.pbf', crossings: 100 },
  { file: 'shanghai_center.osm', crossings: 100 },
])('$file', ({ file, crossings }) => {
  if (!hasSharedData) console.warn(`SKIPPED: ${file} is not there`);
  test.runIf(hasSharedData)(
    '300 lines to random poles: what turf finds crossed is in the bill, and the bill is what the search said',
    async () => {
      const map = (await collect(readOsm(EXTRACTS + file, () => undefined))).rows;
      const { rows, near } = rowsOnRoads(map, 120, 20261121);
      const context = contextOf(rows);
      let [lines, found] = [0, 0];
      for (let i = 0; i < 200 && lines < 300; i++) {
        const areaType = i % 4 === 3 ? 'rural' : 'urban';
        const request = requestFor({ site: near(), radiusM: 3000, customer: { areaType } });
        const around = new Surroundings(context.headroom.snapshot, request.site);
        const { brief, known } = classify(request, context.pack, around.land);
        const task = { request, brief, known, around, notebook: new Map(), ...context };
        const { candidates, withoutRoom } = lookAround(task, 'mv-tee', 630);
        for (const candidate of [...candidates, ...withoutRoom()].slice(0, PER_SITE)) {
          const { route, at } = candidate;
          const drawn = route.draw?.();
          if (drawn === undefined) continue;
          const costs = routeCosts(catalogue, route.sizes);
          const ends = [request.site, at] as const;
          found += expectLawfulRoute({ route: drawn, cost: route.costYuan }, rows, { ends, costs });

          const works = supplyWorks(task, candidate).map((one) => ({
            ...one,
            payer: 'undecided' as const,
            rule: null,
          }));
          const own = routeLines(priceBill(catalogue, works).lines);
          const billed = own.reduce((sum, { likelyFen }) => sum + likelyFen, 0) / 100;
          expect(Math.abs(billed - route.costYuan)).toBeLessThan(roundingYuan(own, route.lengthM));
          const listed: Record<string, number> = {};
          for (const { kind } of drawn.crossings) {
            const item = crossedItem(catalogue, kind, crossingLaying(route.sizes));
            if (item !== null) listed[item] = (listed[item] ?? 0) + (kind === 'water' ? 0.5 : 1);
          }
          expect(crossingsIn(own)).toEqual(listed);

          const { parts, lengthM, straightLine } = routeOf(task, candidate);
          expect(straightLine).toBe(false);
          expect(lengthM).toBeGreaterThanOrEqual(vincentyM(request.site, at) - 0.001);
          expect(parts.reduce((sum, part) => sum + Math.round(part.lengthM * 10), 0)).toBe(
            Math.round(lengthM * 10),
          );
          const path = parts.flatMap((part) => part.path);
          expect([path[0], path.at(-1)]).toEqual([request.site, at]);
          lines++;
        }
      }
      expect(lines).toBeGreaterThanOrEqual(300);
      expect(found).toBeGreaterThanOrEqual(crossings);
    },
    600_000,
  );
});
