-- Duct corridors stand among the roads that routes follow; streams are crossed like rivers, for less.

alter table roads drop constraint roads_class_check;
alter table roads add constraint roads_class_check
  check (class in ('motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'service', 'track', 'path', 'duct-corridor'));

alter table barriers drop constraint barriers_kind_check;
alter table barriers add constraint barriers_kind_check
  check (kind in ('railway', 'high-speed-railway', 'river', 'canal', 'stream', 'water-trunk', 'defence-cable', 'pipeline'));

comment on table roads is 'road centre lines and duct corridors; routes follow them, and change from one to another at shared positions';
