-- What electrical checks need beside the grid: the source above a substation, losses and tap of main transformers,
-- generation, and the course of a peak day. `generators` and `curves` name what they hang on by a kind and an id,
-- as `customers` and `peaks` do, so the import checks those references.

alter table substations
  add column source_voltage_pu double precision check (source_voltage_pu between 0.8 and 1.2),
  add column source_fault_mva double precision check (source_fault_mva between 0 and 100000);

alter table main_transformers
  add column p0_kw double precision check (p0_kw between 0 and 10000),
  add column i0_percent double precision check (i0_percent between 0 and 100),
  add column tap_pu double precision check (tap_pu between 0.7 and 1.3);

alter table peaks
  add column masked_kva double precision check (masked_kva between 0 and 2000000);

create table generators (
  region_id text not null references regions,
  id text not null,
  at_kind text not null check (at_kind in ('node', 'distribution-transformer', 'lv-point')),
  at_id text not null,
  rated_kva double precision check (rated_kva between 0 and 1000000),
  output_kw double precision not null check (output_kw between -1000000 and 1000000),
  output_kvar double precision check (output_kvar between -1000000 and 1000000),
  kind text check (kind in ('pv', 'wind', 'hydro', 'biomass', 'chp', 'storage', 'other')),
  import_origins text[] not null default '{}',
  primary key (region_id, id)
);
comment on table generators is 'generation connected to the grid, and what of it ran at the time of the peak; no names';

create table curves (
  region_id text not null references regions,
  element_kind text not null
    check (element_kind in ('feeder', 'section', 'distribution-transformer', 'lv-line', 'busbar', 'main-transformer')),
  element_id text not null,
  season text not null check (season in ('summer', 'winter', 'unspecified')),
  points integer not null check (points in (24, 96)),
  point integer not null check (point between 0 and 95),
  kva double precision not null check (kva between 0 and 2000000),
  import_origins text[] not null default '{}',
  primary key (region_id, element_kind, element_id, season, point)
);
comment on table curves is 'course of a season''s peak day, point by point; periods of abnormal switching left out';
