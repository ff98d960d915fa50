import { RECORD } from '../model/record.ts';
import type { ColumnType, TableName } from '../model/record.ts';

/** Each column type of the record in SQL. */
export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  real: 'double precision',
  integer: 'integer',
  boolean: 'boolean',
  date: 'date',
  line: 'geometry(LineString, 4326)',
  polygon: 'geometry(Polygon, 4326)',
  curve: 'double precision[]',
};

/** The database keeps geometry itself, not its text. */
export const sqlName = (column: string): string => column.replace(/_wkt$/, '');

/** Columns of a table by their names in SQL, in the order of the record. */
export const columnsOf = (table: TableName): readonly string[] =>
  Object.keys(RECORD[table].columns).map(sqlName);

/** `a.x, a.y` from names. */
export const listOf = (alias: string, columns: readonly string[]): string =>
  columns.map((column) => `${alias}.${column}`).join(', ');

/** Condition that two rows of a table have one key. */
export const sameKey = (table: TableName, a: string, b: string): string =>
  RECORD[table].key.map((column) => `${a}.${column} = ${b}.${column}`).join(' and ');

/** A row's key as people read it: the id, or the parts with a slash between. */
export const keyText = (table: TableName, alias: string): string =>
  RECORD[table].key.map((column) => `${alias}.${column}`).join(` || '/' || `);
