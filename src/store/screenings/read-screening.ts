import type { ChunkOut, Screening } from '../../model/screening.ts';
import type { Queries, SqlRow } from '../db.ts';
import { numberOf, textOf, textOrNull } from '../sql-row.ts';

/** The rate is that of so long before the newest result, s. */
const RATE_WINDOW_S = 60;

/** Screenings `s`; of those that run also the results of the last while. */
const SELECT = `
  select s.*, r.* from screenings s
  left join lateral (
    select coalesce(sum(site_count), 0)::bigint as recent,
           extract(epoch from max(done_at) - min(done_at))::double precision as recent_s,
           coalesce((array_agg(site_count order by done_at))[1], 0) as first_count
    from screening_parts
    where region_id = s.region_id and screening_id = s.id and rows is not null
      and done_at >= (
        select max(done_at) from screening_parts
        where region_id = s.region_id and screening_id = s.id and rows is not null
      ) - interval '${RATE_WINDOW_S} seconds'
  ) r on s.status = 'running'`;

/** Sites a second between the first and the last result of the window; the first one's own time is before it. */
function rateOf(row: SqlRow): number | null {
  const [sites, seconds, first] = [row['recent'], row['recent_s'], row['first_count']];
  if (typeof sites !== 'number' || typeof seconds !== 'number' || typeof first !== 'number') return null;
  return seconds > 0 ? (sites - first) / seconds : null;
}

const toScreening = (row: SqlRow): Screening => ({
  region: textOf(row, 'region_id'),
  id: textOf(row, 'id'),
  status: textOf(row, 'status') as Screening['status'],
  terms: row['terms'] as Screening['terms'],
  sites: numberOf(row, 'sites'),
  screened: numberOf(row, 'screened'),
  outcomes: row['outcomes'] as Screening['outcomes'],
  createdBy: textOf(row, 'created_by'),
  createdAt: textOf(row, 'created_at'),
  startedAt: textOrNull(row, 'started_at'),
  endedAt: textOrNull(row, 'ended_at'),
  sitesPerSecond: rateOf(row),
  versions: row['versions'] as Screening['versions'],
  error: textOrNull(row, 'error'),
});

/** One screening; `null` = there is none in scope. */
export const readScreening = async (on: Queries, id: string): Promise<Screening | null> => {
  const [row] = await on.query(`${SELECT} where s.id = $1`, [id]);
  return row === undefined ? null : toScreening(row);
};

/** The newest first. */
export const listScreenings = async (
  on: Queries,
  region: string | undefined,
  limit: number,
): Promise<readonly Screening[]> =>
  (
    await on.query(
      `${SELECT} where $1::text is null or s.region_id = $1 order by s.id collate "C" desc limit $2`,
      [region ?? null, limit],
    )
  ).map(toScreening);

/** Parts after a part, in their order. */
export const readParts = async (
  on: Queries,
  id: string,
  after: number,
  limit: number,
): Promise<readonly ChunkOut[]> =>
  (
    await on.query(
      `select part, sites, rows from screening_parts where screening_id = $1 and part > $2 order by part limit $3`,
      [id, after, limit],
    )
  ).map((row) => ({
    chunk: numberOf(row, 'part'),
    sites: textOf(row, 'sites'),
    rows: textOrNull(row, 'rows'),
  }));
