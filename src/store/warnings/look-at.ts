import type { Look } from '../../model/warning.ts';
import type { Queries } from '../db.ts';
import { numberOf } from '../sql-row.ts';

const FIRST = `
  insert into warning_looks (region_id, data_version, ledger_version, looked_at) values ($1, 0, 0, 'epoch')
  on conflict do nothing`;

/** Takes the lock of the region's looks. */
const TAKE = `
  select (data_version, ledger_version, looked_at) > ($2, $3, $4::timestamptz) as is_older,
         (data_version, ledger_version, rests) is not distinct from ($2, $3, $5) as is_same
  from warning_looks where region_id = $1 for update`;

const LOOKED = `
  update warning_looks set data_version = $2, ledger_version = $3, looked_at = $4::timestamptz, rests = $5,
                           counts = $6::jsonb, changes = changes + $7
  where region_id = $1`;

/** What the look has seen so far, of all batches. */
const SEEN = `
  create temporary table seen_warnings (kind text not null, element_kind text not null, element_id text not null)
  on commit drop`;

const SAME = 'w.kind = seen.kind and w.element_kind = seen.element_kind and w.element_id = seen.element_id';

/**
 * A batch is sent once: it is kept in mind, and what is new or not as it was is written. Each warning is looked up by
 * itself: joined, every batch would read all that stand.
 */
const BATCH = `
  with seen as materialized (
    select body ->> 'kind' as kind, body ->> 'elementKind' as element_kind, body ->> 'elementId' as element_id, body
    from jsonb_array_elements(convert_from($3, 'UTF8')::jsonb) as each (body)
  ), kept as (
    insert into seen_warnings select kind, element_kind, element_id from seen
  ), moved as (
    insert into warnings (region_id, kind, element_kind, element_id, since, body)
    select $1, seen.kind, seen.element_kind, seen.element_id, $2::timestamptz, seen.body
    from seen left join lateral (
      select w.body from warnings w where w.region_id = $1 and w.ended_at is null and ${SAME} limit 1
    ) w on true
    where w.body is distinct from seen.body
    on conflict (region_id, kind, element_kind, element_id) where ended_at is null do update set body = excluded.body
    returning 1
  )
  select count(*)::integer as moved from moved`;

const END = `
  update warnings w set ended_at = greatest(w.since, $2::timestamptz)
  where w.region_id = $1 and w.ended_at is null and not exists (select from seen_warnings seen where ${SAME})`;

/** @returns how many warnings began, changed or ended. */
async function takeIn(on: Queries, { region, at, batches }: Look): Promise<number> {
  await on.exec(SEEN);
  let moved = 0;
  for await (const batch of batches) {
    const [row] = await on.query(BATCH, [region, at, batch]);
    if (row !== undefined) moved += numberOf(row, 'moved');
  }
  // A fresh temporary table has no statistics.
  await on.exec('analyze seen_warnings');
  return moved + (await on.run(END, [region, at]));
}

/** Writes down what a look found, in the transaction of the caller; only one look at a region is written at a time. */
export async function lookAt(on: Queries, look: Look): Promise<void> {
  const { region, version, ledgerVersion, at, rests, counts } = look;
  await on.run(FIRST, [region]);
  const [last] = await on.query(TAKE, [region, version, ledgerVersion, at, rests]);
  if (last?.['is_older'] === true) return;
  const moved = last?.['is_same'] === true ? 0 : await takeIn(on, look);
  await on.run(LOOKED, [
    region,
    version,
    ledgerVersion,
    at,
    rests,
    JSON.stringify(counts),
    moved > 0 ? 1 : 0,
  ]);
}
