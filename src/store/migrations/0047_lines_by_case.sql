-- The shape of a line piece, its path or else the straight line, is looked for by a CASE: a parent over shards
-- (postgres_fdw, from PostgreSQL 15 on) sends that to where the rows are, and COALESCE it does not.

drop index sections_coalesce_idx;
drop index lv_lines_coalesce_idx;
create index on sections using gist ((case when path is null then straight else path end));
create index on lv_lines using gist ((case when path is null then straight else path end));
