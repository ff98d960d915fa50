-- The grid. Every table also keeps `import_origins`: which imports bring the row. A row goes when none brings it
-- any more; a row with no origin belongs to this service and no import touches it.
-- Tables that reference others reach their region through them and need no foreign key of their own to it.
-- References are checked at commit, so that an import may bring tables in any order.

create table substations (
  region_id text not null references regions,
  id text not null,
  name text,
  kv double precision not null check (kv between 0.1 and 1100),
  lon_deg double precision not null check (lon_deg between -180 and 180),
  lat_deg double precision not null check (lat_deg between -90 and 90),
  geom geometry(Point, 4326) generated always as (st_setsrid(st_makepoint(lon_deg, lat_deg), 4326)) stored,
  import_origins text[] not null default '{}',
  primary key (region_id, id)
);
comment on table substations is 'substations (变电站)';
create index on substations using gist (geom);

create table incoming_lines (
  region_id text not null,
  id text not null,
  name text,
  substation_id text not null,
  kv double precision not null check (kv between 0.1 and 1100),
  upstream_source text,
  import_origins text[] not null default '{}',
  primary key (region_id, id),
  foreign key (region_id, substation_id) references substations deferrable initially deferred
);
comment on table incoming_lines is 'lines that feed a substation, and the station they come from: the proof of independence';
create index on incoming_lines (region_id, substation_id);

create table main_transformers (
  region_id text not null,
  id text not null,
  name text,
  substation_id text not null,
  rating_kva double precision check (rating_kva between 0 and 2000000),
  hv_kv double precision check (hv_kv between 0.1 and 1100),
  lv_kv double precision check (lv_kv between 0.1 and 1100),
  uk_percent double precision check (uk_percent between 0 and 40),
  pk_kw double precision check (pk_kw between 0 and 10000),
  import_origins text[] not null default '{}',
  primary key (region_id, id),
  foreign key (region_id, substation_id) references substations deferrable initially deferred
);
comment on table main_transformers is 'main transformers (主变)';
create index on main_transformers (region_id, substation_id);

create table nodes (
  region_id text not null references regions,
  id text not null,
  name text,
  kind text not null
    check (kind in ('pole', 'rmu', 'switching-station', 'branch-box', 'busbar', 'node')),
  kv double precision not null check (kv between 0.1 and 1100),
  lon_deg double precision not null check (lon_deg between -180 and 180),
  lat_deg double precision not null check (lat_deg between -90 and 90),
  bays_spare integer check (bays_spare between 0 and 100),
  bays_used integer check (bays_used between 0 and 100),
  geom geometry(Point, 4326) generated always as (st_setsrid(st_makepoint(lon_deg, lat_deg), 4326)) stored,
  import_origins text[] not null default '{}',
  primary key (region_id, id)
);
comment on table nodes is 'medium-voltage nodes: poles, ring main units, switching stations, branch boxes, substation busbars';
create index on nodes using gist (geom);

create table busbar_sections (
  region_id text not null,
  id text not null,
  name text,
  substation_id text not null,
  node_id text not null,
  main_transformer_id text,
  rating_a double precision check (rating_a between 0 and 20000),
  fault_level_ka double precision check (fault_level_ka between 0 and 200),
  import_origins text[] not null default '{}',
  primary key (region_id, id),
  foreign key (region_id, substation_id) references substations deferrable initially deferred,
  foreign key (region_id, node_id) references nodes deferrable initially deferred,
  foreign key (region_id, main_transformer_id) references main_transformers deferrable initially deferred
);
comment on table busbar_sections is 'medium-voltage busbar sections (母线段) of substations; feeders leave from their node';
create index on busbar_sections (region_id, substation_id);
create index on busbar_sections (region_id, node_id);
create index on busbar_sections (region_id, main_transformer_id);

create table feeders (
  region_id text not null,
  id text not null,
  name text,
  kind text not null check (kind in ('public', 'dedicated')),
  busbar_id text not null,
  outlet_limit_a double precision check (outlet_limit_a between 0 and 10000),
  import_origins text[] not null default '{}',
  primary key (region_id, id),
  foreign key (region_id, busbar_id) references busbar_sections deferrable initially deferred
);
comment on table feeders is 'feeders (馈线) with their outlet at a busbar section';
create index on feeders (region_id, busbar_id);

create table bays (
  region_id text not null,
  id text not null,
  name text,
  node_id text not null,
  status text not null check (status in ('spare', 'used')),
  feeder_id text,
  rating_a double precision check (rating_a between 0 and 10000),
  breaking_ka double precision check (breaking_ka between 0 and 200),
  import_origins text[] not null default '{}',
  primary key (region_id, id),
  foreign key (region_id, node_id) references nodes deferrable initially deferred,
  foreign key (region_id, feeder_id) references feeders deferrable initially deferred
);
comment on table bays is 'bays (间隔) listed one by one, where the company does so; they outrank the counts at the node';
create index on bays (region_id, node_id);
create index on bays (region_id, feeder_id);

