import { randomUUID } from 'node:crypto';
import { type CaseScope, SERVICE } from '../../model/case-book.ts';
import type { Screening, ScreeningBook } from '../../model/screening.ts';
import { appendAudit } from '../casework/append-audit.ts';
import { type CaseDb, inScope } from '../casework/in-scope.ts';
import type { Queries } from '../db.ts';
import { endScreening, leaveRole, lockRunning, takeRole } from './end-screening.ts';
import { openJobs } from './open-jobs.ts';
import type { PartQueue } from './part-queue.ts';
import { listScreenings, readParts, readScreening } from './read-screening.ts';
import { partsOver } from './take-parts.ts';

const BEGIN = `
  insert into screenings (region_id, id, status, terms, created_by, created_at)
  values ($1, $2, 'receiving', $3::jsonb, $4, $5::timestamptz)`;

const APPEND = `
  insert into screening_parts (region_id, screening_id, part, job_id, sites, site_count)
  select region_id, id, $2, $3, $4, $5 from screenings where id = $1 and status = 'receiving'`;

const COUNT = `
  update screenings set sites = sites + $2, taken_in_at = clock_timestamp() where id = $1 and status = 'receiving'`;

const ABANDONED = `
  delete from screenings where status = 'receiving' and taken_in_at < clock_timestamp() - make_interval(secs => $1)`;

const whole = async (on: Queries, id: string): Promise<Screening> => {
  const found = await readScreening(on, id);
  if (found === null) throw new Error(`there is no screening ${id}`);
  return found;
};

const remove = async (
  on: Queries,
  scope: CaseScope,
  { region, id, status }: Screening,
  at: string,
): Promise<'removed'> => {
  await on.run('delete from screenings where id = $1', [id]);
  const before = { id, status };
  const about = { region, at, applicationId: null, before, after: null };
  await appendAudit(on, scope, Object.assign({ action: 'remove-screening' }, about));
  return 'removed';
};

/** How a screening begins and is ended, with the queue in the same transaction. */
const lifeOver = (db: CaseDb, queue: PartQueue): Pick<ScreeningBook, 'start' | 'cancel'> => ({
  start: async (scope, id, at) => {
    const { region } = await inScope(db, scope, (on) => whole(on, id));
    await queue.open(region);
    return inScope(db, scope, async (on) => {
      await on.run(`update screenings set status = 'running' where id = $1 and status = 'receiving'`, [id]);
      const made = await whole(on, id);
      const { status, sites, terms } = made;
      // Of a joint one each part waits for the one before it.
      const jobs = await openJobs(on, id, terms.isJoint ? 1 : null);
      await leaveRole(on);
      await queue.send(
        on,
        jobs.map(({ part, jobId }) => ({ jobId, region, screeningId: id, part })),
      );
      await takeRole(on);
      const about = { region, at, applicationId: null, before: null, after: { id, status, sites, terms } };
      await appendAudit(on, scope, Object.assign({ action: 'start-screening' }, about));
      return made;
    });
  },
  cancel: async (scope, id, at) => {
    const known = await inScope(db, scope, (on) => readScreening(on, id));
    if (known === null) return null;
    const { region } = known;
    await queue.open(region);
    return inScope(db, scope, async (on) => {
      if (!(await lockRunning(on, id))) return remove(on, scope, known, at);
      const jobs = (await openJobs(on, id)).map(({ jobId }) => jobId);
      await leaveRole(on);
      await queue.cancel(on, region, jobs);
      await takeRole(on);
      await endScreening(on, scope, { region, id, status: 'cancelled', at });
      return 'cancelled';
    });
  },
});

/** The record of screenings over a migrated database, with the queue of their parts. */
export const screeningBookOver = (db: CaseDb, queue: PartQueue): ScreeningBook => ({
  begin: (scope, { region, id, terms, createdAt }) =>
    inScope(db, scope, async (on) => {
      await on.run(BEGIN, [region, id, JSON.stringify(terms), scope.sub, createdAt]);
    }),
  append: (scope, id, parts) =>
    inScope(db, scope, async (on) => {
      const sum = parts.reduce((sites, { count }) => sites + count, 0);
      if ((await on.run(COUNT, [id, sum])) === 0) throw new Error(`screening ${id} takes in no sites`);
      for (const { chunk, sites, count } of parts)
        await on.run(APPEND, [id, chunk, randomUUID(), sites, count]);
    }),
  drop: (scope, id) =>
    inScope(db, scope, async (on) => {
      await on.run(`delete from screenings where id = $1 and status = 'receiving'`, [id]);
    }),
  dropAbandoned: (afterS) => inScope(db, SERVICE, (on) => on.run(ABANDONED, [afterS])),
  read: (scope, id) => inScope(db, scope, (on) => readScreening(on, id)),
  list: (scope, region, limit) => inScope(db, scope, (on) => listScreenings(on, region, limit)),
  parts: (scope, id, after, limit) => inScope(db, scope, (on) => readParts(on, id, after, limit)),
  ...lifeOver(db, queue),
  ...partsOver(db, queue),
});
