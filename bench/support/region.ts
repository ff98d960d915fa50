import type { RegionRows } from '../../src/model/record.ts';
import { capacityRules } from '../../src/policy/pack.ts';
import { Headroom } from '../../src/search/headroom.ts';
import { buildSourceTiles } from '../../src/search/offers/source-tiles.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { pack } from '../../test/support/load-rules.ts';
import { countyRows, drawCounty } from '../synth/county.ts';
import { CONDUCTORS } from '../synth/equipment.ts';
import { DEMO_SEED, SIZES } from '../synth/sizes.ts';

/** A synthetic region, ready for questions; its two buffers can be sent to threads. */
export interface Region {
  readonly size: string;
  readonly snapshot: SharedArrayBuffer;
  readonly tiles: SharedArrayBuffer;
}

/** All rows of a synthetic region of some counties; only for sizes that fit into memory as objects. */
export function synthRows(size: string): RegionRows {
  const { counties } = SIZES.get(size) ?? { counties: 0 };
  if (counties === 0) throw new Error(`no size ${size}; there are ${[...SIZES.keys()].join(', ')}`);
  const all: Record<string, object[]> = { conductor_types: [...CONDUCTORS] };
  for (let county = 0; county < counties; county++) {
    for (const [table, rows] of Object.entries(countyRows(drawCounty(DEMO_SEED, county)))) {
      const list = (all[table] ??= []);
      for (const row of rows) list.push(row);
    }
  }
  return all as unknown as RegionRows;
}

/** A region from its snapshot. */
export const regionOf = (size: string, snapshot: SharedArrayBuffer): Region => ({
  ...{ size, snapshot },
  tiles: buildSourceTiles(new Snapshot(snapshot)),
});

/** The room in a region under the fallback pack. */
export const headroomOf = ({ snapshot }: Region): Headroom =>
  new Headroom(new Snapshot(snapshot), capacityRules(pack));
