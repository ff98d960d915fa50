-- What planners are warned of, and since when: each look at a region begins what is new and ends what is gone.

create table warnings (
  region_id text not null references regions,
  kind text not null check (kind in ('over', 'heavy', 'short-margin', 'queue', 'stale-data')),
  element_kind text not null,
  element_id text not null,
  since timestamptz not null,
  ended_at timestamptz check (ended_at >= since),
  body jsonb not null,
  primary key (region_id, kind, element_kind, element_id, since)
);
comment on table warnings is 'warnings that stand, and those that have ended';
comment on column warnings.body is 'the warning as it was seen last: figures, place, what would relieve it';
create unique index on warnings (region_id, kind, element_kind, element_id) where ended_at is null;
create index on warnings (region_id, greatest(since, ended_at));

create table warning_looks (
  region_id text primary key references regions,
  data_version integer not null,
  ledger_version integer not null,
  looked_at timestamptz not null
);
comment on table warning_looks is 'state of each region that was looked at last; its row is the lock of a look';
