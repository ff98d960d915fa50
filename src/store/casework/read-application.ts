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
  if (locked) await on.query('select from applications where id = $1 for update', [id]);
  const [row] = await on.query(`${SELECT_APPLICATIONS} where a.id = $1`, [id]);
  return row === undefined ? null : toApplication(row);
};
