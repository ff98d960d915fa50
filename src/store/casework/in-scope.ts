import type { CaseScope } from '../../model/case-book.ts';
import { type Db, type Queries, pipelinedTransaction } from '../db.ts';
import type { CaseQueries, LedgerStep } from './step-ledger.ts';

/** The plain role casework runs as: row-level security does not hold for owners of a database. */
export const CASEWORK_ROLE = 'jiedian_casework';

const SET = `
  select set_config('role', '${CASEWORK_ROLE}', true), set_config('jiedian.regions', $1, true),
         set_config('jiedian.role', $2, true), set_config('jiedian.sub', $3, true)`;

/** A database with somebody who wants to know, right after each commit, what it did to the ledger. */
export interface CaseDb extends Db {
  readonly committed: (steps: readonly LedgerStep[]) => void;
}

/** One transaction that sees and takes only what is in scope. */
export const inScope = async <T>(
  db: CaseDb,
  { regions, role, sub }: CaseScope,
  work: (on: CaseQueries) => Promise<T>,
  mode: 'write' | 'snapshot' = 'write',
): Promise<T> => {
  const steps: LedgerStep[] = [];
  const last: CaseQueries['last'] = [];
  const first = (on: Queries) => on.query(SET, [regions === '*' ? '*' : regions.join(','), role, sub]);
  const done = await pipelinedTransaction(db, mode, { first, last }, (on) => work({ ...on, steps, last }));
  db.committed(steps);
  return done;
};
