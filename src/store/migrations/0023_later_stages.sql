-- Of a staged plan the first stage is promised now; the rest takes what room there is until works have made its own.

alter table commitments
  drop constraint commitments_purpose_check,
  add constraint commitments_purpose_check
    check (purpose in ('moved', 'over-tie', 'opened', 'backup', 'later'));
comment on column commitments.purpose is
  'what else a choice holds: load that is moved, the customer over a tie, an element that is opened, room for a supply that loses its own feeder, the later stages of a supply';
