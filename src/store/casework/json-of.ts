import type { SqlRow } from '../db.ts';
import { StoreFault } from '../store-fault.ts';

/** A jsonb cell that is not empty; its shape is what this program wrote there. */
export const jsonOf = (row: SqlRow, name: string): unknown => {
  const value = row[name];
  if (value === null || value === undefined) throw new StoreFault(`column ${name} is empty, not JSON`);
  return value;
};
