-- Surveys, what managers state otherwise, and the weekly table: how cases were at the end of a week.

-- What happened when, without reading every link: the same text as in the entry, whose order is that of the times.
alter table audit add column at text generated always as (entry::jsonb ->> 'at') stored;
comment on column audit.at is 'ISO time in UTC, as in the entry';
create index on audit (region_id, at);

alter table applications add column survey jsonb;
comment on column applications.survey is 'what staff found at the site: what it confirms or overrules, who, when, why; empty = none yet';

create table overrides (
  region_id text not null,
  id text not null,
  application_id text not null,
  offer_id text not null,
  plan_id text not null,
  figure text not null check (figure in ('line-likely-yuan', 'total-calendar-days', 'route-m')),
  line integer,
  computed double precision not null,
  stated double precision not null,
  reason text not null,
  stated_by text not null,
  stated_at timestamptz not null,
  signed_by text check (signed_by <> stated_by),
  signed_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, application_id) references applications,
  foreign key (region_id, offer_id) references offers
);
comment on table overrides is 'figures of offered plans as managers state them, beside those computed; they count once signed by a second person';
comment on column overrides.line is 'line of the bill, from 1; empty = the figure is of the whole plan';
create index on overrides (region_id, offer_id);

grant select, insert, update on overrides to jiedian_casework;
alter table overrides enable row level security;
alter table overrides force row level security;
create policy scope on overrides
  using (exists (
    select from applications a where a.region_id = overrides.region_id and a.id = overrides.application_id
  ));
