import { type CaseScope, SERVICE } from '../../model/case-book.ts';
import type { ChunkResult, ScreeningTerms, TakenChunk } from '../../model/screening.ts';
import { appendAudit } from '../casework/append-audit.ts';
import { type CaseDb, inScope } from '../casework/in-scope.ts';
import type { Queries } from '../db.ts';
import { textOf } from '../sql-row.ts';
import type { PartJob, PartQueue } from './part-queue.ts';

/** Regions in which something waits to be screened. */
const WAITING = `
  select distinct region_id from screenings where status = 'running' and region_id = any ($1) order by region_id`;

const PART = `
  select s.terms, p.sites from screenings s
  join screening_parts p on p.region_id = s.region_id and p.screening_id = s.id
  where s.id = $1 and p.part = $2 and s.status = 'running' and p.rows is null`;

const RESULT = `
  update screening_parts set rows = $3, outcomes = $4::jsonb, snapshot_version = $5, from_ledger = $6, to_ledger = $7,
         done_at = $8::timestamptz
  where screening_id = $1 and part = $2 and rows is null`;

const LEFT = `
  select exists (select from screening_parts where screening_id = $1 and rows is null) as left`;

/** Casework's plain role may not touch the queue's tables; what follows in the transaction is the owner's again. */
export const leaveRole = (on: Queries): Promise<unknown> =>
  on.query(`select set_config('role', 'none', true)`);

interface Ending {
  readonly region: string;
  readonly id: string;
  readonly status: 'done' | 'cancelled' | 'failed';
  readonly at: string;
  readonly error?: string;
}

/** A running screening comes to its end, with its audit. */
export const endScreening = async (
  on: Queries,
  scope: CaseScope,
  { region, id, status, at, error }: Ending,
): Promise<void> => {
  await on.run('update screenings set status = $2, ended_at = $3::timestamptz, error = $4 where id = $1', [
    id,
    status,
    at,
    error ?? null,
  ]);
  const actions = {
    done: 'finish-screening',
    cancelled: 'cancel-screening',
    failed: 'fail-screening',
  } as const;
  await appendAudit(on, scope, {
    region,
    at,
    action: actions[status],
    applicationId: null,
    before: { id, status: 'running' },
    after: { id, status, error: error ?? null },
  });
};

/** Locks a running screening; `false` = it has ended, or there is none. */
export const lockRunning = async (on: Queries, id: string): Promise<boolean> =>
  (await on.query(`select from screenings where id = $1 and status = 'running' for update`, [id])).length > 0;

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

  const tellGivenUp = async (region: string): Promise<void> => {
    for (const job of await queue.fetchGivenUp(region)) {
      await inScope(db, SERVICE, async (on) => {
        const [found] = await on.query('select region_id from screenings where id = $1', [job.screeningId]);
        if (found === undefined || !(await lockRunning(on, job.screeningId))) return;
        const error = `sites of part ${job.part} could not be screened, however often they were tried`;
        const at = new Date().toISOString();
        await endScreening(on, SERVICE, {
          region: textOf(found, 'region_id'),
          id: job.screeningId,
          status: 'failed',
          at,
          error,
        });
      });
      await queue.completeGivenUp(job);
    }
  };

  const take = async (regions: readonly string[], most: number): Promise<readonly TakenChunk[]> => {
    const waiting = await inScope(db, SERVICE, (on) => on.query(WAITING, [regions]));
    const taken: TakenChunk[] = [];
    for (const row of waiting) {
      const region = textOf(row, 'region_id');
      await tellGivenUp(region);
      if (taken.length >= most) break;
      for (const job of await queue.fetch(region, most - taken.length)) {
        const chunk = await withSites(job);
        if (chunk !== null) taken.push(chunk);
      }
    }
    return taken;
  };

  const settle = ({ jobId, region, screeningId, chunk }: TakenChunk, result: ChunkResult, at: string) =>
    inScope(db, SERVICE, async (on) => {
      if (await lockRunning(on, screeningId)) {
        const { rows, outcomes, snapshotVersion, fromLedgerVersion, toLedgerVersion } = result;
        const versions = [snapshotVersion, fromLedgerVersion, toLedgerVersion];
        await on.run(RESULT, [screeningId, chunk, rows, JSON.stringify(outcomes), ...versions, at]);
        const [left] = await on.query(LEFT, [screeningId]);
        if (left?.['left'] === false)
          await endScreening(on, SERVICE, { region, id: screeningId, status: 'done', at });
      }
      await leaveRole(on);
      await queue.complete(on, { jobId, region, screeningId, part: chunk });
    });

  const giveBack = ({ jobId, region, screeningId, chunk }: TakenChunk, why: string) =>
    queue.fail({ jobId, region, screeningId, part: chunk }, why);

  return { take, settle, giveBack };
};
