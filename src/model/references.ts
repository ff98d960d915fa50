import { RECORD, type TableName } from './record.ts';

/** A column that names the id of a row in another table; some only for one value of the row's kind column. */
export interface Reference {
  readonly column: string;
  readonly target: TableName;
  readonly kind: { readonly column: string; readonly is: string } | null;
}

/** The table meant by the kind that stands beside an id. */
const TABLE_OF_KIND: Readonly<Record<string, TableName>> = {
  feeder: 'feeders',
  section: 'sections',
  'distribution-transformer': 'distribution_transformers',
  'lv-line': 'lv_lines',
  'lv-point': 'lv_points',
  busbar: 'busbar_sections',
  'main-transformer': 'main_transformers',
  node: 'nodes',
};

/** A kind and an id in one, written by this service alone: what is gone from the grid counts nowhere. */
const WITH_ITS_KIND = 'element';

const byKind = (table: TableName, kindColumn: string): Reference[] =>
  (RECORD[table].columns[kindColumn]?.oneOf ?? []).flatMap((is) => {
    if (is === WITH_ITS_KIND) return [];
    const target = TABLE_OF_KIND[is];
    if (target === undefined) throw new Error(`${table}.${kindColumn}: no table keeps the kind ${is}`);
    return [{ column: kindColumn.replace(/_kind$/, '_id'), target, kind: { column: kindColumn, is } }];
  });

/** Everything in a row of a table that must exist elsewhere in the region. */
export const referencesOf = (table: TableName): readonly Reference[] =>
  Object.entries(RECORD[table].columns).flatMap(([column, { references }]) => {
    if (references !== undefined) return [{ column, target: references as TableName, kind: null }];
    return column.endsWith('_kind') ? byKind(table, column) : [];
  });
