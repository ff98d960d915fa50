-- What happened when, without reading every link: the same text as in the entry, whose order is that of the times.
alter table audit add column at text generated always as (entry::jsonb ->> 'at') stored;
comment on column audit.at is 'ISO time in UTC, as in the entry';
create index on audit (region_id, at);
