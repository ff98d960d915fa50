import { CAPACITY_MAP_CELLS, type FinishedMap } from '../model/capacity-map.ts';
import { CellGrid, zoneOfRegion } from '../model/cell-grid.ts';
import type { Declined, QueryFault } from '../model/planner.ts';
import type { MapContext } from '../plan/capacity-map/starts.ts';
import { capacityMap } from '../plan/capacity-map/capacity-map.ts';
import { writeMap } from '../planning/capacity-map/write-map.ts';
import { versions } from './encode.ts';
import type { RegionTask } from './messages.ts';

type MapTask = Extract<RegionTask, { ask: 'capacity-map' }>;

/** How far from its meridian a zone's plane is square enough, degrees. */
const REACH_DEGREES = 4;

/** What is wrong with the box; `null` = nothing. */
function faultOf({ bbox, form }: MapTask['query'], grid: CellGrid): QueryFault | null {
  const [west, south, east, north] = bbox;
  const { lon0, srid } = grid.zone;
  const most = CAPACITY_MAP_CELLS[form];
  const fault = (received: string | number, allowed: string): QueryFault => ({
    pointer: '/query/bbox',
    code: 'out-of-range',
    received,
    allowed,
  });
  const isFar = Math.abs(west - lon0) > REACH_DEGREES || Math.abs(east - lon0) > REACH_DEGREES;
  if (isFar || Math.abs(south) > 84 || Math.abs(north) > 84)
    return fault(
      bbox.join(','),
      `within ${REACH_DEGREES}° of ${lon0}°, the meridian of the region's zone (EPSG:${srid})`,
    );
  return grid.size <= most ? null : fault(grid.size, `at most ${most} cells of 50 m as ${form}`);
}

/**
 * A capacity map as bytes; made again when the ledger moved meanwhile, so that none mixes two states.
 *
 * @param openMs what it took to open the snapshot.
 */
export function answerMap(
  { query, cancelled }: MapTask,
  context: MapContext,
  openMs: number,
): FinishedMap | Declined {
  const { headroom } = context;
  const { snapshot } = headroom;
  const [west, south] = query.bbox;
  const grid = new CellGrid(zoneOfRegion(snapshot.hull, { lon: west, lat: south }), query.bbox);
  const fault = faultOf(query, grid);
  if (fault !== null) return { ok: false, code: 'invalid-request', faults: [fault] };
  const isCancelled = (): boolean => Atomics.load(cancelled, 0) !== 0;
  for (;;) {
    const started = performance.now();
    const ledgerVersion = headroom.refresh();
    const map = capacityMap(context, { grid, ...query }, isCancelled);
    if (isCancelled()) return { ok: false, code: 'cancelled', received: null, allowed: null };
    if (snapshot.ledgerVersion !== ledgerVersion) continue;
    const searched = performance.now();
    const state = versions({ snapshot, ledgerVersion, asOf: query.asOf });
    const bytes = writeMap(map, query, state);
    const phasesMs = { open: openMs, search: searched - started, encode: performance.now() - searched };
    return { ok: true, map: bytes, phasesMs };
  }
}
