import untyped from 'gcoord';
import type { RegionRows } from '../../../src/model/record.ts';
import { pick, withRows, type Mutation } from './mutation.ts';

// Its types describe the ES module, but Node loads the CommonJS one, whose exports are the default itself.
const gcoord = untyped as unknown as typeof untyped.default;

type Move = (lon: number, lat: number) => readonly [number, number];
const TABLES = ['substations', 'nodes', 'lv_points', 'distribution_transformers', 'addresses'] as const;
const LINES = ['sections', 'lv_lines', 'roads'] as const;
type Placed = (typeof TABLES)[number] | (typeof LINES)[number];

/** The rows of some tables moved, all or those of some ids. */
function movedRows(
  rows: RegionRows,
  tables: readonly Placed[],
  move: Move,
  only?: ReadonlySet<string>,
): RegionRows {
  const change = (row: object): object => {
    const { id, lon_deg, lat_deg, path_wkt } = row as Record<string, unknown>;
    if (only?.has(id as string) === false) return row;
    if (typeof lon_deg === 'number') {
      const [lon, lat] = move(lon_deg, lat_deg as number);
      return { ...row, lon_deg: lon, lat_deg: lat };
    }
    const path = path_wkt as readonly number[] | null;
    if (path === null) return row;
    return { ...row, path_wkt: path.flatMap((value, i) => (i % 2 === 0 ? move(value, path[i + 1]!) : [])) };
  };
  const changed = tables.map((table) => [table, (rows[table] as readonly object[]).map(change)]);
  return { ...rows, ...(Object.fromEntries(changed) as Partial<RegionRows>) };
}

/** What one file of a feeder holds: its nodes, sections, transformers and low voltage. */
function fileOf(rows: RegionRows, feeder: string): Set<string> {
  const busbars = new Set(rows.busbar_sections.map((row) => row.node_id));
  const sections = rows.sections.filter((row) => row.feeder_id === feeder);
  const nodes = new Set(
    sections.flatMap((row) => [row.from_node_id, row.to_node_id]).filter((id) => !busbars.has(id)),
  );
  const transformers = rows.distribution_transformers.filter((row) => nodes.has(row.node_id));
  const points = new Set(transformers.flatMap((row) => row.lv_point_id ?? []));
  for (let size = 0; size < points.size;) {
    size = points.size;
    for (const { from_point_id: a, to_point_id: b } of rows.lv_lines) {
      if (points.has(a) || points.has(b)) points.add(a).add(b);
    }
  }
  const lines = rows.lv_lines.filter((row) => points.has(row.from_point_id));
  return new Set([...nodes, ...points, ...[...sections, ...transformers, ...lines].map(({ id }) => id)]);
}

const fromWgs84 =
  (datum: 'GCJ02' | 'BD09'): Move =>
  (lon, lat) =>
    gcoord.transform<[number, number]>([lon, lat], gcoord.WGS84, gcoord[datum]);

const GRID = [
  'substations',
  'nodes',
  'lv_points',
  'distribution_transformers',
  'sections',
  'lv_lines',
] as const;

/** Tables, or one feeder's file, in a datum of public maps; the rest is left as it is. Only for places in China. */
export const otherDatum: Mutation = (rows, random) => {
  const datum = random() < 0.5 ? 'GCJ02' : 'BD09';
  const move = fromWgs84(datum);
  const found = { code: 'wrong-datum', ids: [], datum };
  const kinds = rows.roads.length === 0 ? 2 : 6;
  switch (Math.floor(kinds * random())) {
    case 0:
      return { ...found, rows: movedRows(rows, ['distribution_transformers'], move) };
    case 1:
      return rows.lv_points.length < 20
        ? null
        : { ...found, rows: movedRows(rows, ['lv_points', 'lv_lines'], move) };
    case 2:
      return { ...found, rows: movedRows(rows, GRID, move) };
    case 3:
      return { ...found, rows: movedRows(rows, ['roads'], move) };
    case 4:
      return { ...found, rows: movedRows(rows, ['addresses'], move), subject: 'addresses' };
    default: {
      const feeder = pick(rows.feeders, random)!;
      return { ...found, rows: movedRows(rows, GRID, move, fileOf(rows, feeder.id)) };
    }
  }
};

