import { type Region, regionOf, synthRows } from './region.ts';

const made = new Map<string, Region>();

/** The synthetic region of a size; made once in a run. */
export function regionOfSize(size: string): Region {
  const known = made.get(size);
  if (known !== undefined) return known;
  const from = performance.now();
  const region = regionOf(size, synthRows(size));
  console.error(`region ${size}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  made.set(size, region);
  return region;
}
