-- Town and country, and the networks of other companies, as areas: a place in them is what they say.

alter table areas drop constraint areas_kind_check;
alter table areas add constraint areas_kind_check
  check (kind in ('park', 'provincial-park', 'urban-planned-land', 'forbidden', 'water', 'building', 'green', 'urban-area', 'rural-area', 'incremental-network'));
