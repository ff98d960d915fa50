import { createHash } from 'node:crypto';
import type { CaseScope } from '../../model/case-book.ts';
import type { PublishedFigures } from '../../model/grid-figures.ts';
import type { Publication, PublicationBook, Published } from '../../model/publication.ts';
import { appendAudit } from '../casework/append-audit.ts';
import { canonicalJson } from '../casework/canonical-json.ts';
import { type CaseDb, inScope } from '../casework/in-scope.ts';
import type { Queries } from '../db.ts';
import { numberOf } from '../sql-row.ts';
import { freezeElements } from './freeze-elements.ts';
import { listPublications, readElements, readPublication } from './read-publications.ts';

const INSERT = `
  insert into publications (region_id, month, as_of, data_version, ledger_version, data_as_of, pack, audience, previous,
                            published_by, published_at)
  values ($1, $2, $3::date, $4, $5, $6::timestamptz, $7::jsonb, $8::jsonb, $9, $10, $11::timestamptz)
  on conflict do nothing`;

const insertHead = (on: Queries, head: Publication): Promise<number> =>
  on.run(INSERT, [
    head.region,
    head.month,
    head.asOf,
    head.dataVersion,
    head.ledgerVersion,
    head.dataAsOf,
    JSON.stringify(head.pack),
    JSON.stringify(head.audience),
    head.previous,
    head.publishedBy,
    head.publishedAt,
  ]);

/** What stands against publishing a month; `null` = nothing. The record stays as it is until the end of the transaction. */
async function hindrance(on: Queries, head: Omit<Publication, 'previous'>): Promise<Published | null> {
  const [state] = await on.query('select data_version, ledger_version from regions where id = $1 for share', [
    head.region,
  ]);
  const publication = await readPublication(on, head.region, head.month);
  if (publication !== null) return { outcome: 'repeated', publication };
  const [latest] = await listPublications(on, head.region);
  if (latest !== undefined && latest.month > head.month)
    return { outcome: 'out-of-order', latest: latest.month };
  const isSame =
    state !== undefined &&
    numberOf(state, 'data_version') === head.dataVersion &&
    numberOf(state, 'ledger_version') === head.ledgerVersion;
  return isSame ? null : { outcome: 'moved' };
}

async function publish(
  on: Queries,
  scope: CaseScope,
  head: Omit<Publication, 'previous'>,
  elements: readonly PublishedFigures[],
): Promise<Published> {
  const against = await hindrance(on, head);
  if (against !== null) return against;
  const [latest] = await listPublications(on, head.region);
  const publication: Publication = Object.assign({ previous: latest?.month ?? null }, head);
  if ((await insertHead(on, publication)) === 0) {
    // Another replica was quicker.
    const theirs = await readPublication(on, head.region, head.month);
    return theirs === null ? { outcome: 'moved' } : { outcome: 'repeated', publication: theirs };
  }
  const count = await freezeElements(on, head.region, head.month, elements);
  const sha256 = createHash('sha256').update(canonicalJson(elements)).digest('hex');
  await appendAudit(on, scope, {
    region: head.region,
    at: head.publishedAt,
    action: 'publish',
    applicationId: null,
    before: null,
    after: publication,
    note: { elements: count, sha256 },
  });
  return { outcome: 'published', publication };
}

/** The record of published months over a migrated database. */
export const publicationBookOver = (db: CaseDb): PublicationBook => ({
  publish: (scope, head, elements) => inScope(db, scope, (on) => publish(on, scope, head, elements)),
  list: (region) => listPublications(db, region),
  read: (region, month) => readPublication(db, region, month),
  elements: (region, month, wanted) => readElements(db, region, month, wanted),
});
