-- A line piece without a path is shown straight between its ends. It is kept as a shape of its own, so that an index finds
-- it in a box; triggers keep it, for an import may bring lines before their ends, and ends may move.

alter table sections add column straight geometry(LineString, 4326);
comment on column sections.straight is 'from end to end, where the record has no path: kept by triggers';
alter table lv_lines add column straight geometry(LineString, 4326);
comment on column lv_lines.straight is 'from end to end, where the record has no path: kept by triggers';

create function straighten_section() returns trigger language plpgsql as $$
begin
  new.straight := case when new.path is null then (
    select st_makeline(a.geom, b.geom) from nodes a, nodes b
    where a.region_id = new.region_id and a.id = new.from_node_id
      and b.region_id = new.region_id and b.id = new.to_node_id
  ) end;
  return new;
end $$;
create trigger straighten before insert or update of path, from_node_id, to_node_id on sections
  for each row execute function straighten_section();

create function straighten_lv_line() returns trigger language plpgsql as $$
begin
  new.straight := case when new.path is null then (
    select st_makeline(a.geom, b.geom) from lv_points a, lv_points b
    where a.region_id = new.region_id and a.id = new.from_point_id
      and b.region_id = new.region_id and b.id = new.to_point_id
  ) end;
  return new;
end $$;
create trigger straighten before insert or update of path, from_point_id, to_point_id on lv_lines
  for each row execute function straighten_lv_line();

create function straighten_sections_at() returns trigger language plpgsql as $$
begin
  with moved as (
    select s.region_id, s.id from became n join sections s on s.region_id = n.region_id and s.from_node_id = n.id
    union
    select s.region_id, s.id from became n join sections s on s.region_id = n.region_id and s.to_node_id = n.id
  )
  update sections s set straight = st_makeline(a.geom, b.geom)
  from moved m, nodes a, nodes b
  where s.region_id = m.region_id and s.id = m.id and s.path is null
    and a.region_id = s.region_id and a.id = s.from_node_id and b.region_id = s.region_id and b.id = s.to_node_id
    and s.straight is distinct from st_makeline(a.geom, b.geom);
  return null;
end $$;
create trigger straighten_after_insert after insert on nodes
  referencing new table as became for each statement execute function straighten_sections_at();
create trigger straighten_after_update after update on nodes
  referencing new table as became for each statement execute function straighten_sections_at();

create function straighten_lv_lines_at() returns trigger language plpgsql as $$
begin
  with moved as (
    select s.region_id, s.id from became n join lv_lines s on s.region_id = n.region_id and s.from_point_id = n.id
    union
    select s.region_id, s.id from became n join lv_lines s on s.region_id = n.region_id and s.to_point_id = n.id
  )
  update lv_lines s set straight = st_makeline(a.geom, b.geom)
  from moved m, lv_points a, lv_points b
  where s.region_id = m.region_id and s.id = m.id and s.path is null
    and a.region_id = s.region_id and a.id = s.from_point_id and b.region_id = s.region_id and b.id = s.to_point_id
    and s.straight is distinct from st_makeline(a.geom, b.geom);
  return null;
end $$;
create trigger straighten_after_insert after insert on lv_points
  referencing new table as became for each statement execute function straighten_lv_lines_at();
create trigger straighten_after_update after update on lv_points
  referencing new table as became for each statement execute function straighten_lv_lines_at();

update sections s set straight = st_makeline(a.geom, b.geom)
from nodes a, nodes b
where s.path is null and a.region_id = s.region_id and a.id = s.from_node_id
  and b.region_id = s.region_id and b.id = s.to_node_id;
update lv_lines s set straight = st_makeline(a.geom, b.geom)
from lv_points a, lv_points b
where s.path is null and a.region_id = s.region_id and a.id = s.from_point_id
  and b.region_id = s.region_id and b.id = s.to_point_id;

drop index sections_path_idx;
drop index lv_lines_path_idx;
create index on sections using gist ((coalesce(path, straight)));
create index on lv_lines using gist ((coalesce(path, straight)));
