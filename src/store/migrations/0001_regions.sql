create table regions (
  id text primary key check (id <> ''),
  name text not null,
  data_version integer not null default 0,
  ledger_version integer not null default 0,
  data_as_of timestamptz not null default now()
);
comment on table regions is 'regions: each an island of data of its own; every other table is keyed by region first';
comment on column regions.data_version is 'counts the imports that changed something';
comment on column regions.ledger_version is 'counts the changes of commitments';
comment on column regions.data_as_of is 'time of the last import that changed something';

-- No foreign key to regions: the refused first import of a region is logged too, and leaves no region behind.
create table import_runs (
  id bigint generated always as identity primary key,
  region_id text not null,
  format text not null,
  origins text[] not null,
  quarantine boolean not null,
  outcome text not null check (outcome in ('imported', 'unchanged', 'refused')),
  counts jsonb not null,
  data_version integer,
  started_at timestamptz not null,
  finished_at timestamptz not null default clock_timestamp()
);
comment on table import_runs is 'what was imported, when, and how it ended';
comment on column import_runs.counts is 'per table: rows inserted, updated, removed, unchanged';
comment on column import_runs.data_version is 'version of the region after the run; empty = there is no such region';
create index on import_runs (region_id, id);

create table import_defects (
  run_id bigint not null references import_runs on delete cascade,
  position integer not null,
  file text not null,
  line integer,
  table_name text not null,
  row_id text,
  field text,
  reason text not null,
  received text,
  allowed text,
  primary key (run_id, position)
);
comment on table import_defects is 'what was wrong with the rows of an import, in the order in which it was found';
comment on column import_defects.line is 'counts from 1 and includes the header';
