-- What offers could not give at once: who waits for which element, and which works would lift it.

alter table offers add column shortage jsonb;
comment on column offers.shortage is 'what it could not give at once on the grid as it is; empty = nothing, or an offer of before';

create table room_notices (
  region_id text not null,
  application_id text not null,
  told_at timestamptz not null,
  primary key (region_id, application_id),
  foreign key (region_id, application_id) references applications
);
comment on table room_notices is 'applications that have been told of room, as long as it is there';

grant select, insert, delete on room_notices to jiedian_casework;
alter table room_notices enable row level security;
alter table room_notices force row level security;
create policy scope on room_notices
  using (casework_region(region_id) and casework_setting('role') = 'system');
