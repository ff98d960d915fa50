import { type Application, type CaseChange, SERVICE } from '../../model/case-book.ts';
import type { Param } from '../db.ts';
import { textOf } from '../sql-row.ts';
import { changeApplication } from './change-application.ts';
import { type CaseDb, inScope } from './in-scope.ts';
import { readApplication } from './read-application.ts';

/** A statement that finds and locks the id of one application that is due, and none that a transaction is at. */
interface Due {
  readonly sql: string;
  readonly params: readonly Param[];
}

/**
 * Changes every application that is due, each in a transaction of its own, on any number of replicas at once.
 *
 * @param decide what makes it no longer due.
 * @returns the ids.
 */
export const changeEachDue = async (
  db: CaseDb,
  { sql, params }: Due,
  at: string,
  decide: (application: Application) => CaseChange,
): Promise<readonly string[]> => {
  const changed: string[] = [];
  for (;;) {
    const id = await inScope(db, SERVICE, async (on) => {
      const [row] = await on.query(sql, params);
      if (row === undefined) return null;
      const application = await readApplication(on, textOf(row, 'id'), { locked: false });
      if (application === null) return null;
      await changeApplication(on, SERVICE, { application, change: decide(application), at });
      return application.id;
    });
    if (id === null) return changed;
    changed.push(id);
  }
};
