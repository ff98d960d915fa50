import { describe, expect, test } from 'vitest';
import { readOsm } from '../../../src/ingest/osm/read-osm.ts';
import { apartRoutes } from '../../../src/search/routes/apart-routes.ts';
import { distinctWays } from '../../../src/search/routes/distinct-ways.ts';
import { routeOf } from '../../../src/search/routes/draw-route.ts';
import { RoadSearch } from '../../../src/search/routes/road-search.ts';
import { windowGraph } from '../../../src/search/routes/window-graph.ts';
import { Snapshot } from '../../../src/snapshot/open.ts';
import { collect } from '../../support/collect-items.ts';
import { expectLawfulRoute } from '../../support/expect-lawful-route.ts';
import { snapshotOf } from '../../support/open-rows.ts';
import { testCosts } from '../../support/route-costs.ts';
import { rowsOnRoads } from '../../support/rows-on-roads.ts';
import { hasSharedData } from '../../support/shared-data.ts';

const EXTRACTS = new URL('../../../../shared/data/osm/', import.meta.url).pathname;

describe.each(['fuerweiler.osm.pbf', 'shanghai_center.osm'])('%s', (file) => {
  test.runIf(hasSharedData)(
    'pairs are lawful routes that cost no less than each alone; the first of several ways is the cheapest of all',
    async () => {
      const map = (await collect(readOsm(EXTRACTS + file, () => undefined))).rows;
      const { rows, near, random } = rowsOnRoads(map, 60, 7);
      const snapshot = new Snapshot(snapshotOf(rows));
      const search = new RoadSearch(snapshot);
      const terms = { costs: testCosts(), withinM: 5_000 };
      let [pairs, apart, several] = [0, 0, 0];
      for (let i = 0; i < 25; i++) {
        const site = near();
        const sources = Array.from({ length: 2 }, () => Math.floor(random() * snapshot.counts.sources));
        const start = search.startAt(site);
        const targets = sources.map((source) => search.sourceTarget(source));
        const alone = search.ways(start, targets, terms);
        const graph = windowGraph(search, start, { targets, terms });
        sources.forEach((source, k) => {
          const ways = distinctWays(graph, [graph.site, graph.targets[k]!], { count: 3, mostShared: 0.5 });
          expect(ways.length > 0).toBe(alone[k] !== null);
          if (ways.length > 1) several++;
          ways.forEach((way, nth) => {
            const cost = way.reduce((sum, { edge }) => sum + graph.edges[edge]!.cost, 0);
            if (nth === 0) expect(cost / alone[k]!.cost).toBeCloseTo(1, 9);
            const ends = [site, snapshot.placeOf(source)] as const;
            expectLawfulRoute({ route: routeOf(way.map(graph.stepOf)), cost }, rows, { ...terms, ends });
          });
        });
        const pair = apartRoutes(graph, [0, 1]);
        expect(pair === null).toBe(alone.includes(null));
        if (pair === null) continue;
        pairs++;
        if (pair.shared.length === 0) apart++;
        pair.routes.forEach((route, k) => {
          const ends = [site, snapshot.placeOf(sources[k]!)] as const;
          expectLawfulRoute({ route, cost: pair.costs[k]! }, rows, { ...terms, ends });
          expect(pair.costs[k]).toBeGreaterThan(alone[k]!.cost * (1 - 1e-9));
          const shared = pair.shared.reduce((sum, { lengthM }) => sum + lengthM, 0);
          expect(shared).toBeLessThanOrEqual(route.lengthM + 1e-6);
        });
      }
      expect(pairs).toBeGreaterThan(20);
      expect(apart).toBeGreaterThan(3);
      expect(several).toBeGreaterThan(3);
    },
    300_000,
  );
});
