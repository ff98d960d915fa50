-- How far a screening has come stands with it, so that a list reads no parts; and when an upload last brought anything,
-- so that one whose service died is found.

alter table screenings
  add column sites integer not null default 0,
  add column screened integer not null default 0,
  add column outcomes jsonb not null default '{}',
  add column started_at timestamptz,
  add column versions jsonb not null default '[]',
  add column taken_in_at timestamptz not null default now();
comment on column screenings.sites is 'sites taken in';
comment on column screenings.screened is 'sites that have their result';
comment on column screenings.outcomes is 'sites by what became of them';
comment on column screenings.started_at is 'when the first result was there';
comment on column screenings.versions is 'states of the record that results rest on, with how many sites';
comment on column screenings.taken_in_at is 'when sites were last taken in; a screening stays receiving where its service dies';

alter table screenings no force row level security;
alter table screening_parts no force row level security;
update screenings s set
  sites = p.sites,
  screened = p.screened,
  started_at = p.started_at,
  outcomes = coalesce((
    select jsonb_object_agg(k.key, k.n) from (
      select e.key, sum(e.value::integer) as n
      from screening_parts c, jsonb_each_text(c.outcomes) e
      where c.region_id = s.region_id and c.screening_id = s.id group by e.key
    ) k
  ), '{}'),
  versions = coalesce((
    select jsonb_agg(jsonb_build_object('snapshotVersion', g.snapshot_version, 'fromLedgerVersion', g.from_ledger,
             'toLedgerVersion', g.to_ledger, 'sites', g.sites) order by g.snapshot_version)
    from (
      select snapshot_version, min(from_ledger) as from_ledger, max(to_ledger) as to_ledger, sum(site_count) as sites
      from screening_parts c
      where c.region_id = s.region_id and c.screening_id = s.id and snapshot_version is not null
      group by snapshot_version
    ) g
  ), '[]')
from (
  select region_id, screening_id, sum(site_count) as sites, min(done_at) as started_at,
         coalesce(sum(site_count) filter (where rows is not null), 0) as screened
  from screening_parts group by region_id, screening_id
) p
where p.region_id = s.region_id and p.screening_id = s.id;
alter table screenings force row level security;
alter table screening_parts force row level security;

create index on screening_parts (region_id, screening_id, done_at) where rows is not null;
create index on screenings (region_id) where status = 'receiving';
