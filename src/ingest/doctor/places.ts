import type { RegionRows } from '../../model/record.ts';

/** Tables whose rows stand at a place. */
export const PLACED = [
  'substations',
  'nodes',
  'lv_points',
  'distribution_transformers',
  'addresses',
] as const;

/** Tables whose rows are drawn as lines. */
export const DRAWN = ['sections', 'lv_lines', 'roads', 'barriers'] as const;

/** A coordinate pair of the record, as it stands there. */
export interface Position {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
}

/** Places of a table's rows; of a line where it begins. Rows without one are left out. */
export function positionsIn(
  rows: RegionRows,
  table: (typeof PLACED)[number] | (typeof DRAWN)[number],
): Position[] {
  if (table === 'sections' || table === 'lv_lines' || table === 'roads' || table === 'barriers') {
    return rows[table].flatMap(({ id, path_wkt: path }) => {
      const [lon, lat] = path ?? [];
      return lon === undefined || lat === undefined ? [] : [{ id, lon, lat }];
    });
  }
  return rows[table].map(({ id, lon_deg: lon, lat_deg: lat }) => ({ id, lon, lat }));
}

/** The value in the middle; NaN of none. Sorts its argument. */
export function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? NaN;
}
