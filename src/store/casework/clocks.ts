import type { Application } from '../../model/case-book.ts';
import type { Clock } from '../../model/clock.ts';
import type { Queries } from '../db.ts';

/** The clocks of an application `a` as JSON, in the order of their numbers. */
export const CLOCKS_OF = `coalesce((
    select jsonb_agg(jsonb_build_object(
      'number', k.number, 'kind', k.kind, 'pack', k.pack, 'steps', k.steps, 'startedOn', k.started_on,
      'dueOn', k.due_on, 'estimated', k.estimated, 'soonOn', k.soon_on, 'metOn', k.met_on, 'endedOn', k.ended_on,
      'pauses', k.pauses
    ) order by k.number)
    from clocks k where k.region_id = a.region_id and k.application_id = a.id
  ), '[]'::jsonb)`;

const KEEP = `
  insert into clocks (
    region_id, application_id, number, kind, pack, steps, started_on, due_on, estimated, soon_on, met_on, ended_on, pauses
  ) values (
    $1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::date, $8::date, $9, $10::date, $11::date, $12::date, $13::jsonb
  )
  on conflict (region_id, application_id, number) do update set
    due_on = excluded.due_on, estimated = excluded.estimated, soon_on = excluded.soon_on, met_on = excluded.met_on,
    ended_on = excluded.ended_on, pauses = excluded.pauses`;

/** Keeps clocks of an application that were started or have changed. */
export const keepClocks = async (
  on: Queries,
  { region, id }: Pick<Application, 'region' | 'id'>,
  clocks: readonly Clock[],
): Promise<void> => {
  await Promise.all(
    clocks.map((clock) =>
      on.run(KEEP, [
        region,
        id,
        clock.number,
        clock.kind,
        JSON.stringify(clock.pack),
        JSON.stringify(clock.steps),
        clock.startedOn,
        clock.dueOn,
        clock.estimated,
        clock.soonOn,
        clock.metOn,
        clock.endedOn,
        JSON.stringify(clock.pauses),
      ]),
    ),
  );
};
