import type { Queries } from '../db.ts';
import { numberOf, textOf } from '../sql-row.ts';

/** Feeders on both sides of switches, with their outlets' busbars and main transformers. */
const SIDES = `
  with touched as (
    select distinct s.feeder_id
    from switches w
    join sections own on own.region_id = w.region_id and own.id = w.section_id
    join sections s on s.region_id = w.region_id
      and (s.id = w.section_id or w.node_id in (s.from_node_id, s.to_node_id)
           or (w.kind = 'tie' and (own.from_node_id in (s.from_node_id, s.to_node_id)
                                   or own.to_node_id in (s.from_node_id, s.to_node_id))))
    where w.region_id = $1 and w.id = any ($2::text[])
  ),
  outlets as (
    select f.id, f.busbar_id, b.main_transformer_id
    from touched t
    join feeders f on f.region_id = $1 and f.id = t.feeder_id
    left join busbar_sections b on b.region_id = $1 and b.id = f.busbar_id
  )
  select 'outlet/' || id as element from outlets
  union select 'busbar/' || busbar_id from outlets
  union select 'main-transformer/' || main_transformer_id from outlets where main_transformer_id is not null`;

/** Elements on both sides of switches, `kind/id`. */
export const sidesOf = async (
  on: Queries,
  region: string,
  switchIds: readonly string[],
): Promise<readonly string[]> =>
  switchIds.length === 0
    ? []
    : (await on.query(SIDES, [region, switchIds])).map((row) => textOf(row, 'element'));

// Only what is missing: even where nothing is to be entered, a row that somebody is changing would be waited for twice.
const ENTER = `
  insert into ledger_elements (region_id, element)
  select $1, element from unnest($2::text[]) with ordinality as wanted (element, place)
  where not exists (select from ledger_elements e where e.region_id = $1 and e.element = wanted.element)
  order by place
  on conflict do nothing`;

const LOCK = `
  select element, version from ledger_elements
  where region_id = $1 and element = any ($2::text[])
  order by element collate "C" for update`;

/**
 * Locks elements in the order of their ids, so that two choices never wait for each other.
 *
 * @param elements ascending, each once.
 * @returns the ledger version at which casework last changed each.
 */
export const lockElements = async (
  on: Queries,
  region: string,
  elements: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const [, rows] = await Promise.all([on.run(ENTER, [region, elements]), on.query(LOCK, [region, elements])]);
  return new Map(rows.map((row) => [textOf(row, 'element'), numberOf(row, 'version')]));
};
