import type { Queries } from '../db.ts';
import { numberOf, textOf } from '../sql-row.ts';

/** A part without results, and its job. */
export interface OpenJob {
  readonly part: number;
  readonly jobId: string;
}

/** Parts of a screening that have no results, in their order; at most so many. */
export const openJobs = async (
  on: Queries,
  id: string,
  most: number | null = null,
): Promise<readonly OpenJob[]> =>
  (
    await on.query(
      'select part, job_id from screening_parts where screening_id = $1 and rows is null order by part limit $2',
      [id, most],
    )
  ).map((row) => ({ part: numberOf(row, 'part'), jobId: textOf(row, 'job_id') }));
