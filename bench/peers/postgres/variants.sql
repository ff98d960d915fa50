-- e: native point, circle and box on covering GiST indexes; pgRouting's own C function, one to many.
CREATE FUNCTION bare_e(q int) RETURNS TABLE (id int, fen float8, node int) LANGUAGE plpgsql STABLE AS $$
DECLARE
  asked question%ROWTYPE;
  ids int[]; ways int[]; nodes bigint[];
BEGIN
  SELECT * INTO asked FROM question WHERE question.id = q;
  SELECT array_agg(s.id), array_agg(s.way), array_agg(s.node::bigint) INTO ids, ways, nodes FROM source s
    WHERE s.pt <@ circle(asked.pt, 1000) AND s.open_ckva >= asked.need_ckva AND s.usable_ckva >= asked.need_ckva;
  IF ids IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT c.id, round((d.agg_cost + asked.fixed[c.way + 1]) * 100) AS f, c.node::int
    FROM _pgr_dijkstra(
      format('SELECT id, source, target, cost, reverse_cost FROM edge WHERE span <@ %L::box UNION ALL
              SELECT id, -1, target, cost, -1 FROM site_edge WHERE question = %s', asked.around, q),
      ARRAY[-1]::bigint[], nodes, true, true) d
    JOIN unnest(ids, ways, nodes) AS c(id, way, node) ON c.node = d.end_vid
    ORDER BY f, c.id LIMIT 5;
END $$;

-- a: what a competent user writes: projected geometry, precomputed room, roads of the bounding box, costs one to many.
CREATE FUNCTION bare_a(q int) RETURNS TABLE (id int, fen float8, node int) LANGUAGE plpgsql STABLE AS $$
DECLARE
  asked question%ROWTYPE;
  ids int[]; ways int[]; nodes bigint[];
BEGIN
  SELECT * INTO asked FROM question WHERE question.id = q;
  SELECT array_agg(s.id), array_agg(s.way), array_agg(s.node::bigint) INTO ids, ways, nodes FROM source s
    WHERE ST_DWithin(s.geom, asked.geom, 1000) AND s.open_ckva >= asked.need_ckva AND s.usable_ckva >= asked.need_ckva;
  IF ids IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT c.id, round((d.agg_cost + asked.fixed[c.way + 1]) * 100) AS f, c.node::int
    FROM pgr_dijkstraCost(
      format('SELECT id, source, target, cost, reverse_cost FROM edge WHERE geom @ %L::geometry UNION ALL
              SELECT id, -1, target, cost, -1 FROM site_edge WHERE question = %s', asked.frame, q),
      -1, nodes, true) d
    JOIN unnest(ids, ways, nodes) AS c(id, way, node) ON c.node = d.end_vid
    ORDER BY f, c.id LIMIT 5;
END $$;

-- g: what most would write: geography, the way up walked by a recursive query, pgr_dijkstra to every candidate.
CREATE FUNCTION bare_g(q int) RETURNS TABLE (id int, fen float8, node int) LANGUAGE plpgsql STABLE AS $$
DECLARE
  asked question%ROWTYPE;
BEGIN
  SELECT * INTO asked FROM question WHERE question.id = q;
  RETURN QUERY
    WITH RECURSIVE near AS (
      SELECT s.id, s.way, s.node, s.element FROM source s
      WHERE ST_DWithin(s.geog, asked.geog, 1000) AND s.usable_ckva >= asked.need_ckva
    ), up AS (
      SELECT n.id, e.parent, e.left_ckva FROM near n JOIN element e ON e.id = n.element
      UNION ALL
      SELECT u.id, e.parent, e.left_ckva FROM up u JOIN element e ON e.id = u.parent
    ), room AS (
      SELECT u.id FROM up u GROUP BY u.id HAVING min(u.left_ckva) >= asked.need_ckva
    ), candidate AS MATERIALIZED (
      SELECT n.* FROM near n JOIN room USING (id)
    ), routes AS (
      SELECT end_vid, sum(p.cost) AS total FROM pgr_dijkstra(
        format('SELECT id, source, target, cost, reverse_cost FROM edge WHERE geom @ %L::geometry UNION ALL
                SELECT id, -1, target, cost, -1 FROM site_edge WHERE question = %s', asked.frame, q),
        -1, (SELECT coalesce(array_agg(c.node::bigint), ARRAY[-2::bigint]) FROM candidate c), true) p
      GROUP BY end_vid
    )
    SELECT c.id, round((r.total + asked.fixed[c.way + 1]) * 100) AS f, c.node
    FROM candidate c JOIN routes r ON r.end_vid = c.node ORDER BY f, c.id LIMIT 5;
END $$;

-- The best variant's five with their routes as text: a second search for the winners alone.
CREATE FUNCTION text_e(q int) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  asked question%ROWTYPE;
  ids int[]; fens float8[]; nodes bigint[];
BEGIN
  SELECT * INTO asked FROM question WHERE question.id = q;
  SELECT array_agg(b.id), array_agg(b.fen), array_agg(b.node::bigint) INTO ids, fens, nodes FROM bare_e(q) b;
  IF ids IS NULL THEN RETURN '[]'; END IF;
  RETURN (
    WITH route AS (
      SELECT p.end_vid,
        sum(coalesce(
          (SELECT e.m FROM edge e WHERE e.id = p.edge),
          (SELECT s.m FROM site_edge s WHERE s.question = q AND s.id = p.edge), 0)) AS m,
        string_agg(coalesce(
          (SELECT format('[%s,%s]', n.lon, n.lat) FROM node n WHERE n.id = p.node),
          format('[%s,%s]', asked.lon, asked.lat)), ',' ORDER BY p.path_seq) AS points
      FROM _pgr_dijkstra(
        format('SELECT id, source, target, cost, reverse_cost FROM edge WHERE span <@ %L::box UNION ALL
                SELECT id, -1, target, cost, -1 FROM site_edge WHERE question = %s', asked.around, q),
        ARRAY[-1]::bigint[], nodes, true, false) p
      GROUP BY p.end_vid
    )
    SELECT '[' || string_agg(format('{"id":%s,"likelyYuan":%s,"routeM":%s,"route":{"type":"LineString","coordinates":[%s]}}',
      w.id, w.fen / 100, round(r.m::numeric, 2), r.points), ',' ORDER BY w.rank) || ']'
    FROM unnest(ids, fens, nodes) WITH ORDINALITY AS w(id, fen, node, rank) JOIN route r ON r.end_vid = w.node);
END $$;
