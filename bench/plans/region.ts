import { fileURLToPath } from 'node:url';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import type { RegionRows } from '../../src/model/record.ts';
import type { PlanContext } from '../../src/plan/context.ts';
import { collect } from '../../test/support/collect-items.ts';
import { switchingContextOf } from '../../test/support/open-rows.ts';
import { synthRows } from '../support/region.ts';

const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));

/** Rows of the demo county. */
export const demoRows = async (): Promise<RegionRows> => (await collect(readTables(DEMO))).rows;

/** What plans are made from, and where demands can be put. */
export interface OpenedRegion {
  readonly context: PlanContext;
  /** Every node of the grid; those of the first county come first, and are alike in every size. */
  readonly nodes: RegionRows['nodes'];
}

/** A synthetic region, or the demo county where no size is given; the rest of its rows is let go. */
export async function openRegion(size: string | undefined): Promise<OpenedRegion> {
  const rows = size === undefined ? await demoRows() : synthRows(size);
  return { context: switchingContextOf(rows), nodes: rows.nodes };
}
