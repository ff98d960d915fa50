import type { Reference } from '../model/references.ts';

/** Condition that a row, under an alias, makes this reference. */
export const makes = ({ column, kind }: Reference, alias: string): string =>
  kind === null
    ? `${alias}.${column} is not null`
    : `${alias}.${column} is not null and ${alias}.${kind.column} = '${kind.is}'`;
