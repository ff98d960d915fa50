import type { Application } from '../../model/case-book.ts';
import type { Queries } from '../db.ts';
import { SELECT_APPLICATIONS, toApplication } from './to-application.ts';

/**
 * One application of the scope; `null` = there is none.
 *
 * @param locked nobody else changes it until the transaction ends.
 */
export const readApplication = async (
  on: Queries,
  id: string,
  { locked }: { readonly locked: boolean },
): Promise<Application | null> => {
  // The read is a statement of its own: it sees what whoever held the lock before has written.
  const [, [row]] = await Promise.all([
    locked ? on.query('select from applications where id = $1 for update', [id]) : null,
    on.query(`${SELECT_APPLICATIONS} where a.id = $1`, [id]),
  ]);
  return row === undefined ? null : toApplication(row);
};
