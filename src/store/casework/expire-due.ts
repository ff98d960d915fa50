import { type CaseBook, SERVICE } from '../../model/case-book.ts';
import { textOf } from '../sql-row.ts';
import { changeApplication } from './change-application.ts';
import { type CaseDb, inScope } from './in-scope.ts';
import { readApplication } from './read-application.ts';
import type { CaseQueries } from './step-ledger.ts';

/** One that is due and that nobody is at; the states are those of the index. */
const DUE = `
  select id from applications
  where valid_until < $1::date
    and status in ('draft', 'accepted', 'offered', 'chosen', 'in-review', 'approved')
  order by valid_until, id
  limit 1
  for update skip locked`;

const expireOne = async (
  on: CaseQueries,
  [today, at, decide]: Parameters<CaseBook['expire']>,
): Promise<string | null> => {
  const [row] = await on.query(DUE, [today]);
  if (row === undefined) return null;
  const application = await readApplication(on, textOf(row, 'id'), { locked: false });
  if (application === null) return null;
  await changeApplication(on, SERVICE, { application, change: decide(application), at });
  return application.id;
};

/** Ends every application whose day has passed, each in a transaction of its own. */
export const expireDue = async (
  db: CaseDb,
  ...asked: Parameters<CaseBook['expire']>
): Promise<readonly string[]> => {
  const expired: string[] = [];
  for (;;) {
    const id = await inScope(db, SERVICE, (on) => expireOne(on, asked));
    if (id === null) return expired;
    expired.push(id);
  }
};
