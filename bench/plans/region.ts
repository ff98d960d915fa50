import { fileURLToPath } from 'node:url';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import type { RegionRows } from '../../src/model/record.ts';
import type { PlanContext } from '../../src/plan/context.ts';
import type { Snapshot } from '../../src/snapshot/open.ts';
import { collect } from '../../test/support/collect-items.ts';
import { snapshotOf, switchingContextOn } from '../../test/support/open-rows.ts';
import { snapshotOfSize } from '../support/snapshots.ts';
import type { NodePlace } from './demand-mix.ts';

const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));
/** Places kept of a region at most, evenly from the order of their ids. */
const MOST_PLACES = 20_000;

/** Rows of the demo county. */
export const demoRows = async (): Promise<RegionRows> => (await collect(readTables(DEMO))).rows;

/** What plans are made from, and where demands can be put. */
export interface OpenedRegion {
  readonly context: PlanContext;
  /** Nodes of the medium-voltage grid from all over the region. */
  readonly nodes: readonly NodePlace[];
  /** One of the first county, which every size has alike; `null` in a region that is not drawn. */
  readonly same: NodePlace | null;
}

/** On the middle feeder of the first county. */
const SAME_FEEDER = /^c0-f25-/;

/** Places of the medium-voltage grid that demands are drawn around. */
export function nodesOf(snapshot: Snapshot): Pick<OpenedRegion, 'nodes' | 'same'> {
  const places: NodePlace[] = [];
  let same: NodePlace | null = null;
  const step = Math.ceil(snapshot.counts.sources / MOST_PLACES);
  for (let source = 0; source < snapshot.counts.sources; source++) {
    if (['lv-point', 'distribution-transformer'].includes(snapshot.sourceKind(source))) continue;
    const { lon, lat } = snapshot.placeOf(source);
    const place = { id: snapshot.sourceId(source), lon_deg: lon, lat_deg: lat };
    if (same === null && SAME_FEEDER.test(place.id)) same = place;
    if (source % step === 0) places.push(place);
  }
  return { nodes: places, same };
}

/** A synthetic region, or the demo county where no size is given. */
export async function openRegion(size: string | undefined): Promise<OpenedRegion> {
  const buffer = size === undefined ? snapshotOf(await demoRows()) : await snapshotOfSize(size);
  const context = switchingContextOn(buffer);
  return { context, ...nodesOf(context.headroom.snapshot) };
}
