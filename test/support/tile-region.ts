import type { GridRegion } from '../../src/planning/tiles/candidate.ts';
import { ChainLedger } from '../../src/search/chain.ts';
import type { Headroom } from '../../src/search/headroom.ts';
import { GridShapes } from '../../src/snapshot/grid-shapes.ts';
import type { RegionRows } from '../../src/model/record.ts';
import { contextOf } from './open-rows.ts';

/** The day of the tests. */
export const TODAY = '2026-11-20';

export const gridRegion = (headroom: Headroom): GridRegion => ({
  headroom,
  shapes: new GridShapes(headroom.snapshot),
  ledger: new ChainLedger(headroom, TODAY),
});

/** West, south, east, north of some rows with a place. */
export function boxOfRows({
  nodes,
  lv_points,
  distribution_transformers,
  substations,
}: RegionRows): number[] {
  const places = [...nodes, ...lv_points, ...distribution_transformers, ...substations];
  const [lons, lats] = [places.map((row) => row.lon_deg), places.map((row) => row.lat_deg)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

export const gridRegionOf = (rows: RegionRows): GridRegion => gridRegion(contextOf(rows).headroom);