/** Nodes that all stand the same way off the ends of their own lines, by a shift of any direction. */
export const shiftedNodes: Mutation = (rows, random) => {
  if (rows.sections.filter((row) => row.path_wkt !== null).length < 20) return null;
  const [angle, metres] = [2 * Math.PI * random(), 300 + 1000 * random()];
  const move: Move = (lon, lat) => [
    lon + (metres * Math.cos(angle)) / (111_320 * Math.cos((lat * Math.PI) / 180)),
    lat + (metres * Math.sin(angle)) / 111_320,
  ];
  const table = random() < 0.5 || rows.lv_lines.every((row) => row.path_wkt === null) ? 'nodes' : 'lv_points';
  return { rows: movedRows(rows, [table], move), code: 'wrong-datum', ids: [], subject: table };
};

/** Latitude where longitude should be: in everything, in one table, or in one feeder's file. */
export const swapped: Mutation = (rows, random) => {
  const move: Move = (lon, lat) => [lat, lon];
  const all = [...TABLES, ...LINES];
  const kind = Math.floor(3 * random());
  if (kind === 0)
    return { rows: movedRows(rows, all, move), code: 'swapped-axes', ids: [], subject: 'nodes' };
  if (kind === 1) {
    const table = pick(['nodes', 'lv_points', 'distribution_transformers'] as const, random)!;
    if (rows[table].length === 0) return null;
    return { rows: movedRows(rows, [table], move), code: 'swapped-axes', ids: [], subject: table };
  }
  const feeder = pick(rows.feeders, random)!;
  const [first] = rows.sections.filter((row) => row.feeder_id === feeder.id);
  if (rows.feeders.length < 2 || first === undefined) return null;
  const busbars = new Set(rows.busbar_sections.map((row) => row.node_id));
  const node = busbars.has(first.to_node_id) ? first.from_node_id : first.to_node_id;
  return {
    rows: movedRows(rows, GRID, move, fileOf(rows, feeder.id)),
    code: 'swapped-axes',
    ids: [node],
    subject: 'nodes',
  };
};

/** Everything in metres or feet from a corner of the region, or from a national origin far away. */
export const planar: Mutation = (rows, random) => {
  const unit = random() < 0.5 ? 1 : 0.3048;
  const [far, cos] = [random() < 0.5 ? 0 : 3_000_000, Math.cos((rows.nodes[0]!.lat_deg * Math.PI) / 180)];
  const { lon_deg, lat_deg } = rows.nodes[0]!;
  const move: Move = (lon, lat) => [
    far + ((lon - lon_deg) * 111_320 * cos) / unit,
    far + ((lat - lat_deg) * 111_320) / unit,
  ];
  return {
    rows: movedRows(rows, [...TABLES, ...LINES], move),
    code: 'planar-coordinates',
    ids: [],
    subject: 'nodes',
  };
};

/** A place without coordinates that a program wrote as 0, 0. */
export const atZero: Mutation = (rows, random) => {
  const table = pick(['nodes', 'lv_points', 'distribution_transformers'] as const, random)!;
  const row = pick<{ id: string }>(rows[table], random);
  if (row === undefined) return null;
  const zero = movedRows(rows, [table], () => [0, 0], new Set([row.id]));
  return { rows: zero, code: 'no-coordinates', ids: [row.id], subject: table };
};

/** A node stands somewhere else than where its drawn lines end. */
export const strayNode: Mutation = (rows, random) => {
  const drawn = pick(
    rows.sections.filter((row) => row.path_wkt !== null),
    random,
  );
  if (drawn === undefined) return null;
  const [east, north] = [0.001 + 0.001 * random(), 0.001 * random()];
  const stray = withRows(rows, 'nodes', (row) =>
    row.id === drawn.to_node_id ? { ...row, lon_deg: row.lon_deg + east, lat_deg: row.lat_deg + north } : row,
  );
  return { rows: stray, code: 'path-off-ends', ids: [drawn.id, drawn.to_node_id] };
};
