import type { Columns } from '../../snapshot/layout.ts';
import type { Access } from '../../snapshot/roads/roads.ts';

/** Where a source reaches the roads, as tied when the snapshot was built; `null` = nowhere. */
export function sourceAccess(columns: Columns, source: number): Access | null {
  const edge = columns.sourceRoad[source] ?? -1;
  if (edge < 0) return null;
  const { roadFrom, roadTo, roadLonE7: x, roadLatE7: y, sourceCrossingStart } = columns;
  const u = roadFrom[edge] ?? 0;
  const v = roadTo[edge] ?? 0;
  const at = columns.sourceRoadAt[source] ?? 0;
  const first = sourceCrossingStart[source] ?? 0;
  return {
    edge,
    at,
    spot: {
      x: Math.round((x[u] ?? 0) + at * ((x[v] ?? 0) - (x[u] ?? 0))),
      y: Math.round((y[u] ?? 0) + at * ((y[v] ?? 0) - (y[u] ?? 0))),
    },
    m: columns.sourceRoadM[source] ?? 0,
    crossed: Array.from({ length: (sourceCrossingStart[source + 1] ?? 0) - first }, (_, i) => ({
      kind: columns.sourceCrossingKind[first + i] ?? 0,
      at: columns.sourceCrossingAt[first + i] ?? 0,
    })),
  };
}
