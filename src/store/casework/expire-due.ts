import type { CaseBook } from '../../model/case-book.ts';
import { changeEachDue } from './change-each-due.ts';
import type { CaseDb } from './in-scope.ts';

/** One that is due and that nobody is at; the states are those of the index. */
const DUE = `
  select id from applications
  where valid_until < $1::date
    and status in ('draft', 'accepted', 'offered', 'chosen', 'in-review', 'approved')
  order by valid_until, id
  limit 1
  for update skip locked`;

/** Ends every application whose day has passed, each in a transaction of its own. */
export const expireDue = (
  db: CaseDb,
  ...[today, at, decide]: Parameters<CaseBook['expire']>
): Promise<readonly string[]> => changeEachDue(db, { sql: DUE, params: [today] }, at, decide);
