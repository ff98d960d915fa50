import { RECORD, TABLE_NAMES } from '../../model/record.ts';
import type { TableName } from '../../model/record.ts';
import type { Queries } from '../db.ts';
import { SQL_TYPES, columnsOf, keyText, sqlName } from '../record-sql.ts';

const staged = (table: TableName): string => {
  const columns = Object.entries(RECORD[table].columns).map(
    ([name, { type }]) => `${sqlName(name)} ${SQL_TYPES[type]}`,
  );
  return `create temp table staged_${table}
    (seq bigint, file text, line integer, origins text[], ${columns.join(', ')}) on commit drop;`;
};

const SCRIPT = [
  ...TABLE_NAMES.map(staged),
  // Ids of rows left out, so that what refers to them is told apart from what refers to nothing.
  'create temp table dropped (table_name text, id text) on commit drop;',
  // Keys of rows in the record that no import brings any more.
  'create temp table leaving (table_name text, id text) on commit drop;',
].join('\n');

/** Creates the tables an import works in: `staged_<table>`, `dropped`, `leaving`. They go with the transaction. */
export const createStaging = (on: Queries): Promise<void> => on.exec(SCRIPT);

/** Target of COPY for the staged rows of a table. */
export const stagedTarget = (table: TableName): string =>
  `staged_${table} (seq, file, line, origins, ${columnsOf(table).join(', ')})`;

/** Takes staged rows out, and remembers their ids. */
export const dropStaged = async (on: Queries, table: TableName, seqs: readonly number[]): Promise<void> => {
  if (seqs.length === 0) return;
  await on.query(
    `with gone as (
       delete from staged_${table} s where s.seq = any ($1::bigint[]) returning ${keyText(table, 's')} as id
     )
     insert into dropped select $2, id from gone`,
    [`{${seqs.join(',')}}`, table],
  );
};
