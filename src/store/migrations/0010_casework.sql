-- The life of an application: what was asked, offered and chosen, and the audit of every step. These tables hold what
-- only some may see, so rows are guarded here as well as in the statements: casework runs as a plain role, and who asks
-- is a setting of the transaction.

alter table regions add column ledger_imported integer not null default 0;
comment on column regions.ledger_imported is
  'ledger version of the last import that touched commitments or measured peaks; what it touched may be anywhere';

create table applications (
  region_id text not null references regions,
  id text not null,
  status text not null
    check (status in (
      'draft', 'accepted', 'offered', 'chosen', 'in-review', 'approved', 'connected', 'measured', 'withdrawn', 'expired'
    )),
  business_type text not null check (business_type in ('new', 'increase', 'temporary')),
  external_number text check (external_number <> ''),
  applicant_name text not null,
  applicant_contact text not null,
  owner_sub text check (owner_sub <> ''),
  request jsonb not null,
  verified jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  valid_until date,
  primary key (region_id, id)
);
comment on table applications is 'applications (报装申请) with what is asked for; names and contacts stay in this table';
comment on column applications.request is 'the demand as the planner takes it, without day and speaker';
comment on column applications.verified is 'facts that staff vouch for: name → who and when; every other fact is claimed';
comment on column applications.valid_until is 'last day of the plan chosen; empty = does not expire yet';
create unique index on applications (region_id, external_number) where external_number is not null;
create unique index on applications (id);
create index on applications (region_id, owner_sub);
create index on applications (valid_until)
  where status in ('draft', 'accepted', 'offered', 'chosen', 'in-review', 'approved');

create table offers (
  region_id text not null,
  id text not null,
  application_id text not null,
  request jsonb not null,
  answer text not null,
  snapshot_version integer not null,
  ledger_version integer not null,
  pack jsonb not null,
  catalogue jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  valid_until date not null,
  lapsed boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, application_id) references applications
);
comment on table offers is 'plan sets as they were offered, whole, with everything needed to compute them again';
comment on column offers.answer is 'the answer as staff see it, byte for byte; what a customer sees is made from it';
comment on column offers.lapsed is 'what was asked for has changed since';
create index on offers (region_id, application_id);

create table choices (
  region_id text not null,
  id text not null,
  application_id text not null,
  offer_id text not null,
  plan_id text not null,
  plan_kind text not null,
  leans_on jsonb not null,
  review text not null,
  signatures jsonb not null default '[]',
  reason text,
  ledger_version integer not null,
  chosen_by text not null,
  chosen_at timestamptz not null,
  valid_until date not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('release', 'withdraw', 'expire')),
  primary key (region_id, id),
  foreign key (region_id, application_id) references applications,
  foreign key (region_id, offer_id) references offers
);
comment on table choices is 'plans that were chosen (比选确认), those that were given up too';
comment on column choices.leans_on is 'elements that were locked when it was chosen: kind/id, in order';
create unique index on choices (region_id, application_id) where ended_at is null;

create table holds (
  region_id text not null,
  choice_id text not null,
  commitment_id text not null,
  primary key (region_id, commitment_id),
  foreign key (region_id, choice_id) references choices,
  foreign key (region_id, commitment_id) references commitments
);
comment on table holds is 'capacity held by a choice: one commitment for each source of its plan';
create index on holds (region_id, choice_id);

create table ledger_elements (
  region_id text not null references regions,
  element text not null,
  version integer not null default 0,
  primary key (region_id, element)
);
comment on table ledger_elements is
  'ledger version at which casework last changed what is promised on an element; its rows are the locks of a choice';

create table idempotency_keys (
  region_id text not null references regions,
  sub text not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  body text not null,
  created_at timestamptz not null,
  primary key (region_id, sub, key)
);
comment on table idempotency_keys is 'what was answered to a request that may be sent again';