create table conductor_types (
  region_id text not null references regions,
  id text not null,
  name text,
  laying text not null check (laying in ('overhead', 'cable', 'unknown')),
  r_ohm_per_km double precision not null check (r_ohm_per_km between 0 and 100),
  x_ohm_per_km double precision not null check (x_ohm_per_km between 0 and 100),
  b_us_per_km double precision check (b_us_per_km between 0 and 10000),
  ampacity_a double precision check (ampacity_a between 0 and 10000),
  import_origins text[] not null default '{}',
  primary key (region_id, id)
);
comment on table conductor_types is 'conductor and cable types; r, x, b per phase, positive sequence';

create table sections (
  region_id text not null,
  id text not null,
  feeder_id text,
  from_node_id text not null,
  to_node_id text not null,
  conductor_type_id text not null,
  length_m double precision not null check (length_m between 0 and 200000),
  limit_a double precision check (limit_a between 0 and 10000),
  path geometry(LineString, 4326),
  import_origins text[] not null default '{}',
  primary key (region_id, id),
  foreign key (region_id, feeder_id) references feeders deferrable initially deferred,
  foreign key (region_id, from_node_id) references nodes deferrable initially deferred,
  foreign key (region_id, to_node_id) references nodes deferrable initially deferred,
  foreign key (region_id, conductor_type_id) references conductor_types deferrable initially deferred
);
comment on table sections is 'medium-voltage line pieces between two nodes';
create index on sections (region_id, feeder_id);
create index on sections (region_id, from_node_id);
create index on sections (region_id, to_node_id);
create index on sections (region_id, conductor_type_id);
create index on sections using gist (path);

create table switches (
  region_id text not null,
  id text not null,
  name text,
  kind text not null check (kind in ('sectionalising', 'tie', 'outlet')),
  section_id text not null,
  node_id text not null,
  normally_open boolean not null,
  import_origins text[] not null default '{}',
  primary key (region_id, id),
  foreign key (region_id, section_id) references sections deferrable initially deferred,
  foreign key (region_id, node_id) references nodes deferrable initially deferred
);
comment on table switches is 'switches: each sits on one end of a section; open = the section does not conduct';
create index on switches (region_id, section_id);
create index on switches (region_id, node_id);

create table lv_points (
  region_id text not null references regions,
  id text not null,
  name text,
  kind text not null check (kind in ('pole', 'box', 'busbar', 'node')),
  kv double precision not null check (kv between 0.1 and 1100),
  lon_deg double precision not null check (lon_deg between -180 and 180),
  lat_deg double precision not null check (lat_deg between -90 and 90),
  geom geometry(Point, 4326) generated always as (st_setsrid(st_makepoint(lon_deg, lat_deg), 4326)) stored,
  import_origins text[] not null default '{}',
  primary key (region_id, id)
);
comment on table lv_points is 'low-voltage points: poles, boxes, the busbars of transformers';
create index on lv_points using gist (geom);

create table distribution_transformers (
  region_id text not null,
  id text not null,
  name text,
  node_id text not null,
  lv_point_id text,
  ownership text not null check (ownership in ('public', 'customer')),
  rating_kva double precision check (rating_kva between 0 and 100000),
  lon_deg double precision not null check (lon_deg between -180 and 180),
  lat_deg double precision not null check (lat_deg between -90 and 90),
  hv_kv double precision check (hv_kv between 0.1 and 1100),
  lv_kv double precision check (lv_kv between 0.1 and 1100),
  uk_percent double precision check (uk_percent between 0 and 40),
  pk_kw double precision check (pk_kw between 0 and 1000),
  p0_kw double precision check (p0_kw between 0 and 1000),
  i0_percent double precision check (i0_percent between 0 and 100),
  tap_pu double precision check (tap_pu between 0.7 and 1.3),
  geom geometry(Point, 4326) generated always as (st_setsrid(st_makepoint(lon_deg, lat_deg), 4326)) stored,
  import_origins text[] not null default '{}',
  primary key (region_id, id),
  foreign key (region_id, node_id) references nodes deferrable initially deferred,
  foreign key (region_id, lv_point_id) references lv_points deferrable initially deferred
);
comment on table distribution_transformers is 'distribution transformers (配变), public or customer-owned';
create index on distribution_transformers (region_id, node_id);
create index on distribution_transformers (region_id, lv_point_id);
create index on distribution_transformers using gist (geom);

create table lv_lines (
  region_id text not null,
  id text not null,
  from_point_id text not null,
  to_point_id text not null,
  conductor_type_id text not null,
  length_m double precision not null check (length_m between 0 and 200000),
  limit_a double precision check (limit_a between 0 and 10000),
  path geometry(LineString, 4326),
  import_origins text[] not null default '{}',
  primary key (region_id, id),
  foreign key (region_id, from_point_id) references lv_points deferrable initially deferred,
  foreign key (region_id, to_point_id) references lv_points deferrable initially deferred,
  foreign key (region_id, conductor_type_id) references conductor_types deferrable initially deferred
);
comment on table lv_lines is 'low-voltage line pieces between two points';
create index on lv_lines (region_id, from_point_id);
create index on lv_lines (region_id, to_point_id);
create index on lv_lines (region_id, conductor_type_id);
create index on lv_lines using gist (path);

