-- Deadlines of cases: since when each runs, until when, and why it stood.

create table clocks (
  region_id text not null,
  application_id text not null,
  number integer not null check (number > 0),
  kind text not null check (kind in ('acceptance', 'answer', 'connection')),
  pack jsonb not null,
  steps jsonb not null,
  started_on date not null,
  due_on date check (due_on >= started_on),
  estimated boolean not null,
  soon_on date check (soon_on <= due_on),
  met_on date check (met_on >= started_on),
  ended_on date check (ended_on >= started_on),
  pauses jsonb not null default '[]',
  primary key (region_id, application_id, number),
  foreign key (region_id, application_id) references applications,
  check ((due_on is null) = (soon_on is null)),
  check (met_on is null or ended_on is null)
);
comment on table clocks is 'deadline clocks (时限) of applications, by the limits of their packs on the working calendar';
comment on column clocks.steps is 'steps of the pack or the plan whose limits it counts, one after the other';
comment on column clocks.due_on is 'last day; empty = it stands, and has none until it goes on';
comment on column clocks.soon_on is 'from this day on it is said to be near';
comment on column clocks.met_on is 'day on which what it is kept for was done';
comment on column clocks.ended_on is 'day on which the application was given up or expired';
comment on column clocks.pauses is 'when it stood, why, and who stopped it and let it go on';
-- One runs at a time.
create unique index on clocks (region_id, application_id) where met_on is null and ended_on is null;
create index on clocks (region_id, due_on) where met_on is null and ended_on is null;

grant select, insert, update on clocks to jiedian_casework;
alter table clocks enable row level security;
alter table clocks force row level security;
create policy scope on clocks
  using (exists (
    select from applications a where a.region_id = clocks.region_id and a.id = clocks.application_id
  ));
