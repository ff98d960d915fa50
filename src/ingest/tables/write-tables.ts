import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Column, Row, TableName } from '../../model/record.ts';
import { RECORD, TABLE_NAMES } from '../../model/record.ts';
import { toLineWkt, toPolygonWkt } from './wkt.ts';

/** An open table file. */
export interface TableWriter<T extends TableName> {
  /** Appends a row; await it, it holds the caller back while the disk is behind. */
  write(row: Row<T>): Promise<void>;
  /** Ends the file and waits until it is written. */
  close(): Promise<void>;
}

type Value = string | number | boolean | readonly number[] | readonly (readonly number[])[] | null;

const toCell = (column: Column, value: Value): string => {
  if (value === null) return '';
  if (column.type === 'line') return toLineWkt(value as readonly number[]);
  if (column.type === 'polygon') return toPolygonWkt(value as readonly (readonly number[])[]);
  if (column.type === 'curve') return (value as readonly number[]).join(' ');
  return String(value);
};

/** The cells of a row in the order of the record's columns: shortest exact numbers, WKT shapes, empty for unknown. */
const toCells = <T extends TableName>(table: T, row: Row<T>): string[] => {
  const values = row as Readonly<Record<string, Value>>;
  return Object.entries(RECORD[table].columns).map(([name, column]) => toCell(column, values[name] ?? null));
};

/**
 * Opens `<folder>/<table>.csv` for writing, with its header: UTF-8, `\n`, quotes only where needed.
 * Text is written as it is (reading brings back the same row), so a sheet that runs formulas is no reader for it.
 */
export const openTable = <T extends TableName>(folder: string, table: T): TableWriter<T> => {
  const csv = stringify({ header: true, columns: Object.keys(RECORD[table].columns) });
  const written = pipeline(csv, createWriteStream(join(folder, `${table}.csv`)));
  // A failed disk shows in `close`; until then the rejection must not count as unhandled.
  written.catch(() => undefined);
  return {
    async write(row) {
      if (!csv.write(toCells(table, row))) await Promise.race([once(csv, 'drain'), written]);
    },
    async close() {
      csv.end();
      await written;
    },
  };
};

const writeTable = async <T extends TableName>(
  folder: string,
  table: T,
  rows: Iterable<Row<T>>,
): Promise<void> => {
  const writer = openTable(folder, table);
  for (const row of rows) await writer.write(row);
  await writer.close();
};

/** Writes the given tables into an existing folder, one file each; a table that is not given gets no file. */
export const writeTables = async (
  folder: string,
  rows: { readonly [T in TableName]?: Iterable<Row<T>> },
): Promise<void> => {
  for (const table of TABLE_NAMES) {
    const given = rows[table] as Iterable<never> | undefined;
    if (given !== undefined) await writeTable(folder, table, given);
  }
};
