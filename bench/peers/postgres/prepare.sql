-- Coordinates every variant may want: longitude and latitude, and metres of CGCS2000 / Gauss-Kruger CM 114E.
ALTER TABLE source ADD geom geometry(Point, 4547), ADD geog geography(Point, 4326), ADD pt point, ADD node int;
UPDATE source SET geom = ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4490), 4547),
  geog = ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography,
  node = NODES + id;
UPDATE source SET pt = point(ST_X(geom), ST_Y(geom));
ALTER TABLE question ADD geom geometry(Point, 4547), ADD geog geography(Point, 4326), ADD pt point, ADD around box,
  ADD frame geometry(Polygon, 4490);
UPDATE question SET geom = ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4490), 4547),
  geog = ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography;
UPDATE question SET pt = point(ST_X(geom), ST_Y(geom)),
  around = box(point(lon - DLON, lat - DLAT), point(lon + DLON, lat + DLAT)),
  frame = ST_MakeEnvelope(lon - DLON, lat - DLAT, lon + DLON, lat + DLAT, 4490);

-- The end of a tie at its source lies within the radius anyway: the end at the road decides.
ALTER TABLE edge ADD span box, ADD geom geometry(LineString, 4490);
UPDATE edge SET
  span = box(point(a.lon, a.lat), point(b.lon, b.lat)),
  geom = ST_SetSRID(ST_MakeLine(ST_MakePoint(a.lon, a.lat), ST_MakePoint(b.lon, b.lat)), 4490)
FROM node a, node b WHERE a.id = edge.source AND b.id = CASE WHEN edge.target < NODES THEN edge.target ELSE edge.source END;

CREATE INDEX ON source USING gist (geom);
CREATE INDEX ON source USING gist (geog);
CREATE INDEX source_covering ON source USING gist (pt) INCLUDE (id, way, open_ckva, usable_ckva, node);
CREATE INDEX ON edge USING gist (geom);
CREATE INDEX edge_covering ON edge USING gist (span) INCLUDE (id, source, target, cost, reverse_cost);
CREATE INDEX ON edge (source, target);
CREATE INDEX ON site_edge (question) INCLUDE (id, target, cost, m);
