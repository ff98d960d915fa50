-- A plan that switches load onto others holds room there too, as long as it is held itself.

alter table commitments
  drop constraint commitments_at_kind_check,
  add constraint commitments_at_kind_check
    check (at_kind in ('node', 'distribution-transformer', 'lv-point', 'element')),
  add column purpose text check (purpose in ('moved', 'over-tie', 'opened')),
  add column for_element text;
comment on column commitments.purpose is 'what else a choice holds: load that is moved, the customer over a tie, an element that is opened';
comment on column commitments.for_element is 'element that it is held for, kind/id';

alter table choices add column switching jsonb;
comment on column choices.switching is 'what is switched before the connection, step by step, and what it moves; empty = nothing';
