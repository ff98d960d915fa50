-- Bulk screening: sites as they were taken in, in parts, and the results of each part. The queue of the parts is kept by
-- pg-boss, in a schema of its own.

create table screenings (
  region_id text not null references regions,
  id text not null,
  status text not null check (status in ('receiving', 'running', 'done', 'cancelled', 'failed')),
  terms jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  error text,
  primary key (region_id, id)
);
comment on table screenings is 'uploads of sites that are screened';
comment on column screenings.terms is 'what holds for every site: policy, day, whose word the facts are';
create unique index on screenings (id);
create index on screenings (region_id) where status = 'running';

create table screening_parts (
  region_id text not null,
  screening_id text not null,
  part integer not null,
  job_id text not null,
  sites text not null,
  site_count integer not null,
  rows text,
  outcomes jsonb,
  snapshot_version integer,
  from_ledger integer,
  to_ledger integer,
  done_at timestamptz,
  primary key (region_id, screening_id, part),
  foreign key (region_id, screening_id) references screenings on delete cascade
);
comment on table screening_parts is 'sites of a screening that are worked on together, in the order of the upload';
comment on column screening_parts.sites is 'JSON list: line, id, and the request for plans or what is wrong with the row';
comment on column screening_parts.rows is 'JSON list of results, one for each site; empty = not screened yet';
comment on column screening_parts.job_id is 'its job in the queue';
create index on screening_parts (region_id, screening_id) where rows is null;

grant select, insert, update, delete on screenings, screening_parts to jiedian_casework;

alter table screenings enable row level security;
alter table screenings force row level security;
create policy scope on screenings
  using (casework_region(region_id) and casework_setting('role') in ('planner', 'manager', 'system'));

alter table screening_parts enable row level security;
alter table screening_parts force row level security;
create policy scope on screening_parts
  using (casework_region(region_id) and casework_setting('role') in ('planner', 'manager', 'system'));
