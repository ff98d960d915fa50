import type { AuditLink, AuditVerdict } from '../../model/case-book.ts';
import type { Queries } from '../db.ts';
import { numberOf, textOf } from '../sql-row.ts';
import { FIRST_HASH, linkHash } from './link-hash.ts';
import { readAudit } from './read-audit.ts';

const PAGE = 1_000;

/** What is wrong with a link that should follow `seq` and `hash`; `null` = nothing. */
const flawOf = ({ region, seq, entry, previousHash, hash }: AuditLink, after: Followed): string | null => {
  if (seq !== after.seq + 1) return `link ${after.seq + 1} is missing`;
  if (previousHash !== after.hash) return 'it does not follow the link before';
  if (hash !== linkHash(previousHash, entry)) return 'its entry has been changed';
  const told = JSON.parse(entry) as { region: unknown; seq: unknown };
  return told.region === region && told.seq === seq ? null : 'its entry is of another link';
};

interface Followed {
  readonly seq: number;
  readonly hash: string;
}

/** Follows a region's audit from its first link to its head. */
export const verifyAudit = async (on: Queries, region: string): Promise<AuditVerdict> => {
  const [row] = await on.query('select seq, hash from audit_heads where region_id = $1', [region]);
  const head: Followed =
    row === undefined
      ? { seq: 0, hash: FIRST_HASH }
      : { seq: numberOf(row, 'seq'), hash: textOf(row, 'hash') };
  let at: Followed = { seq: 0, hash: FIRST_HASH };
  for (;;) {
    const links = await readAudit(on, { region, after: at.seq, limit: PAGE });
    for (const link of links) {
      const why = flawOf(link, at);
      if (why !== null) return { links: at.seq, broken: { seq: link.seq, why } };
      at = { seq: link.seq, hash: link.hash };
    }
    if (links.length < PAGE) break;
  }
  const isWhole = at.seq === head.seq && at.hash === head.hash;
  const why = `the audit should end with link ${head.seq}`;
  return { links: at.seq, broken: isWhole ? null : { seq: at.seq, why } };
};
