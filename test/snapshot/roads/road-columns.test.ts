import { expect, test } from 'vitest';
import { PackedTable, packRows } from '../../../src/model/packed-table.ts';
import type { LandColumns } from '../../../src/snapshot/roads/land.ts';
import { landColumns } from '../../../src/snapshot/roads/land-columns.ts';
import { roadNames } from '../../../src/snapshot/roads/road-names.ts';
import { roadColumns } from '../../../src/snapshot/roads/road-columns.ts';
import type { Row } from '../../../src/model/record.ts';
import { area, barrier, road } from '../../support/drawn-roads.ts';
import { seeded } from '../../support/random-grid.ts';

/** Roads in the order given, not that of their ids. */
function columnsOf(roads: readonly Row<'roads'>[], land: LandColumns) {
  const table = new PackedTable('roads');
  for (const row of roads) table.append(row);
  return roadColumns(table, land, roadNames(table));
}

/** A town of streets on a grid of 100 m with every fifth a highway, a railway, and houses. */
function town(blocks: number, seed: number) {
  const random = seeded(seed);
  const roads = [];
  for (let i = 0; i <= blocks; i++) {
    for (let j = 0; j <= blocks; j++) {
      const [x, y] = [100 * i, 100 * j];
      const east = i < blocks && random() < 0.9;
      const north = j < blocks && random() < 0.9;
      if (east) roads.push(road(`e${i}-${j}`, j % 5 === 0 ? 'primary' : 'residential', [[x, y], [x + 100, y]])); // prettier-ignore
      if (north) roads.push(road(`n${i}-${j}`, i % 5 === 0 ? 'secondary' : 'residential', [[x, y], [x, y + 100]])); // prettier-ignore
    }
  }
  const barriers = [barrier('r', 'railway', [[-100, 130], [100 * blocks, 170]])]; // prettier-ignore
  const areas = [area('h', 'building', [[20, 20], [60, 20], [60, 60], [20, 60]])]; // prettier-ignore
  return { roads, barriers, areas };
}

test('the order of rows and the direction of lines do not show in the bytes', () => {
  const rows = town(12, 3);
  const random = seeded(5);
  const shuffled = rows.roads
    .map((row) => ({ row, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(
      ({
        row: {
          path_wkt: [ax, ay, bx, by],
          ...rest
        },
      }) =>
        random() < 0.5
          ? { ...rest, path_wkt: [bx!, by!, ax!, ay!] }
          : { ...rest, path_wkt: [ax!, ay!, bx!, by!] },
    );
  const land = landColumns(packRows(rows), () => 0);
  expect(columnsOf(shuffled, land)).toEqual(columnsOf(rows.roads, land));
});

test('an edge takes less than 150 bytes, its share of the nodes included', () => {
  const rows = town(40, 3);
  const columns = columnsOf(
    rows.roads,
    landColumns(packRows(rows), () => 0),
  );
  let bytes = 0;
  for (const { byteLength } of Object.values(columns) as ArrayBufferView[]) bytes += byteLength;
  expect(columns.roadM.length).toBeGreaterThan(3000);
  expect(bytes / columns.roadM.length).toBeLessThan(150);
});

test('lengths are those of the geodesic, and both arcs of an edge lead to its ends', () => {
  const { roads } = town(4, 3);
  const c = columnsOf(
    roads,
    landColumns(packRows({ barriers: [], areas: [] }), () => 0),
  );
  // The drawing is on a sphere, the length on the ellipsoid.
  c.roadM.forEach((m) => {
    expect(m === 0 || Math.abs(m - 100) < 0.5).toBe(true);
  });
  for (let node = 0; node + 1 < c.roadArcStart.length; node++) {
    for (let arc = c.roadArcStart[node]!; arc < c.roadArcStart[node + 1]!; arc++) {
      const edge = c.roadArcEdge[arc]!;
      expect([c.roadFrom[edge], c.roadTo[edge]].sort()).toEqual([node, c.roadArcNode[arc]].sort());
    }
  }
});
