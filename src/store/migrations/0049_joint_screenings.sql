-- A joint screening counts what earlier sites hold against later ones: each part says what its sites hold, so that whoever
-- goes on with the next one knows it.

alter table screening_parts add column holds text;
comment on column screening_parts.holds is
  'JSON: of each site of a joint screening what its plan holds; empty = not screened yet, or the screening is not joint';

alter table screenings no force row level security;
update screenings set terms = terms || '{"isJoint": false}' where not terms ? 'isJoint';
alter table screenings force row level security;
