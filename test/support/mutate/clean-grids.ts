import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findJsonFiles } from '../../../src/ingest/find-json-files.ts';
import { readFeeders } from '../../../src/ingest/roseau/read-feeders.ts';
import { readTables } from '../../../src/ingest/tables/read-tables.ts';
import { TABLE_NAMES } from '../../../src/model/record.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import { collect } from '../collect-items.ts';
import { randomGrid, seeded } from '../random-grid.ts';
import { apart, moved, openSections, withRows } from './mutation.ts';

const DEMO = fileURLToPath(new URL('../../../data/demo', import.meta.url));
const FRENCH = fileURLToPath(new URL('../../../../shared/data/french', import.meta.url));

export const hasFrench = existsSync(FRENCH);
if (!hasFrench)
  console.warn(`SKIPPED: the French feeders are not in ${FRENCH}; the doctor is not tried on them`);

export const demoRows = async (): Promise<RegionRows> => (await collect(readTables(DEMO))).rows;

/** Rows of several files joined as the record joins them: one row per key. */
function joined(rows: RegionRows): RegionRows {
  const key = (row: object): string => {
    const { id, element_kind, element_id, season } = row as Record<string, string>;
    return id ?? `${element_kind}/${element_id}/${season}`;
  };
  const once = (list: readonly object[]): object[] => [
    ...new Map(list.map((row) => [key(row), row])).values(),
  ];
  return Object.fromEntries(TABLE_NAMES.map((table) => [table, once(rows[table])])) as unknown as RegionRows;
}

/** All French feeders in one region. */
export const frenchRows = async (): Promise<RegionRows> =>
  joined((await collect(readFeeders(await findJsonFiles([FRENCH])))).rows);

/** The French feeders two by two. */
export async function frenchPairs(): Promise<RegionRows[]> {
  const files = hasFrench ? await findJsonFiles([FRENCH]) : [];
  return Promise.all(
    files.map(async (file, i) =>
      joined((await collect(readFeeders([file, files[(i + 1) % files.length]!]))).rows),
    ),
  );
}

/** A part of a region: some feeders with all that hangs on them, and the roads and addresses around. */
function partOf(rows: RegionRows, feeders: ReadonlySet<string>): RegionRows {
  const open = openSections(rows);
  const closed = rows.sections.filter((row) => feeders.has(row.feeder_id ?? '') && !open.has(row.id));
  const nodes = new Set(closed.flatMap((row) => [row.from_node_id, row.to_node_id]));
  const sections = rows.sections.filter((row) => nodes.has(row.from_node_id) && nodes.has(row.to_node_id));
  const transformers = rows.distribution_transformers.filter((row) => nodes.has(row.node_id));
  const points = new Set(transformers.flatMap((row) => row.lv_point_id ?? []));
  // Lines of the demo run away from their transformer, in the order of their ids.
  for (let size = 0; size < points.size;) {
    size = points.size;
    for (const row of rows.lv_lines) if (points.has(row.from_point_id)) points.add(row.to_point_id);
  }
  const busbars = rows.busbar_sections.filter((row) => nodes.has(row.node_id));
  const ids = new Set([...nodes, ...points, ...transformers.map(({ id }) => id)]);
  const placed = rows.nodes.filter(({ id }) => nodes.has(id));
  const [lons, lats] = [placed.map((row) => row.lon_deg), placed.map((row) => row.lat_deg)];
  const near = (lon: number, lat: number): boolean =>
    lon > Math.min(...lons) - 0.03 &&
    lon < Math.max(...lons) + 0.03 &&
    lat > Math.min(...lats) - 0.03 &&
    lat < Math.max(...lats) + 0.03;
  const kept = new Set(sections.map(({ id }) => id));
  const used = new Set(busbars.map((row) => row.main_transformer_id));
  return {
    ...rows,
    ...{ incoming_lines: [], bays: [], peaks: [], commitments: [], barriers: [], areas: [] },
    ...{ nodes: placed, sections, distribution_transformers: transformers, busbar_sections: busbars },
    main_transformers: rows.main_transformers.filter(({ id }) => used.has(id)),
    feeders: rows.feeders.filter(({ id }) => feeders.has(id)),
    switches: rows.switches.filter((row) => kept.has(row.section_id)),
    lv_points: rows.lv_points.filter(({ id }) => points.has(id)),
    lv_lines: rows.lv_lines.filter((row) => points.has(row.from_point_id)),
    customers: rows.customers.filter((row) => ids.has(row.at_id)),
    roads: rows.roads.filter(({ path_wkt: [lon = 0, lat = 0] }) => near(lon, lat)),
    addresses: rows.addresses.filter((row) => near(row.lon_deg, row.lat_deg)),
  };
}

/** The demo county in parts of four feeders. */
export async function demoParts(): Promise<RegionRows[]> {
  const demo = await demoRows();
  const starts = Array.from({ length: Math.floor(demo.feeders.length / 4) }, (_, i) => 4 * i);
  return starts.map((at) => partOf(demo, new Set(demo.feeders.slice(at, at + 4).map(({ id }) => id))));
}

/** A random grid whose lengths fit its places, with transformers at their nodes and low voltage around them. */
export function laidOutGrid(seed: number): RegionRows {
  const random = seeded(seed);
  const drawn = randomGrid(seed, 60);
  const nodes = new Map(drawn.nodes.map((row) => [row.id, row]));
  const near = <P extends { lon_deg: number; lat_deg: number }>(
    row: P,
    at: P | { lon_deg: number; lat_deg: number },
    m: number,
  ): P =>
    moved({ ...row, lon_deg: at.lon_deg, lat_deg: at.lat_deg }, m * (random() - 0.5), m * (random() - 0.5));
  const seated = withRows(drawn, 'distribution_transformers', (row) => ({
    ...near(row, nodes.get(row.node_id)!, 10),
    ...{ hv_kv: 10, lv_kv: 0.4, uk_percent: 4 },
  }));
  const rootOf = (id: string): string => /^.*-L/.exec(id)![0];
  const transformers = new Map(seated.distribution_transformers.map((row) => [row.lv_point_id ?? '', row]));
  const grown = withRows(seated, 'lv_points', (row) =>
    near(row, transformers.get(rootOf(row.id))!, row.id === rootOf(row.id) ? 5 : 300),
  );
  const points = new Map(grown.lv_points.map((row) => [row.id, row]));
  const measured = withRows(grown, 'lv_lines', (row) => ({
    ...row,
    length_m: 1.02 * apart(points.get(row.from_point_id)!, points.get(row.to_point_id)!),
  }));
  return withRows(measured, 'sections', (row) => ({
    ...row,
    path_wkt: null,
    length_m: 1.02 * apart(nodes.get(row.from_node_id)!, nodes.get(row.to_node_id)!),
  }));
}
