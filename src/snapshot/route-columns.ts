import type { GridRows } from './grid-rows.ts';
import type { Columns } from './layout.ts';
import type { PowerSources } from './power-sources.ts';
import type { LandColumns } from './roads/land.ts';
import { landColumns } from './roads/land-columns.ts';
import { roadNames } from './roads/road-names.ts';
import { type RoadColumns, roadColumns } from './roads/road-columns.ts';
import { Roads } from './roads/roads.ts';
import { type SourceRoadColumns, sourceRoads } from './roads/source-roads.ts';
import { zoneColumns } from './zone-columns.ts';
import type { ZoneColumns } from './zones.ts';

type RouteColumns = LandColumns &
  RoadColumns &
  SourceRoadColumns &
  ZoneColumns & { readonly roadNames: Uint32Array };

/**
 * Roads, what stands in their way, where the sources reach them, and the areas that decide facts of a place; and how
 * many there are of each.
 *
 * @param intern number of a string in the snapshot.
 */
export function routeColumns(rows: GridRows, sources: PowerSources, intern: (name: string) => number) {
  const names = roadNames(rows.roads);
  const land = landColumns(rows, intern);
  const roads = roadColumns(rows.roads, land, names);
  const columns: RouteColumns = {
    ...land,
    ...roads,
    ...zoneColumns(rows, intern),
    roadNames: Uint32Array.from(names.byCode, intern),
    ...sourceRoads(new Roads({ ...land, ...roads }), sources),
  };
  const counts = {
    landVertices: columns.landLonE7.length,
    landRings: columns.landRingStart.length - 1,
    landShapes: columns.landKind.length,
    landIndexBytes: columns.landIndex.length,
    zoneVertices: columns.zoneLonE7.length,
    zoneRings: columns.zoneRingStart.length - 1,
    zoneShapes: columns.zoneKind.length,
    zoneIndexBytes: columns.zoneIndex.length,
    roadNodes: columns.roadLonE7.length,
    roadArcs: columns.roadArcNode.length,
    roadEdges: columns.roadM.length,
    roadNames: columns.roadNames.length,
    roadCrossings: columns.crossingEdge.length,
    roadIndexBytes: columns.roadIndex.length,
    sourceCrossings: columns.sourceCrossingKind.length,
  };
  return { columns, counts };
}

/** Fills the columns of roads, land and areas. */
export function writeRoutes(columns: Columns, routes: RouteColumns): void {
  for (const name of Object.keys(routes) as (keyof RouteColumns)[]) columns[name].set(routes[name]);
}
