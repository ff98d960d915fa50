import type { RegionRows, TableName } from '../../src/model/record.ts';
import { lineToHex } from '../../src/store/wkb.ts';

/** Line pieces whose `straight` triggers keep, with where their ends stand. */
const ENDS = {
  sections: { points: 'nodes', from: 'from_node_id', to: 'to_node_id' },
  lv_lines: { points: 'lv_points', from: 'from_point_id', to: 'to_point_id' },
} as const satisfies Partial<Record<TableName, object>>;

/** Tables with triggers that look at a whole table for each row while its key is dropped. */
export const STRAIGHTENED = ['nodes', 'sections', 'lv_points', 'lv_lines'] as const;

export const isStraightened = (table: TableName): table is keyof typeof ENDS => Object.hasOwn(ENDS, table);

/** What the trigger would put into `straight`, row by row: from end to end in hex WKB, `null` where a path is known. */
export function straightLines(table: keyof typeof ENDS, rows: RegionRows): (string | null)[] {
  const { points, from, to } = ENDS[table];
  const places = new Map(rows[points].map(({ id, lon_deg, lat_deg }) => [id, [lon_deg, lat_deg] as const]));
  return rows[table].map((row) => {
    if (row.path_wkt !== null) return null;
    const ends = row as Readonly<Record<string, unknown>>;
    return lineToHex([ends[from], ends[to]].flatMap((id) => places.get(String(id)) ?? []));
  });
}
