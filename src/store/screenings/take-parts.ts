import { SERVICE } from '../../model/case-book.ts';
import type { ChunkResult, ScreeningBook, ScreeningTerms, TakenChunk } from '../../model/screening.ts';
import { type CaseDb, inScope } from '../casework/in-scope.ts';
import type { Queries } from '../db.ts';
import { textOf } from '../sql-row.ts';
import { comeFurther } from './come-further.ts';
import { endScreening, leaveRole, lockRunning } from './end-screening.ts';
import { type OpenJob, openJobs } from './open-jobs.ts';
import type { PartJob, PartQueue } from './part-queue.ts';
import { tellGivenUp } from './tell-given-up.ts';

/** Regions in which something waits to be screened. */
const WAITING = `
  select distinct region_id from screenings where status = 'running' and region_id = any ($1) order by region_id`;

const PART = `
  select s.terms, p.sites from screenings s
  join screening_parts p on p.region_id = s.region_id and p.screening_id = s.id
  where s.id = $1 and p.part = $2 and s.status = 'running' and p.rows is null`;

const HOLDS = `
  select holds from screening_parts
  where screening_id = $1 and part >= $2 and part < $3 and holds is not null order by part`;

/** What follows once a part has its results; `null` = nothing does, or it has followed already. */
async function next(
  on: Queries,
  taken: TakenChunk,
  result: ChunkResult,
  at: string,
): Promise<OpenJob | null> {
  const { region, screeningId: id, chunk: part } = taken;
  if (!(await lockRunning(on, id)) || !(await comeFurther(on, { id, part }, result, at))) return null;
  const [first] = await openJobs(on, id, 1);
  if (first === undefined) await endScreening(on, SERVICE, { region, id, status: 'done', at });
  return first ?? null;
}

const settleOver =
  (db: CaseDb, queue: PartQueue): ScreeningBook['settle'] =>
  (taken, result, at) =>
    inScope(db, SERVICE, async (on) => {
      const { jobId, region, screeningId, chunk, terms } = taken;
      const job = await next(on, taken, result, at);
      await leaveRole(on);
      await queue.complete(on, { jobId, region, screeningId, part: chunk });
      // The parts of any other are in the queue from the start.
      if (job === null || !terms.isJoint) return false;
      await queue.send(on, [{ jobId: job.jobId, region, screeningId, part: job.part }]);
      return true;
    });

/** The working side of the record of screenings. */
export const partsOver = (db: CaseDb, queue: PartQueue) => {
  /** A job whose part needs no work any more just ends. */
  const withSites = async (job: PartJob): Promise<TakenChunk | null> => {
    const { jobId, region, screeningId, part } = job;
    const [row] = await inScope(db, SERVICE, (on) => on.query(PART, [screeningId, part]));
    if (row === undefined) {
      await queue.complete(db, job);
      return null;
    }
    const terms = row['terms'] as ScreeningTerms;
    return { region, screeningId, chunk: part, jobId, terms, sites: textOf(row, 'sites') };
  };

  const takeFrom = async (region: string, most: number): Promise<readonly TakenChunk[]> => {
    const taken: TakenChunk[] = [];
    for (const job of await queue.fetch(region, most)) {
      const chunk = await withSites(job);
      if (chunk !== null) taken.push(chunk);
    }
    return taken;
  };

  /** The region that was served last: the next one begins after it, so that none waits for another's end. */
  let served = '';

  const take = async (regions: readonly string[], most: number): Promise<readonly TakenChunk[]> => {
    const waiting = (await inScope(db, SERVICE, (on) => on.query(WAITING, [regions]))).map((row) =>
      textOf(row, 'region_id'),
    );
    const inTurn = [
      ...waiting.filter((region) => region > served),
      ...waiting.filter((region) => region <= served),
    ];
    const taken: TakenChunk[] = [];
    const serve = async (region: string, share: number): Promise<void> => {
      if (share <= 0) return;
      const own = await takeFrom(region, share);
      if (own.length > 0) served = region;
      taken.push(...own);
    };
    for (const [i, region] of inTurn.entries()) {
      await tellGivenUp(db, queue, region);
      await serve(region, Math.ceil((most - taken.length) / (inTurn.length - i)));
    }
    // What the others had no use for.
    for (const region of inTurn) await serve(region, most - taken.length);
    return taken;
  };

  const holds = async (screeningId: string, from: number, before: number): Promise<readonly string[]> =>
    (await inScope(db, SERVICE, (on) => on.query(HOLDS, [screeningId, from, before]))).map((row) =>
      textOf(row, 'holds'),
    );

  const giveBack = ({ jobId, region, screeningId, chunk }: TakenChunk, why: string) =>
    queue.fail({ jobId, region, screeningId, part: chunk }, why);

  return { take, settle: settleOver(db, queue), holds, giveBack };
};
