import { SERVICE } from '../../model/case-book.ts';
import { type CaseDb, inScope } from '../casework/in-scope.ts';
import type { Queries } from '../db.ts';
import { textOf } from '../sql-row.ts';
import { endScreening, leaveRole, lockRunning, takeRole } from './end-screening.ts';
import { openJobs } from './open-jobs.ts';
import type { PartJob, PartQueue } from './part-queue.ts';

/** A screening has failed: what else of it waits is taken out of the queue. */
async function fail(on: Queries, queue: PartQueue, { screeningId: id, part }: PartJob): Promise<void> {
  const [found] = await on.query('select region_id from screenings where id = $1', [id]);
  if (found === undefined || !(await lockRunning(on, id))) return;
  const region = textOf(found, 'region_id');
  const jobs = (await openJobs(on, id)).map(({ jobId }) => jobId);
  await leaveRole(on);
  await queue.cancel(on, region, jobs);
  await takeRole(on);
  const error = `sites of part ${part} could not be screened, however often they were tried`;
  await endScreening(on, SERVICE, { region, id, status: 'failed', at: new Date().toISOString(), error });
}

/**
 * Ends screenings of which a part was given up: whoever reads the results would take them for complete.
 *
 * @param region whose queue is known to exist; what is given up is of any.
 */
export async function tellGivenUp(db: CaseDb, queue: PartQueue, region: string): Promise<void> {
  for (const job of await queue.fetchGivenUp(region)) {
    await inScope(db, SERVICE, (on) => fail(on, queue, job));
    await queue.completeGivenUp(job);
  }
}
