-- What lies around the grid, and the gazetteer.

create table roads (
  region_id text not null references regions,
  id text not null,
  name text,
  class text not null
    check (class in ('motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'service', 'track', 'path')),
  surface text not null check (surface in ('asphalt', 'concrete', 'paving', 'gravel', 'soil', 'unknown')),
  bridge boolean not null,
  tunnel boolean not null,
  path geometry(LineString, 4326) not null,
  import_origins text[] not null default '{}',
  primary key (region_id, id)
);
comment on table roads is 'road centre lines; routes will follow them';
create index on roads using gist (path);

create table barriers (
  region_id text not null references regions,
  id text not null,
  name text,
  kind text not null
    check (kind in ('railway', 'high-speed-railway', 'river', 'canal', 'water-trunk', 'defence-cable', 'pipeline')),
  path geometry(LineString, 4326) not null,
  import_origins text[] not null default '{}',
  primary key (region_id, id)
);
comment on table barriers is 'lines that a route may cross only at a price: railways, rivers, trunk mains';
create index on barriers using gist (path);

create table areas (
  region_id text not null references regions,
  id text not null,
  name text,
  kind text not null
    check (kind in ('park', 'provincial-park', 'urban-planned-land', 'forbidden', 'water', 'building', 'green')),
  polygon geometry(Polygon, 4326) not null,
  import_origins text[] not null default '{}',
  primary key (region_id, id)
);
comment on table areas is 'areas that decide payers or routes: parks, planned land, water, forbidden ground';
create index on areas using gist (polygon);

-- One spelling for search: full-width forms become plain ones, capitals small, spaces go.
create function fold_address(address text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(lower(normalize(address, nfkc)), '\s', '', 'g');

create table addresses (
  region_id text not null references regions,
  id text not null,
  text text not null,
  text_folded text not null generated always as (fold_address(text)) stored,
  lon_deg double precision not null check (lon_deg between -180 and 180),
  lat_deg double precision not null check (lat_deg between -90 and 90),
  geom geometry(Point, 4326) generated always as (st_setsrid(st_makepoint(lon_deg, lat_deg), 4326)) stored,
  import_origins text[] not null default '{}',
  primary key (region_id, id)
);
comment on table addresses is 'the region''s gazetteer';
create index on addresses using gist (geom);
create index on addresses using gin (text_folded gin_trgm_ops);
