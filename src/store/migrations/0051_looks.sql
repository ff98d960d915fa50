-- A look says what it rested on, so that no other process looks at the same again, and how often looks changed anything:
-- pages of warnings are of one such state.

alter table warning_looks add column rests text;
alter table warning_looks add column counts jsonb;
alter table warning_looks add column changes integer not null default 0;
comment on column warning_looks.rests is 'digest of what the look rested on beside data and ledger; empty = no look says';
comment on column warning_looks.counts is 'warnings found, by kind';
comment on column warning_looks.changes is 'how many looks began, changed or ended a warning';
