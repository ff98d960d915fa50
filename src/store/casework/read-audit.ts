import type { AuditFilter, AuditLink } from '../../model/case-book.ts';
import type { Queries, SqlRow } from '../db.ts';
import { numberOf, textOf } from '../sql-row.ts';

const toLink = (row: SqlRow): AuditLink => ({
  region: textOf(row, 'region_id'),
  seq: numberOf(row, 'seq'),
  entry: textOf(row, 'entry'),
  previousHash: textOf(row, 'previous_hash'),
  hash: textOf(row, 'hash'),
});

const READ = `
  select region_id, seq, entry, previous_hash, hash from audit
  where region_id = $1 and ($2::text is null or application_id = $2) and seq > $3
  order by seq limit $4`;

/** A page of a region's audit, in the order of its links. */
export const readAudit = async (
  on: Queries,
  { region, applicationId, after, limit }: AuditFilter,
): Promise<readonly AuditLink[]> =>
  (await on.query(READ, [region, applicationId ?? null, after, limit])).map(toLink);
