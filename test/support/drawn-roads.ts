import type { Place } from '../../src/model/geometry.ts';
import type { RegionRows, Row } from '../../src/model/record.ts';
import { drawRoute, type RoadRoute } from '../../src/search/routes/draw-route.ts';
import { RoadSearch } from '../../src/search/routes/road-search.ts';
import type { RouteCosts } from '../../src/search/routes/route-costs.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { drawGrid, placeAt } from './drawn-grid.ts';
import { snapshotOf } from './open-rows.ts';
import { testCosts } from './route-costs.ts';

type Metres = readonly [east: number, north: number];

const flat = (path: readonly Metres[]): number[] =>
  path.flatMap((metres) => {
    const { lon, lat } = placeAt(metres);
    return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
  });

/** A road through places given in metres. */
export const road = (
  id: string,
  of: Row<'roads'>['class'],
  path: readonly Metres[],
  more: Partial<Row<'roads'>> = {},
): Row<'roads'> => ({
  ...{ id, name: null, class: of, surface: 'asphalt', bridge: false, tunnel: false },
  path_wkt: flat(path),
  ...more,
});

export const barrier = (
  id: string,
  kind: Row<'barriers'>['kind'],
  path: readonly Metres[],
): Row<'barriers'> => ({
  ...{ id, name: null, kind, path_wkt: flat(path) },
});

/** An area with a straight border between the given corners. */
export const area = (id: string, kind: Row<'areas'>['kind'], corners: readonly Metres[]): Row<'areas'> => ({
  ...{ id, name: null, kind, polygon_wkt: [flat([...corners, corners[0]!])] },
});

interface DrawnLand {
  readonly roads: readonly Row<'roads'>[];
  readonly barriers?: readonly Row<'barriers'>[];
  readonly areas?: readonly Row<'areas'>[];
}

/** Rows of a pole at a place, with roads and what lies between. */
export const landRows = ({ roads, barriers = [], areas = [] }: DrawnLand, pole: Metres): RegionRows => ({
  ...drawGrid({ mv: ['F1: B1 -500- P1'], at: { B1: [-5000, -5000], P1: pole } }),
  ...{ roads, barriers, areas },
});

/** The route from a site to the pole over drawn land; `null` where none leads there. */
export function routeOver(
  land: DrawnLand,
  [site, pole]: readonly [Metres, Metres],
  costs: RouteCosts = testCosts(),
): (RoadRoute & { readonly cost: number }) | null {
  const snapshot = new Snapshot(snapshotOf(landRows(land, pole)));
  const source = snapshot.findSources('P1')[0]!;
  const ends: [Place, Place] = [placeAt(site), snapshot.placeOf(source)];
  const search = new RoadSearch(snapshot);
  const targets = [search.sourceTarget(source)];
  const [way] = search.ways(search.startAt(ends[0]), targets, { costs, withinM: 20_000 });
  return way === null || way === undefined
    ? null
    : { ...drawRoute(snapshot.columns, way, ends), cost: way.cost };
}
