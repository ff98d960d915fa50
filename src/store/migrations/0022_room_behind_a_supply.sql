-- A plan that survives the loss of its own feeder keeps room on those that take its supply over, as long as it is held.

alter table commitments
  drop constraint commitments_purpose_check,
  add constraint commitments_purpose_check check (purpose in ('moved', 'over-tie', 'opened', 'backup'));
comment on column commitments.purpose is
  'what else a choice holds: load that is moved, the customer over a tie, an element that is opened, room for a supply that loses its own feeder';
