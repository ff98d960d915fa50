-- Readings of meters that refresh the peaks, periods in which they do not count, and the day a promise was connected.

create table measurements (
  region_id text not null references regions,
  element_kind text not null
    check (element_kind in ('feeder', 'section', 'distribution-transformer', 'lv-line', 'busbar', 'main-transformer')),
  element_id text not null,
  season text not null check (season in ('summer', 'winter', 'unspecified')),
  from_on date not null,
  to_on date not null,
  peak_kva double precision not null check (peak_kva between 0 and 2000000),
  measured_on date not null,
  quality text not null check (quality in ('measured', 'estimated', 'default')),
  masked_kva double precision check (masked_kva between 0 and 2000000),
  curve_kva double precision[] check (cardinality(curve_kva) in (24, 96) and 0 <= all (curve_kva)),
  import_origins text[] not null default '{}',
  primary key (region_id, element_kind, element_id, season, from_on),
  check (from_on <= measured_on and measured_on <= to_on)
);
comment on table measurements is
  'readings of meters, one per element, season and period: they refresh the peaks without a new import of the grid';

create table abnormal_periods (
  region_id text not null references regions,
  element_kind text not null
    check (element_kind in ('feeder', 'section', 'distribution-transformer', 'lv-line', 'busbar', 'main-transformer')),
  element_id text not null,
  from_on date not null,
  to_on date not null,
  import_origins text[] not null default '{}',
  primary key (region_id, element_kind, element_id, from_on),
  check (from_on <= to_on)
);
comment on table abnormal_periods is
  'periods of abnormal switching: what a meter read meanwhile counts nowhere; those of a feeder hold for its sections too';

alter table commitments
  add column connected_on date;
comment on column regions.ledger_version is 'counts the changes of commitments and of measured peaks';
comment on column regions.data_version is 'counts the imports that changed the grid';
