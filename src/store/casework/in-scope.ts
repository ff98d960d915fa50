import type { CaseScope } from '../../model/case-book.ts';
import { transaction } from '../db.ts';
import type { Db, Queries } from '../db.ts';

/** The plain role casework runs as: row-level security does not hold for owners of a database. */
const ROLE = 'jiedian_casework';

const SET = `
  select set_config('role', '${ROLE}', true), set_config('jiedian.regions', $1, true),
         set_config('jiedian.role', $2, true), set_config('jiedian.sub', $3, true)`;

/** One transaction that sees and takes only what is in scope. */
export const inScope = <T>(
  db: Db,
  { regions, role, sub }: CaseScope,
  work: (on: Queries) => Promise<T>,
  mode: 'write' | 'snapshot' = 'write',
): Promise<T> =>
  transaction(db, mode, async (on) => {
    await on.query(SET, [regions === '*' ? '*' : regions.join(','), role, sub]);
    return work(on);
  });
