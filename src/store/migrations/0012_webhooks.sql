-- Programs that are told what happens to applications. case_events is the outbox: it is written in the transaction of the
-- change, in the order of commits, so a webhook is a place in it; what is due is copied out and tried until it is taken.

create table webhooks (
  region_id text not null references regions,
  id text not null,
  url text not null,
  kinds text[],
  after_seq bigint not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (region_id, id)
);
comment on table webhooks is 'addresses that events of a region are sent to';
comment on column webhooks.kinds is 'kinds of events that are sent; empty = all';
comment on column webhooks.after_seq is 'event up to which deliveries have been made';
create unique index on webhooks (id);

create table webhook_secrets (
  region_id text not null,
  webhook_id text not null,
  secret text not null,
  primary key (region_id, webhook_id),
  foreign key (region_id, webhook_id) references webhooks on delete cascade
);
comment on table webhook_secrets is 'keys that deliveries are signed with: written once, read by the service alone';

create table webhook_deliveries (
  region_id text not null,
  webhook_id text not null,
  seq bigint not null,
  kind text not null,
  application_id text not null,
  state text not null default 'due' check (state in ('due', 'dead')),
  tries integer not null default 0,
  due_at timestamptz not null,
  tried_at timestamptz,
  error text,
  primary key (region_id, webhook_id, seq),
  foreign key (region_id, webhook_id) references webhooks on delete cascade,
  foreign key (region_id, seq) references case_events
);
comment on table webhook_deliveries is 'events on their way to a webhook; gone when taken, dead when given up';
create index on webhook_deliveries (webhook_id, due_at) where state = 'due';

grant select, insert, delete, update (after_seq) on webhooks to jiedian_casework;
grant select, insert on webhook_secrets to jiedian_casework;
grant select, insert, update, delete on webhook_deliveries to jiedian_casework;

alter table webhooks enable row level security;
alter table webhooks force row level security;
create policy scope on webhooks
  using (casework_region(region_id) and casework_setting('role') in ('operator', 'system'));

alter table webhook_secrets enable row level security;
alter table webhook_secrets force row level security;
create policy writing on webhook_secrets for insert
  with check (casework_region(region_id) and casework_setting('role') = 'operator');
create policy reading on webhook_secrets for select
  using (casework_region(region_id) and casework_setting('role') = 'system');

alter table webhook_deliveries enable row level security;
alter table webhook_deliveries force row level security;
create policy scope on webhook_deliveries
  using (casework_region(region_id) and casework_setting('role') in ('operator', 'system'));
