import type { ChunkResult, Screening } from '../../model/screening.ts';
import type { Queries } from '../db.ts';

const RESULT = `
  update screening_parts set rows = $3, outcomes = $4::jsonb, snapshot_version = $5, from_ledger = $6, to_ledger = $7,
         done_at = $8::timestamptz, holds = $9
  where screening_id = $1 and part = $2 and rows is null
  returning site_count`;

const KNOWN = 'select outcomes, versions from screenings where id = $1';

const PROGRESS = `
  update screenings set screened = screened + $2, outcomes = $3::jsonb, versions = $4::jsonb,
         started_at = least(started_at, $5::timestamptz)
  where id = $1`;

type Known = Pick<Screening, 'outcomes' | 'versions'>;

function outcomesWith(known: Known['outcomes'], added: Known['outcomes']): Known['outcomes'] {
  const outcomes: Record<string, number> = Object.assign({}, known);
  for (const [outcome, sites] of Object.entries(added)) outcomes[outcome] = (outcomes[outcome] ?? 0) + sites;
  return outcomes;
}

function versionsWith(known: Known['versions'], result: ChunkResult, sites: number): Known['versions'] {
  const { snapshotVersion, fromLedgerVersion, toLedgerVersion } = result;
  if (snapshotVersion === null || fromLedgerVersion === null || toLedgerVersion === null) return known;
  const same = known.find((one) => one.snapshotVersion === snapshotVersion);
  const others = known.filter((one) => one !== same);
  const now = {
    snapshotVersion,
    fromLedgerVersion: Math.min(same?.fromLedgerVersion ?? fromLedgerVersion, fromLedgerVersion),
    toLedgerVersion: Math.max(same?.toLedgerVersion ?? toLedgerVersion, toLedgerVersion),
    sites: (same?.sites ?? 0) + sites,
  };
  return [...others, now].sort((a, b) => a.snapshotVersion - b.snapshotVersion);
}

/**
 * Writes the results of a part down, and counts them with their screening, which the caller has locked.
 *
 * @returns false where the part had its results already: they stay.
 */
export async function comeFurther(
  on: Queries,
  { id, part }: { readonly id: string; readonly part: number },
  result: ChunkResult,
  at: string,
): Promise<boolean> {
  const { rows, outcomes, snapshotVersion, fromLedgerVersion, toLedgerVersion, holds } = result;
  const versions = [snapshotVersion, fromLedgerVersion, toLedgerVersion];
  const [written] = await on.query(RESULT, [
    id,
    part,
    rows,
    JSON.stringify(outcomes),
    ...versions,
    at,
    holds,
  ]);
  const [known] = await on.query(KNOWN, [id]);
  if (written === undefined || known === undefined) return false;
  const sites = Number(written['site_count']);
  await on.run(PROGRESS, [
    id,
    sites,
    // This program wrote both.
    JSON.stringify(outcomesWith(known['outcomes'] as Known['outcomes'], outcomes)),
    JSON.stringify(versionsWith(known['versions'] as Known['versions'], result, sites)),
    at,
  ]);
  return true;
}
