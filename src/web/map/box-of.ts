import type { RegionsAnswer } from '../../contract/lists.ts';
import type { Box, Place } from './place.ts';

/** All of China's mainland: where a region has no grid yet. */
const ANYWHERE: Box = [73, 18, 135, 54];

/** The box of all regions. */
export function boxOfRegions(regions: RegionsAnswer['items']): Box {
  const boxes = regions.map(({ bbox }) => bbox).filter(({ length }) => length === 4);
  const edge = (at: number, pick: (...values: number[]) => number): number =>
    pick(...boxes.map((box) => box[at] ?? 0));
  return boxes.length === 0
    ? ANYWHERE
    : [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)];
}

const METRES_PER_DEGREE = 111_320;

/** A box of so many metres around a place; for showing, not for measuring. */
export function boxAround({ lon, lat }: Place, metres: number): Box {
  const dy = metres / METRES_PER_DEGREE;
  const dx = dy / Math.cos((lat * Math.PI) / 180);
  return [lon - dx, lat - dy, lon + dx, lat + dy];
}
