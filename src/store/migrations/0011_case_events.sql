-- What has happened to an application, as its owner may read it: written with the audit, in the order of its links, and
-- kept apart from it, because the audit names persons and places of the grid. It is also what webhooks deliver from.

create table case_events (
  region_id text not null,
  seq bigint not null,
  application_id text not null,
  at timestamptz not null,
  kind text not null,
  by_role text not null,
  status text not null,
  version integer not null,
  valid_until date,
  about jsonb not null default '{}',
  primary key (region_id, seq),
  foreign key (region_id, application_id) references applications
);
comment on table case_events is 'status feed of the applications: no names, no contacts, no ids of the grid';
comment on column case_events.seq is 'sequence number of the link of the audit that tells the whole';
comment on column case_events.by_role is 'role of who did it; persons are named in the audit only';
comment on column case_events.status is 'state of the application afterwards, as version and valid_until';
comment on column case_events.about is 'ids of the offer, plan or document it is about';
create index on case_events (application_id, seq);

grant select, insert on case_events to jiedian_casework;
alter table case_events enable row level security;
alter table case_events force row level security;
create policy scope on case_events
  using (exists (
    select from applications a where a.region_id = case_events.region_id and a.id = case_events.application_id
  ));

-- What happened before is told too. The owner of the tables is held to their policies as well.
select set_config('jiedian.regions', '*', true), set_config('jiedian.role', 'system', true);
insert into case_events
select l.region_id, l.seq, a.id, (l.entry ->> 'at')::timestamptz, l.entry ->> 'action', l.entry ->> 'role',
       l.entry -> 'after' ->> 'status', (l.entry -> 'after' ->> 'version')::integer,
       (l.entry -> 'after' ->> 'validUntil')::date,
       jsonb_strip_nulls(jsonb_build_object('offerId', l.entry -> 'note' ->> 'offerId', 'planId', l.entry -> 'note' ->> 'planId'))
from (select region_id, seq, application_id, entry::jsonb as entry from audit) l
join applications a on a.region_id = l.region_id and a.id = l.application_id;
select set_config('jiedian.regions', '', true), set_config('jiedian.role', '', true);
