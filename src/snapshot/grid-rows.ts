import type { RegionRows, TableName } from '../model/record.ts';

/** Tables of the record a snapshot is made from. */
export const GRID_TABLES = [
  'substations',
  'main_transformers',
  'nodes',
  'busbar_sections',
  'feeders',
  'bays',
  'conductor_types',
  'sections',
  'switches',
  'lv_points',
  'distribution_transformers',
  'lv_lines',
  'customers',
  'peaks',
  'commitments',
  'roads',
  'barriers',
  'areas',
] as const satisfies readonly TableName[];

export type GridTable = (typeof GRID_TABLES)[number];
export type GridRows = Pick<RegionRows, GridTable>;
