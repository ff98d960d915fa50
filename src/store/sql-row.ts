import type { SqlRow } from './db.ts';
import { StoreFault } from './store-fault.ts';

const wrong = (name: string, value: unknown, wanted: string): never => {
  throw new StoreFault(`column ${name} is ${typeof value}, not ${wanted}`);
};

/** A text cell of a row; throws on anything else. */
export const textOf = (row: SqlRow, name: string): string => {
  const value = row[name];
  return typeof value === 'string' ? value : wrong(name, value, 'text');
};

/** A numeric cell of a row; throws on anything else. */
export const numberOf = (row: SqlRow, name: string): number => {
  const value = row[name];
  return typeof value === 'number' ? value : wrong(name, value, 'a number');
};

/** A text cell that may be empty. */
export const textOrNull = (row: SqlRow, name: string): string | null =>
  row[name] === null ? null : textOf(row, name);

/** A numeric cell that may be empty. */
export const numberOrNull = (row: SqlRow, name: string): number | null =>
  row[name] === null ? null : numberOf(row, name);
