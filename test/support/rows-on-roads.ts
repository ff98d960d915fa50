import type { RegionRows } from '../../src/model/record.ts';
import { drawGrid } from './drawn-grid.ts';
import { seeded } from './random-grid.ts';

/** A feeder of poles at random places near the roads of a map, so that there are sources to route to. */
export function rowsOnRoads(
  map: Pick<RegionRows, 'roads' | 'barriers' | 'areas'>,
  poles: number,
  seed: number,
) {
  const random = seeded(seed);
  const near = () => {
    const { path_wkt: path } = map.roads[Math.floor(random() * map.roads.length)]!;
    const at = 2 * Math.floor((random() * path.length) / 2);
    return {
      lon: path[at]! + (random() - 0.5) * 0.0016,
      lat: path[at + 1]! + (random() - 0.5) * 0.0012,
    };
  };
  const names = Array.from({ length: poles }, (_, i) => `P${i + 1}`);
  const grid = drawGrid({ mv: [`F1: B1 -50- ${names.join(' -50- ')}`] });
  const nodes = grid.nodes.map((node) => {
    const { lon, lat } = near();
    return { ...node, lon_deg: lon, lat_deg: lat };
  });
  const rows: RegionRows = { ...grid, nodes, roads: map.roads, barriers: map.barriers, areas: map.areas };
  return { rows, near, random };
}
