import { RECORD, type Row, type TableName } from '../model/record.ts';
import { checkValue, type Flaw } from './check-value.ts';

/** A row with its table, its values not yet held against the descriptions of the columns. */
export type TableRow = {
  readonly [T in TableName]: { readonly table: T; readonly row: Row<T> };
}[TableName];

/** Every column whose value does not meet its description, in the order of the record. */
export const checkRow = ({ table, row }: TableRow): { field: string; flaw: Flaw }[] => {
  const values = row as Readonly<Record<string, unknown>>;
  return Object.entries(RECORD[table].columns).flatMap(([field, column]) => {
    const flaw = checkValue(field, column, values[field] ?? null);
    return flaw === null ? [] : [{ field, flaw }];
  });
};

/** The key of a row as people read it. */
export const keyOf = ({ table, row }: TableRow): string => {
  const values = row as Readonly<Record<string, unknown>>;
  return RECORD[table].key.map((name) => String(values[name])).join(' ');
};
