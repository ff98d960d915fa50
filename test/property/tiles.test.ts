import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeGridTile } from '../../src/planning/tiles/make-tile.ts';
import { proofs } from '../support/proofs.ts';
import { randomGrid } from '../support/random-grid.ts';
import { type ReadFeature, UNITS, distanceTo, readTile, tilesAround, unitsIn } from '../support/read-tile.ts';
import { boxOfRows, gridRegionOf } from '../support/tile-region.ts';

/** Places along a line: its corners, and the middles between them. */
const along = (path: readonly (readonly [number, number])[]): [number, number][] =>
  path.flatMap(([lon, lat], i): [number, number][] => {
    const next = path[i + 1];
    return next === undefined
      ? [[lon, lat]]
      : [
          [lon, lat],
          [(lon + next[0]) / 2, (lat + next[1]) / 2],
        ];
  });

test('at the deepest zoom the tiles together cover every element of a random grid, to a unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const rows = randomGrid(seed, 30);
      const region = gridRegionOf(rows);
      const { snapshot } = region.headroom;
      const tiles = tilesAround(boxOfRows(rows), 16).map((at) => ({
        at,
        features: readTile(makeGridTile(at, [region])),
      }));
      const expectDrawn = (layer: string, id: string, path: readonly (readonly [number, number])[]) => {
        for (const [lon, lat] of along(path)) {
          const within = tiles.find(({ at }) =>
            unitsIn(at, lon, lat).every((unit) => unit >= 0 && unit < UNITS),
          )!;
          const same = within.features.filter(
            (one: ReadFeature) => one.layer === layer && one.properties['id'] === id,
          );
          const far = same.flatMap(({ parts }) =>
            parts.map((part) => distanceTo(part, unitsIn(within.at, lon, lat))),
          );
          expect(Math.min(...far), `${layer} ${id}`).toBeLessThan(1.5);
        }
      };
      const places = new Map(
        [...rows.nodes, ...rows.lv_points].map((row) => [row.id, [row.lon_deg, row.lat_deg] as const]),
      );
      // A section that nothing feeds is no element of the snapshot; those that are have ends in the record.
      const fed = new Set(Array.from({ length: snapshot.counts.elements }, (_, e) => snapshot.elementId(e)));
      for (const { id, from_node_id, to_node_id, path_wkt } of rows.sections) {
        const pairs = (path_wkt ?? []).flatMap((value, i, list) =>
          i % 2 === 0 ? [[value, list[i + 1]!] as const] : [],
        );
        const ends = [places.get(from_node_id)!, places.get(to_node_id)!];
        if (fed.has(id)) expectDrawn('sections', id, pairs.length > 0 ? pairs : ends);
      }
      for (const { id, lon_deg, lat_deg } of rows.distribution_transformers)
        if (fed.has(id)) expectDrawn('transformers', id, [[lon_deg, lat_deg]]);
      for (const { id, to_point_id } of rows.lv_lines)
        if (fed.has(id)) expectDrawn('lv-lines', id, [places.get(to_point_id)!]);
      for (let source = 0; source < snapshot.counts.sources; source++) {
        const kind = snapshot.sourceKind(source);
        const layer =
          kind === 'lv-point' ? 'lv-points' : kind === 'distribution-transformer' ? 'transformers' : 'nodes';
        const { lon, lat } = snapshot.placeOf(source);
        expectDrawn(layer, snapshot.sourceId(source), [[lon, lat]]);
      }
    }),
    { seed: 20261128, numRuns: proofs(40, 6) },
  );
});

test('from afar every feeder with sections is drawn, through all places of its sections', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const rows = randomGrid(seed, 30);
      const region = gridRegionOf(rows);
      const tiles = tilesAround(boxOfRows(rows), 12).map((at) => ({
        at,
        features: readTile(makeGridTile(at, [region])).filter(({ layer }) => layer === 'feeders'),
      }));
      const nodes = new Map(rows.nodes.map((row) => [row.id, row]));
      for (const { id, feeder_id, to_node_id } of rows.sections) {
        const { lon_deg, lat_deg } = nodes.get(to_node_id)!;
        const distances = tiles.flatMap(({ at, features }) =>
          features
            .filter(({ properties }) => properties['id'] === feeder_id)
            .flatMap(({ parts }) => parts.map((part) => distanceTo(part, unitsIn(at, lon_deg, lat_deg)))),
        );
        // A twig of less than 3 units is not drawn, and a line may run 3 units beside what it stands for.
        expect(Math.min(...distances), id).toBeLessThan(7);
      }
    }),
    { seed: 20261128, numRuns: proofs(40, 6) },
  );
});
