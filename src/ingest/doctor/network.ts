import type { RegionRows, Row } from '../../model/record.ts';

/** A place where lines end: a medium-voltage node or a low-voltage point. Degrees WGS 84, kV. */
export interface Spot {
  readonly kind: 'node' | 'lv-point';
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly kv: number;
}

/** A section or a low-voltage line, its ends as indices of spots. */
export interface Line {
  readonly subject: 'section' | 'lv-line';
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly lengthM: number;
  readonly limitA: number | null;
  readonly typeId: string;
  /** Longitude and latitude by turns; `null` = straight. */
  readonly path: readonly number[] | null;
  readonly feederId: string | null;
  /** A switch on it is normally open. */
  readonly open: boolean;
}

/** A distribution transformer; its ends as indices of spots, -1 = none known. */
interface Link {
  readonly row: Row<'distribution_transformers'>;
  readonly node: number;
  readonly point: number;
}

/** What hangs on what in a region, medium and low voltage alike. Everything is ordered by id, not by the rows' order. */
export interface Network {
  readonly spots: readonly Spot[];
  readonly nodeAt: ReadonlyMap<string, number>;
  readonly pointAt: ReadonlyMap<string, number>;
  /** Only lines whose ends both exist. */
  readonly lines: readonly Line[];
  /** Lines at each spot, open ones too. */
  readonly linesAt: readonly (readonly number[])[];
  readonly transformers: readonly Link[];
  /** Spots of busbar sections: from there everything is fed. */
  readonly busbars: ReadonlySet<number>;
}

/** Rows in the order of their ids, the first one of each id. */
function onceById<R extends { readonly id: string }>(rows: readonly R[]): R[] {
  const first = new Map<string, R>();
  for (const row of rows) if (!first.has(row.id)) first.set(row.id, row);
  return [...first.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

type Placed = Pick<Row<'nodes'>, 'id' | 'lon_deg' | 'lat_deg' | 'kv'>;

const toSpot =
  (kind: Spot['kind']) =>
  ({ id, lon_deg: lon, lat_deg: lat, kv }: Placed): Spot => ({ kind, id, lon, lat, kv });

function linesOf(rows: RegionRows, nodeAt: Network['nodeAt'], pointAt: Network['pointAt']): Line[] {
  const open = new Set(rows.switches.filter((row) => row.normally_open).map((row) => row.section_id));
  const common = ({
    id,
    length_m,
    limit_a,
    conductor_type_id,
    path_wkt,
  }: Row<'sections'> | Row<'lv_lines'>) => ({
    id,
    lengthM: length_m,
    limitA: limit_a,
    typeId: conductor_type_id,
    path: path_wkt,
  });
  const sections = onceById(rows.sections).map((row): Line => ({
    subject: 'section',
    ...common(row),
    feederId: row.feeder_id,
    open: open.has(row.id),
    from: nodeAt.get(row.from_node_id) ?? -1,
    to: nodeAt.get(row.to_node_id) ?? -1,
  }));
  const lvLines = onceById(rows.lv_lines).map((row): Line => ({
    subject: 'lv-line',
    ...common(row),
    feederId: null,
    open: false,
    from: pointAt.get(row.from_point_id) ?? -1,
    to: pointAt.get(row.to_point_id) ?? -1,
  }));
  return [...sections, ...lvLines].filter(({ from, to }) => from >= 0 && to >= 0);
}

/** Puts the rows of a region together. @cost O(n log n). */
export function networkOf(rows: RegionRows): Network {
  const nodes = onceById(rows.nodes).map(toSpot('node'));
  const points = onceById(rows.lv_points).map(toSpot('lv-point'));
  const nodeAt = new Map(nodes.map(({ id }, i) => [id, i]));
  const pointAt = new Map(points.map(({ id }, i) => [id, nodes.length + i]));
  const lines = linesOf(rows, nodeAt, pointAt);
  const linesAt: number[][] = Array.from({ length: nodes.length + points.length }, () => []);
  lines.forEach(({ from, to }, line) => {
    linesAt[from]?.push(line);
    if (to !== from) linesAt[to]?.push(line);
  });
  const transformers = onceById(rows.distribution_transformers).map((row) => ({
    row,
    node: nodeAt.get(row.node_id) ?? -1,
    point: pointAt.get(row.lv_point_id ?? '') ?? -1,
  }));
  const busbars = new Set(rows.busbar_sections.flatMap((row) => nodeAt.get(row.node_id) ?? []));
  return { spots: [...nodes, ...points], nodeAt, pointAt, lines, linesAt, transformers, busbars };
}