-- No foreign key to regions: an audit outlives what it tells of.
create table audit (
  region_id text not null,
  seq bigint not null,
  entry text not null,
  previous_hash text not null,
  hash text not null,
  application_id text generated always as (entry::jsonb ->> 'applicationId') stored,
  primary key (region_id, seq)
);
comment on table audit is 'every change of state of every case, in the order of their commits; never changed, never removed';
comment on column audit.entry is 'canonical JSON: who, when, what, before, after, versions';
comment on column audit.hash is 'sha256 over the hash before, a line feed and the entry';
create index on audit (region_id, application_id, seq);

create table audit_heads (
  region_id text primary key,
  seq bigint not null,
  hash text not null
);
comment on table audit_heads is 'last link of each region''s audit; locked while the next one is made';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger append_only before update or delete on audit for each row execute function refuse_change();
create trigger append_only_whole before truncate on audit for each statement execute function refuse_change();

-- Roles belong to the whole server: another database on it may have made this one, or be about to.
do $$
declare
  may_become boolean;
begin
  if not exists (select from pg_roles where rolname = 'jiedian_casework') then
    begin
      create role jiedian_casework nologin;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'a superuser must run CREATE ROLE jiedian_casework NOLOGIN; GRANT jiedian_casework TO %; once',
          quote_ident(current_user);
    end;
  end if;
  -- From version 16 on, who made a role is a member of it and still may not become it.
  execute format(
    'select pg_has_role(current_user, ''jiedian_casework'', %L)',
    case when current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end
  ) into may_become;
  if not may_become then
    begin
      execute format('grant jiedian_casework to %I', current_user);
    exception
      when insufficient_privilege then
        raise exception 'a superuser must run GRANT jiedian_casework TO %; once', quote_ident(current_user);
    end;
  end if;
end $$;

grant usage on schema public to jiedian_casework;
grant select, update (ledger_version, ledger_mark) on regions to jiedian_casework;
grant select on sections, switches, feeders, busbar_sections, main_transformers to jiedian_casework;
grant select, insert, update, delete on commitments to jiedian_casework;
grant select, insert, delete on ledger_changes to jiedian_casework;
grant select, insert, update on applications, offers, choices, ledger_elements, audit_heads to jiedian_casework;
grant select, insert, delete on holds to jiedian_casework;
grant select, insert on idempotency_keys, audit to jiedian_casework;

create function casework_setting(name text) returns text language sql stable as $$
  select coalesce(current_setting('jiedian.' || name, true), '')
$$;
create function casework_region(region text) returns boolean language sql stable as $$
  select casework_setting('regions') = '*' or region = any (string_to_array(casework_setting('regions'), ','))
$$;

alter table applications enable row level security;
alter table applications force row level security;
create policy scope on applications
  using (
    casework_region(region_id)
    and (
      casework_setting('role') in ('manager', 'system')
      or (casework_setting('role') = 'customer' and owner_sub = casework_setting('sub'))
    )
  );

alter table offers enable row level security;
alter table offers force row level security;
create policy scope on offers
  using (exists (
    select from applications a where a.region_id = offers.region_id and a.id = offers.application_id
  ));

alter table choices enable row level security;
alter table choices force row level security;
create policy scope on choices
  using (exists (
    select from applications a where a.region_id = choices.region_id and a.id = choices.application_id
  ));

alter table holds enable row level security;
alter table holds force row level security;
create policy scope on holds
  using (exists (select from choices c where c.region_id = holds.region_id and c.id = holds.choice_id));

alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy scope on idempotency_keys
  using (casework_region(region_id) and sub = casework_setting('sub'));

alter table audit enable row level security;
alter table audit force row level security;
create policy link on audit for insert with check (casework_region(region_id));
create policy reading on audit for select
  using (casework_region(region_id) and casework_setting('role') in ('operator', 'system'));

alter table audit_heads enable row level security;
alter table audit_heads force row level security;
create policy scope on audit_heads using (casework_region(region_id));

alter table ledger_elements enable row level security;
alter table ledger_elements force row level security;
create policy scope on ledger_elements using (casework_region(region_id));
