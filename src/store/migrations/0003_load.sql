-- Who is connected, what was measured, what was promised. What these rows hang on is named by a kind and an id,
-- so the import checks those references; a foreign key cannot.

create table customers (
  region_id text not null references regions,
  id text not null,
  at_kind text not null check (at_kind in ('node', 'distribution-transformer', 'lv-point')),
  at_id text not null,
  category text
    check (category in (
      'residential', 'micro-enterprise', 'commercial', 'industrial', 'agricultural', 'public-service', 'ev-charging'
    )),
  contracted_kva double precision check (contracted_kva between 0 and 1000000),
  load_kw double precision check (load_kw between -1000000 and 1000000),
  load_kvar double precision check (load_kvar between -1000000 and 1000000),
  import_origins text[] not null default '{}',
  primary key (region_id, id)
);
comment on table customers is 'connected customers and their loads; no names, no contacts';

create table peaks (
  region_id text not null references regions,
  element_kind text not null
    check (element_kind in ('feeder', 'section', 'distribution-transformer', 'lv-line', 'busbar', 'main-transformer')),
  element_id text not null,
  season text not null check (season in ('summer', 'winter', 'unspecified')),
  peak_kva double precision not null check (peak_kva between 0 and 2000000),
  measured_on date,
  quality text not null check (quality in ('measured', 'estimated', 'default')),
  import_origins text[] not null default '{}',
  primary key (region_id, element_kind, element_id, season)
);
comment on table peaks is 'seasonal peaks; periods of abnormal switching left out';

create table commitments (
  region_id text not null references regions,
  id text not null,
  origin text not null check (origin in ('books', 'service')),
  external_number text,
  at_kind text not null check (at_kind in ('node', 'distribution-transformer', 'lv-point')),
  at_id text not null,
  kva double precision not null check (kva between 0 and 1000000),
  category text
    check (category in (
      'residential', 'micro-enterprise', 'commercial', 'industrial', 'agricultural', 'public-service', 'ev-charging'
    )),
  committed_on date,
  import_origins text[] not null default '{}',
  primary key (region_id, id)
);
comment on table commitments is 'capacity promised: in-flight cases of the company''s books, and this service''s own holds';

