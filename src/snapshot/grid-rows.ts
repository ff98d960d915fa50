import type { PackedRows } from '../model/packed-table.ts';
import type { TableName } from '../model/record.ts';

/** Tables that fill the capacity columns, at every start and whenever the ledger moves. */
export const CAPACITY_TABLES = [
  'peaks',
  'curves',
  'measurements',
  'abnormal_periods',
  'commitments',
] as const satisfies readonly TableName[];

/** Tables of the record a snapshot is made from. */
export const GRID_TABLES = [
  'substations',
  'incoming_lines',
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
  'generators',
  ...CAPACITY_TABLES,
  'roads',
  'barriers',
  'areas',
] as const satisfies readonly TableName[];

export type GridTable = (typeof GRID_TABLES)[number];
export type GridRows = PackedRows<GridTable>;
export type CapacityRows = PackedRows<(typeof CAPACITY_TABLES)[number]>;
