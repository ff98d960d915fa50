-- Open capacity and load rate of every feeder and distribution transformer, frozen once a month. A month that has been
-- published never changes: its rows are append-only, and what belongs to it comes in the transaction that publishes it.

create table publications (
  region_id text not null references regions,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  as_of date not null,
  data_version integer not null,
  ledger_version integer not null,
  data_as_of timestamptz not null,
  pack jsonb not null,
  audience jsonb not null,
  previous text,
  published_by text not null,
  published_at timestamptz not null,
  primary key (region_id, month),
  foreign key (region_id, previous) references publications (region_id, month)
);
comment on table publications is 'months that have been published; append-only';
comment on column publications.pack is 'policy that counted, with its version';
comment on column publications.audience is 'what those outside may be told of it, as that policy says';
comment on column publications.previous is 'month published before, which changes are told against';

create table publication_elements (
  region_id text not null,
  id text not null generated always as (month || '.' || kind || '.' || element_id) stored,
  month text not null,
  kind text not null check (kind in ('feeder', 'distribution-transformer')),
  element_id text not null,
  name text,
  substation_id text,
  feeder_id text,
  dedicated boolean not null,
  of_customer boolean not null,
  rating_kva double precision,
  limit_kva double precision,
  peak_kva double precision,
  committed_kva double precision not null,
  open_kva double precision,
  load_rate double precision,
  season text check (season in ('summer', 'winter', 'unspecified')),
  grade text not null check (grade in ('A', 'B', 'C', 'D')),
  binding_element_id text,
  cases jsonb not null,
  place geometry(Point, 4326),
  shape geometry(Geometry, 4326),
  primary key (region_id, id),
  foreign key (region_id, month) references publications
);
comment on table publication_elements is 'what was published of each element; append-only';
comment on column publication_elements.name is 'a neutral one for what a customer owns';
comment on column publication_elements.cases is 'commitments that were to be supplied through it: id → kVA';
comment on column publication_elements.place is 'outlet of a feeder, place of a transformer; empty = nothing feeds it';
comment on column publication_elements.shape is 'all sections of a feeder, place of a transformer';
create index on publication_elements (region_id, month);
create index on publication_elements using gist (place);

create trigger append_only before update or delete on publications for each row execute function refuse_change();
create trigger append_only_whole before truncate on publications for each statement execute function refuse_change();
create trigger append_only before update or delete on publication_elements
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on publication_elements
  for each statement execute function refuse_change();

create function refuse_late_elements() returns trigger language plpgsql as $$
declare
  late text;
begin
  select b.month into late from (select distinct region_id, month from became) b
  where not exists (
    select from publications p
    where p.region_id = b.region_id and p.month = b.month and p.xmin = pg_current_xact_id()::xid
  ) limit 1;
  if found then
    raise exception 'month % has been published: nothing is added to it', late;
  end if;
  return null;
end $$;
create trigger whole_at_once after insert on publication_elements
  referencing new table as became for each statement execute function refuse_late_elements();

grant select, insert on publications, publication_elements to jiedian_casework;
grant select on nodes, distribution_transformers to jiedian_casework;
