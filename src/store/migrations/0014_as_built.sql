-- What came of the estimate: final cost and measured load of each connected case.

create table as_built (
  region_id text not null,
  application_id text not null,
  plan_kind text not null,
  supplies_kva double precision,
  low_fen bigint,
  likely_fen bigint,
  high_fen bigint,
  connected_on date,
  final_fen bigint check (final_fen >= 0),
  measured_kva double precision check (measured_kva >= 0),
  measured_on date,
  primary key (region_id, application_id),
  foreign key (region_id, application_id) references applications
);
comment on table as_built is 'estimate and outcome of connected cases, without their customers';
comment on column as_built.likely_fen is 'likely cost of the chosen plan as it was offered, as low_fen and high_fen';
comment on column as_built.final_fen is 'cost as it was settled; empty = not yet known';
create index on as_built (region_id, connected_on);

grant select, insert, update on as_built to jiedian_casework;
alter table as_built enable row level security;
alter table as_built force row level security;
create policy scope on as_built
  using (casework_region(region_id) and casework_setting('role') in ('manager', 'system'));
create policy reading on as_built for select
  using (casework_region(region_id) and casework_setting('role') = 'planner');
