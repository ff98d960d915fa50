import { TABLE_NAMES } from '../../src/model/record.ts';
import type { RegionRows, Row, TableName } from '../../src/model/record.ts';
import type { Defect, ImportItem } from '../../src/model/store.ts';

/** What a reader yields, sorted into rows per table and defects, each in the order they came. */
export interface Collected {
  readonly rows: { readonly [T in TableName]: Row<T>[] };
  readonly defects: Defect[];
  readonly origins: ReadonlySet<string>;
}

export const collect = async (items: AsyncIterable<ImportItem>): Promise<Collected> => {
  const rows = Object.fromEntries(TABLE_NAMES.map((table) => [table, [] as object[]]));
  const defects: Defect[] = [];
  const origins = new Set<string>();
  for await (const item of items) {
    if ('defect' in item) defects.push(item.defect);
    else {
      rows[item.staged.table]!.push(item.staged.row);
      origins.add(item.staged.origin);
    }
  }
  return { rows: rows as unknown as Collected['rows'] & RegionRows, defects, origins };
};
