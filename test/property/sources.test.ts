import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourcesWithin } from '../../src/search/sources-within.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { snapshotOf } from '../support/open-rows.ts';
import { randomGrid } from '../support/random-grid.ts';
import { vincentyM } from '../support/reference/vincenty.ts';

test('sources within a radius are those of a look at each one, in the order of distance, then id', () => {
  const snapshot = new Snapshot(snapshotOf(randomGrid(5, 120)));
  const { sourceLon, sourceLat } = snapshot.columns;
  const metres = fc.integer({ min: -2500, max: 2500 });
  fc.assert(
    fc.property(fc.tuple(metres, metres), fc.integer({ min: 1, max: 3000 }), (east, radiusM) => {
      const site = placeAt(east);
      const brute = Array.from({ length: snapshot.counts.sources }, (_, source) => ({
        source,
        distanceM: vincentyM(site, { lon: sourceLon[source]!, lat: sourceLat[source]! }),
      })).filter(({ distanceM }) => distanceM <= radiusM);
      const found = sourcesWithin(snapshot, site, radiusM);
      expect(new Set(found.map((near) => near.source))).toEqual(new Set(brute.map((near) => near.source)));
      found.forEach((near, i) => {
        expect(near.distanceM).toBeCloseTo(brute.find(({ source }) => source === near.source)!.distanceM, 4);
        const before = found[i - 1];
        if (before === undefined) return;
        expect(
          before.distanceM < near.distanceM ||
            (before.distanceM === near.distanceM && before.source < near.source),
        ).toBe(true);
      });
    }),
    { seed: 20261120, numRuns: 200 },
  );
});

test('a radius includes its limit and reaches across the date line', () => {
  const rows = randomGrid(5, 10);
  const node = { ...rows.nodes[0]!, lon_deg: 179.9999, lat_deg: 10 };
  const snapshot = new Snapshot(snapshotOf({ ...rows, nodes: [node, ...rows.nodes.slice(1)] }));
  const site = { lon: -179.9999, lat: 10 };
  const exact = vincentyM(site, { lon: 179.9999, lat: 10 });
  expect(sourcesWithin(snapshot, site, exact + 1e-6).map(({ source }) => snapshot.sourceId(source))).toEqual([
    node.id,
  ]);
  expect(sourcesWithin(snapshot, site, exact - 1e-3)).toEqual([]);
});
