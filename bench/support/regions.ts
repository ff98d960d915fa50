import { type Region, regionOf } from './region.ts';
import { snapshotOfSize } from './snapshots.ts';

const made = new Map<string, Region>();

/** The synthetic region of a size; made once in a run. */
export async function regionOfSize(size: string): Promise<Region> {
  const known = made.get(size);
  if (known !== undefined) return known;
  const from = performance.now();
  const region = regionOf(size, await snapshotOfSize(size));
  console.error(`region ${size}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  made.set(size, region);
  return region;
}
