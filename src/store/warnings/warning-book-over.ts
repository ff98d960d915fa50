import {
  type Look,
  type StandingWarning,
  WARNING_KINDS,
  type Warning,
  type WarningBook,
} from '../../model/warning.ts';
import { jsonOf } from '../casework/json-of.ts';
import { type Db, type Queries, type SqlRow, transaction } from '../db.ts';
import { textOf, textOrNull } from '../sql-row.ts';

/** Takes the lock of the region's looks; no row = a look at a later state has been before. */
const TAKE = `
  insert into warning_looks (region_id, data_version, ledger_version, looked_at)
  values ($1, $2, $3, $4::timestamptz)
  on conflict (region_id) do update
  set data_version = excluded.data_version, ledger_version = excluded.ledger_version, looked_at = excluded.looked_at
  where (warning_looks.data_version, warning_looks.ledger_version, warning_looks.looked_at)
     <= (excluded.data_version, excluded.ledger_version, excluded.looked_at)`;

const SEEN = `jsonb_to_recordset($2::jsonb) as seen (kind text, "elementKind" text, "elementId" text)`;
const SAME = `w.kind = seen.kind and w.element_kind = seen."elementKind" and w.element_id = seen."elementId"`;

const END = `
  update warnings w set ended_at = $3::timestamptz
  where w.region_id = $1 and w.ended_at is null and not exists (select from ${SEEN} where ${SAME})`;

const CHANGE = `
  update warnings w set body = seen.body
  from jsonb_array_elements($2::jsonb) as seen (body)
  where w.region_id = $1 and w.ended_at is null and w.kind = seen.body ->> 'kind'
    and w.element_kind = seen.body ->> 'elementKind' and w.element_id = seen.body ->> 'elementId'
    and w.body <> seen.body`;

const BEGIN = `
  insert into warnings (region_id, kind, element_kind, element_id, since, body)
  select $1, seen.body ->> 'kind', seen.body ->> 'elementKind', seen.body ->> 'elementId', $3::timestamptz, seen.body
  from jsonb_array_elements($2::jsonb) as seen (body)
  on conflict (region_id, kind, element_kind, element_id) where ended_at is null do nothing`;

async function lookAt(on: Queries, { region, version, ledgerVersion, at, warnings }: Look): Promise<void> {
  const taken = await on.run(TAKE, [region, version, ledgerVersion, at]);
  if (taken === 0) return;
  const seen = JSON.stringify(warnings);
  await on.run(END, [region, seen, at]);
  await on.run(CHANGE, [region, seen]);
  await on.run(BEGIN, [region, seen, at]);
}

const toWarning = (row: SqlRow): StandingWarning =>
  // This program wrote the body.
  Object.assign({}, jsonOf(row, 'body') as Warning, {
    since: textOf(row, 'since'),
    endedAt: textOrNull(row, 'ended_at'),
  });

const ORDER = `array_position(array['${WARNING_KINDS.join(`', '`)}'], kind), element_kind, element_id collate "C"`;

/** The record of warnings over a migrated database. */
export const warningBookOver = (db: Db): WarningBook => ({
  look: (look) => transaction(db, 'write', (on) => lookAt(on, look)),
  standing: async (region) =>
    (
      await db.query(
        `select body, since, ended_at from warnings where region_id = $1 and ended_at is null order by ${ORDER}`,
        [region],
      )
    ).map(toWarning),
  latest: async (region, limit) =>
    (
      await db.query(
        `select body, since, ended_at from warnings where region_id = $1
         order by greatest(since, ended_at) desc, ${ORDER} limit $2`,
        [region, limit],
      )
    ).map(toWarning),
});
