import { describe, expect, test } from 'vitest';
import { readOsm } from '../../../src/ingest/osm/read-osm.ts';
import { drawRoute } from '../../../src/search/routes/draw-route.ts';
import { RoadSearch } from '../../../src/search/routes/road-search.ts';
import { Snapshot } from '../../../src/snapshot/open.ts';
import { collect } from '../../support/collect-items.ts';
import { expectLawfulRoute } from '../../support/expect-lawful-route.ts';
import { snapshotOf } from '../../support/open-rows.ts';
import { plainEnd, plainRoutes } from '../../support/reference/plain-routes.ts';
import { testCosts } from '../../support/route-costs.ts';
import { rowsOnRoads } from '../../support/rows-on-roads.ts';
import { hasSharedData } from '../../support/shared-data.ts';
import { isWholeProof, least, proofs } from '../../support/proofs.ts';

const EXTRACTS = new URL('../../../../shared/data/osm/', import.meta.url).pathname;
const EVERYWHERE = 50_000;

describe.each([
  { file: 'fuerweiler.osm.pbf', crossings: 0 },
  { file: 'krems.osm.pbf', crossings: 100 },
  { file: 'shanghai_center.osm', crossings: 100 },
])('$file', ({ file, crossings }) => {
  test.runIf(hasSharedData)(
    `${5 * proofs(60)} random pairs: the cost of the plain twin, and a lawful route`,
    async () => {
      const map = (await collect(readOsm(EXTRACTS + file, () => undefined))).rows;
      const { rows, near, random } = rowsOnRoads(map, 120, 20261120);
      const snapshot = new Snapshot(snapshotOf(rows));
      const search = new RoadSearch(snapshot);
      const costs = testCosts();
      let [reached, found] = [0, 0];
      for (let i = 0; i < proofs(60); i++) {
        const site = near();
        const sources = Array.from({ length: 5 }, () => Math.floor(random() * snapshot.counts.sources));
        const targets = sources.map((source) => search.sourceTarget(source));
        const ways = search.ways(search.startAt(site), targets, { costs, withinM: EVERYWHERE });
        const ends = sources.map((source) => plainEnd(snapshot, source));
        const plain = plainRoutes(snapshot, site, ends, { costs, withinM: EVERYWHERE });
        ways.forEach((way, k) => {
          const source = sources[k]!;
          const twin = plain[k] ?? null;
          if (way === null) {
            expect(twin).toBeNull();
            return;
          }
          expect(Math.abs(way.cost - twin!.cost)).toBeLessThan(1e-9 * twin!.cost);
          const drawnM = drawRoute(snapshot.columns, way, [site, snapshot.placeOf(source)]).lengthM;
          expect(Math.abs(way.m - drawnM)).toBeLessThan(1e-6);
          reached++;
          const joined = [site, snapshot.placeOf(source)] as const;
          const route = drawRoute(snapshot.columns, way, joined);
          found += expectLawfulRoute({ route, cost: way.cost }, rows, { ends: joined, costs });
        });
      }
      expect(reached).toBeGreaterThan(least(240, 40));
      if (isWholeProof) expect(found).toBeGreaterThanOrEqual(crossings);
    },
    300_000,
  );
});
