import type { Application, CaseChange } from '../../model/case-book.ts';
import type { Queries } from '../db.ts';

/** The estimate is that of the plan as it was chosen, from the answer that was kept. */
const ENTER = `
  insert into as_built (
    region_id, application_id, plan_kind, supplies_kva, low_fen, likely_fen, high_fen, connected_on
  )
  select c.region_id, c.application_id, c.plan_kind, (p.plan ->> 'suppliesKva')::double precision,
         round((p.plan #>> '{cost,lowYuan}')::numeric * 100)::bigint,
         round((p.plan #>> '{cost,likelyYuan}')::numeric * 100)::bigint,
         round((p.plan #>> '{cost,highYuan}')::numeric * 100)::bigint,
         $3::date
  from choices c
  join offers o on o.region_id = c.region_id and o.id = c.offer_id
  cross join lateral (
    select coalesce(
      jsonb_path_query_first(o.answer::jsonb, '$.plans[*] ? (@.id == $id)', jsonb_build_object('id', c.plan_id)),
      jsonb_path_query_first(
        o.answer::jsonb, '$.counterOffers[*].plan ? (@.id == $id)', jsonb_build_object('id', c.plan_id)
      )
    ) as plan
  ) p
  where c.region_id = $1 and c.id = $2
  on conflict do nothing`;

const OUTCOME = `
  update as_built set
    final_fen = coalesce($3::bigint, final_fen),
    measured_kva = coalesce($4::double precision, measured_kva),
    measured_on = coalesce($5::date, measured_on)
  where region_id = $1 and application_id = $2`;

/** Writes down what came of an estimate: the case is entered when it is connected, and completed as figures come. */
export const writeAsBuilt = async (
  on: Queries,
  { region, id, choice }: Application,
  { connectedOn, outcome }: CaseChange,
): Promise<void> => {
  if (choice === null || (connectedOn === undefined && outcome === undefined)) return;
  await on.run(ENTER, [region, choice.id, connectedOn ?? null]);
  if (outcome === undefined) return;
  const { finalFen = null, measured = null } = outcome;
  await on.run(OUTCOME, [region, id, finalFen, measured?.kva ?? null, measured?.on ?? null]);
};
