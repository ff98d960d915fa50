import type { ChunkOut, Screening } from '../../model/screening.ts';
import type { Queries, SqlRow } from '../db.ts';
import { numberOf, textOf, textOrNull } from '../sql-row.ts';

/** The rate is that of so long before the newest result, s. */
const RATE_WINDOW_S = 60;

/** Screenings `s` with what has become of their parts. */
const SELECT = `
  select s.*, p.*, r.*, o.outcomes, coalesce(v.versions, '[]') as versions
  from screenings s
  left join lateral (
    select count(*) as parts, coalesce(sum(site_count), 0)::bigint as sites,
           coalesce(sum(site_count) filter (where rows is not null), 0)::bigint as screened,
           min(done_at) as started_at, max(done_at) as newest
    from screening_parts where region_id = s.region_id and screening_id = s.id
  ) p on true
  left join lateral (
    select coalesce(sum(site_count), 0)::bigint as recent,
           extract(epoch from max(done_at) - min(done_at))::double precision as recent_s,
           coalesce(max(site_count) filter (where first = 1), 0) as first_count
    from (
      select site_count, done_at, row_number() over (order by done_at) as first
      from screening_parts
      where region_id = s.region_id and screening_id = s.id
        and done_at >= p.newest - interval '${RATE_WINDOW_S} seconds'
    ) w
  ) r on s.status = 'running'
  left join lateral (
    select jsonb_object_agg(key, n) as outcomes from (
      select e.key, sum(e.value::integer) as n
      from screening_parts c, jsonb_each_text(c.outcomes) e
      where c.region_id = s.region_id and c.screening_id = s.id group by e.key
    ) k
  ) o on true
  left join lateral (
    select jsonb_agg(jsonb_build_object('snapshotVersion', snapshot_version, 'fromLedgerVersion', from_ledger,
             'toLedgerVersion', to_ledger, 'sites', sites) order by snapshot_version) as versions
    from (
      select snapshot_version, min(from_ledger) as from_ledger, max(to_ledger) as to_ledger, sum(site_count) as sites
      from screening_parts
      where region_id = s.region_id and screening_id = s.id and snapshot_version is not null group by snapshot_version
    ) g
  ) v on true`;

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
  outcomes: row['outcomes'] ?? {},
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
