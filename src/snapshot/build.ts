import Flatbush from 'flatbush';
import type { CapacityRules, Ckva } from '../model/capacity-rules.ts';
import type { BuildNote } from '../model/finding.ts';
import type { Place } from '../model/geometry.ts';
import { ELEMENT_KINDS, type ElementKind, SOURCE_KINDS, type SourceKind } from '../model/plan.ts';
import { type NodeKind, type Row, SEASONS } from '../model/record.ts';
import type { RegionRecord } from '../model/store.ts';
import { type ElementLabel, elementLabels } from './element-labels.ts';
import { convexHull } from './extent.ts';
import { type Forest, ForestBuilder } from './forest.ts';
import { type Columns, HOURS, UNKNOWN, allocate, viewColumns } from './layout.ts';
import { cablePaths, packPaths, writeCables } from './cable-paths.ts';
import { customersNowhere, writeCustomers } from './customer-loads.ts';
import { type CapacityNotes, fillCapacity } from './fill-capacity.ts';
import type { GridRows, GridTable } from './grid-rows.ts';
import { type IncomingLine, incomingLines } from './incoming-lines.ts';
import { Snapshot, type SnapshotMeta } from './open.ts';
import type { LandColumns } from './roads/land.ts';
import { landColumns } from './roads/land-columns.ts';
import { zoneColumns } from './zone-columns.ts';
import type { ZoneColumns } from './zones.ts';
import { type RoadColumns, roadColumns } from './roads/road-columns.ts';
import { Roads } from './roads/roads.ts';
import { type SourceRoadColumns, sourceRoads } from './roads/source-roads.ts';
import { isTransformer, writeConductors, writeElectrical } from './write-electrical.ts';
import { writeLoadShares } from './write-load-shares.ts';
import { type Switching, switchingOf } from './switching.ts';

interface SourceRow {
  readonly id: string;
  readonly kind: SourceKind;
  readonly element: number;
  readonly lon: number;
  readonly lat: number;
  readonly kv: number;
  readonly spareBays: number;
  readonly bays: readonly { id: string; ratingKva: number | null; breakingKa: number | null }[];
}

const KIND_AT_NODE: Readonly<Record<NodeKind, SourceKind>> = {
  pole: 'pole',
  rmu: 'rmu',
  'switching-station': 'switching-station',
  'branch-box': 'branch-box',
  busbar: 'substation-bay',
  node: 'node',
};

/** Nominal low voltage where a file states none: 0.4 kV, GB/T 156. */
const LOW_VOLTAGE_KV = 0.4;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Largest figure a ledger column holds: 21 GVA, more than any distribution grid has. */
const MOST_CKVA = 2_147_483_647;
const floorCkva = (kva: number | null): Ckva =>
  kva === null ? UNKNOWN : Math.min(MOST_CKVA, Math.floor(kva * 100 + 1e-6));

/** Strings stored once; index 0 is the empty string. */
class StringTable {
  readonly #index = new Map<string, number>([['', 0]]);
  readonly #chunks: Uint8Array[] = [new Uint8Array(0)];
  bytes = 0;

  add(text: string): number {
    const known = this.#index.get(text);
    if (known !== undefined) return known;
    const index = this.#chunks.length;
    const chunk = new TextEncoder().encode(text);
    this.#index.set(text, index);
    this.#chunks.push(chunk);
    this.bytes += chunk.length;
    return index;
  }

  get size(): number {
    return this.#chunks.length;
  }

  writeTo({ stringStart, text }: Pick<Columns, 'stringStart' | 'text'>): void {
    let at = 0;
    this.#chunks.forEach((chunk, i) => {
      stringStart[i] = at;
      text.set(chunk, at);
      at += chunk.length;
    });
    stringStart[this.#chunks.length] = at;
  }
}

/** Marks every element behind a customer's own transformer: nobody else can be supplied there. */
function privateElements(rows: GridRows, forest: Forest): Uint8Array {
  const owned = new Uint8Array(forest.id.length);
  for (const row of rows.distribution_transformers) {
    const element = forest.atTransformer.get(row.id);
    if (row.ownership === 'customer' && element !== undefined) owned[element] = 1;
  }
  forest.parent.forEach((up, e) => {
    if (up >= 0 && owned[up] === 1) owned[e] = 1;
  });
  return owned;
}

function nodeSources(rows: GridRows, forest: Forest): SourceRow[] {
  const bays = new Map<string, Row<'bays'>[]>();
  for (const bay of rows.bays) bays.set(bay.node_id, [...(bays.get(bay.node_id) ?? []), bay]);
  return rows.nodes.flatMap((node) => {
    const element = forest.atNode.get(node.id);
    if (element === undefined) return [];
    const listed = bays.get(node.id);
    const spare = (listed ?? []).filter((bay) => bay.status === 'spare').sort((a, b) => compare(a.id, b.id));
    return {
      id: node.id,
      kind: KIND_AT_NODE[node.kind],
      element,
      lon: node.lon_deg,
      lat: node.lat_deg,
      kv: node.kv,
      spareBays: listed === undefined ? (node.bays_spare ?? UNKNOWN) : spare.length,
      bays: spare.map((bay) => ({
        id: bay.id,
        breakingKa: bay.breaking_ka,
        ratingKva: bay.rating_a ? Math.sqrt(3) * node.kv * bay.rating_a : null,
      })),
    };
  });
}

/** Every place where a new supply can be taken, by id, then kind. */
function powerSources(rows: GridRows, forest: Forest): SourceRow[] {
  const owned = privateElements(rows, forest);
  const plain = { spareBays: UNKNOWN, bays: [] };
  const points = new Map(rows.lv_points.map((row) => [row.id, row]));
  const transformers = rows.distribution_transformers.flatMap((row): SourceRow[] => {
    const element = forest.atTransformer.get(row.id);
    if (element === undefined || owned[element] === 1) return [];
    const kv = row.lv_kv ?? points.get(row.lv_point_id ?? '')?.kv ?? LOW_VOLTAGE_KV;
    return [
      {
        id: row.id,
        kind: 'distribution-transformer',
        element,
        lon: row.lon_deg,
        lat: row.lat_deg,
        kv,
        ...plain,
      },
    ];
  });
  const lvPoints = rows.lv_points.flatMap((row): SourceRow[] => {
    const element = forest.atPoint.get(row.id);
    if (element === undefined || owned[element] === 1) return [];
    return [
      { id: row.id, kind: 'lv-point', element, lon: row.lon_deg, lat: row.lat_deg, kv: row.kv, ...plain },
    ];
  });
  const order = (row: SourceRow): number => SOURCE_KINDS.indexOf(row.kind);
  return [...nodeSources(rows, forest), ...transformers, ...lvPoints].sort(
    (a, b) => compare(a.id, b.id) || order(a) - order(b),
  );
}

interface Labelled {
  readonly forest: Forest;
  readonly labels: readonly ElementLabel[];
  readonly switching: Switching;
  readonly incoming: readonly IncomingLine[];
}

function writeLabels(columns: Columns, labels: readonly ElementLabel[], strings: StringTable): void {
  labels.forEach(({ name, lon, lat }, e) => {
    columns.elementName[e] = strings.add(name);
    columns.elementLon[e] = lon;
    columns.elementLat[e] = lat;
  });
}

function writeForest(columns: Columns, forest: Forest, strings: StringTable, rows: GridRows): void {
  const stations = [...rows.substations].sort((a, b) => compare(a.id, b.id));
  const substations = new Map(stations.map((row, i) => [row.id, i]));
  const ofMain = new Map(rows.main_transformers.map((row) => [row.id, row.substation_id]));
  const ofBusbar = new Map(rows.busbar_sections.map((row) => [row.id, row.substation_id]));
  const n = forest.id.length;
  for (let e = 0; e < n; e++) {
    const [kind, id, up] = [forest.kind[e] ?? 'substation', forest.id[e] ?? '', forest.parent[e] ?? -1];
    columns.elementId[e] = strings.add(id);
    columns.elementKind[e] = ELEMENT_KINDS.indexOf(kind);
    columns.elementParent[e] = up;
    columns.elementFeeder[e] = forest.feeder[e] ?? -1;
    columns.ratingCkva[e] = floorCkva(forest.ratingKva[e] ?? null);
    const meshed = forest.meshed.has(forest.feeder[e] ?? -1) || forest.meshedLv.has(e);
    columns.elementMeshed[e] = meshed ? 1 : 0;
    const station =
      kind === 'main-transformer' ? ofMain.get(id) : kind === 'busbar' ? ofBusbar.get(id) : undefined;
    columns.elementSubstation[e] =
      station === undefined
        ? up < 0
          ? -1
          : (columns.elementSubstation[up] ?? -1)
        : (substations.get(station) ?? -1);
    if (kind === 'outlet') columns.feederElement[forest.feeder[e] ?? 0] = e;
  }
  for (const [place, e] of [...forest.atNode, ...forest.atPoint])
    columns.elementFarEnd[e] = strings.add(place);
  columns.elementEnd.fill(0);
  for (let e = n - 1; e >= 0; e--) {
    const end = Math.max(columns.elementEnd[e] ?? 0, e + 1);
    columns.elementEnd[e] = end;
    const up = columns.elementParent[e] ?? -1;
    if (up >= 0) columns.elementEnd[up] = Math.max(columns.elementEnd[up] ?? 0, end);
  }
  const order = forest.id.map((_, e) => e);
  order.sort(
    (a, b) =>
      compare(forest.id[a] ?? '', forest.id[b] ?? '') ||
      (columns.elementKind[a] ?? 0) - (columns.elementKind[b] ?? 0),
  );
  columns.elementOrder.set(order);
  stations.forEach(({ id, name, kv, source_voltage_pu: sourcePu }, i) => {
    columns.substationId[i] = strings.add(id);
    columns.substationName[i] = strings.add(name ?? '');
    columns.substationKv[i] = kv;
    columns.substationSourcePu[i] = sourcePu ?? NaN;
  });
  forest.feeders.forEach((feeder, i) => {
    columns.feederId[i] = strings.add(feeder.id);
    columns.feederDedicated[i] = feeder.kind === 'dedicated' ? 1 : 0;
  });
}

function writeSources(columns: Columns, sources: readonly SourceRow[], strings: StringTable): void {
  let bay = 0;
  sources.forEach((source, i) => {
    columns.sourceId[i] = strings.add(source.id);
    columns.sourceKind[i] = SOURCE_KINDS.indexOf(source.kind);
    columns.sourceElement[i] = source.element;
    columns.sourceLon[i] = source.lon;
    columns.sourceLat[i] = source.lat;
    columns.sourceKv[i] = source.kv;
    columns.sourceSpareBays[i] = source.spareBays;
    columns.bayStart[i] = bay;
    for (const { id, ratingKva, breakingKa } of source.bays) {
      columns.bayId[bay] = strings.add(id);
      columns.bayBreakingKa[bay] = breakingKa ?? NaN;
      columns.bayRatingCkva[bay++] = floorCkva(ratingKva);
    }
  });
  columns.bayStart[sources.length] = bay;
}

function writeSwitching(columns: Columns, { switches, ties }: Switching, strings: StringTable): void {
  switches.forEach(({ id, element, tie, far, normallyOpen }, i) => {
    columns.switchId[i] = strings.add(id);
    columns.switchElement[i] = element;
    columns.switchTie[i] = tie;
    columns.switchFar[i] = far ? 1 : 0;
    columns.switchOpen[i] = normallyOpen ? 1 : 0;
  });
  ties.forEach(({ id, from, to, ratingKva }, i) => {
    columns.tieId[i] = strings.add(id);
    columns.tieFrom[i] = from;
    columns.tieTo[i] = to;
    columns.tieRatingCkva[i] = floorCkva(ratingKva);
  });
}

const HEADS: readonly ElementKind[] = ['outlet', 'busbar', 'main-transformer'];

/** Courses that have a place: one per season of every head, so that most can come later, and what the rows bring. */
function placesForCourses({ curves, measurements }: GridRows, forest: Forest): number {
  const heads = forest.kind.filter((kind) => HEADS.includes(kind)).length;
  const withCurve = [...curves, ...measurements.filter(({ curve_kva }) => curve_kva !== null)];
  const brought = new Set(
    withCurve.map(({ element_kind, element_id, season }) => `${element_kind}/${element_id}/${season}`),
  );
  return heads * SEASONS.length + brought.size;
}

function writeIncoming(columns: Columns, lines: readonly IncomingLine[], strings: StringTable): void {
  lines.forEach(({ to, from, station }, i) => {
    columns.incomingTo[i] = to;
    columns.incomingFrom[i] = strings.add(from);
    columns.incomingStation[i] = station;
  });
}

function packIndex(sources: readonly SourceRow[]): Uint8Array {
  if (sources.length === 0) return new Uint8Array(0);
  const index = new Flatbush(sources.length);
  for (const { lon, lat } of sources) index.add(lon, lat);
  index.finish();
  return new Uint8Array(index.data);
}

function internAll(
  { forest, labels, switching, incoming }: Labelled,
  sources: readonly SourceRow[],
  rows: GridRows,
): StringTable {
  const strings = new StringTable();
  for (const id of [...forest.id, ...forest.atNode.keys(), ...forest.atPoint.keys()]) strings.add(id);
  for (const id of rows.conductor_types.map((row) => row.id).sort(compare)) strings.add(id);
  for (const { name } of labels) strings.add(name);
  for (const { id } of [...switching.switches, ...switching.ties]) strings.add(id);
  for (const source of sources) {
    strings.add(source.id);
    for (const bay of source.bays) strings.add(bay.id);
  }
  for (const row of [...rows.substations].sort((a, b) => compare(a.id, b.id))) {
    strings.add(row.id);
    strings.add(row.name ?? '');
  }
  for (const { from } of incoming) strings.add(from);
  return strings;
}

type RouteColumns = LandColumns & RoadColumns & SourceRoadColumns & ZoneColumns;

/** Roads, what stands in their way, where the sources reach them, and the areas that decide facts of a place. */
function routeColumns(rows: GridRows, sources: readonly SourceRow[]) {
  const land = landColumns(rows);
  const roads = roadColumns(rows.roads, land);
  const columns: RouteColumns = {
    ...land,
    ...roads,
    ...zoneColumns(rows),
    ...sourceRoads(new Roads({ ...land, ...roads }), sources),
  };
  const counts = {
    landVertices: columns.landLonE7.length,
    landRings: columns.landRingStart.length - 1,
    landShapes: columns.landKind.length,
    landIndexBytes: columns.landIndex.length,
    zoneVertices: columns.zoneLonE7.length,
    zoneRings: columns.zoneRingStart.length - 1,
    zoneShapes: columns.zoneKind.length,
    zoneIndexBytes: columns.zoneIndex.length,
    roadNodes: columns.roadLonE7.length,
    roadArcs: columns.roadArcNode.length,
    roadEdges: columns.roadM.length,
    roadCrossings: columns.crossingEdge.length,
    roadIndexBytes: columns.roadIndex.length,
    sourceCrossings: columns.sourceCrossingKind.length,
  };
  return { columns, counts };
}

function writeRoutes(columns: Columns, routes: RouteColumns): void {
  for (const name of Object.keys(routes) as (keyof RouteColumns)[]) columns[name].set(routes[name]);
}

/** A built snapshot, and what was noticed on the way. */
interface Built {
  readonly buffer: SharedArrayBuffer;
  readonly findings: readonly BuildNote[];
  readonly notes: CapacityNotes;
}

/**
 * The calculation model of one region in one shared buffer (see `layout.ts`).
 *
 * @param record a region as read from the store; the order of its rows does not matter.
 * @param rules  how commitments weigh at each element.
 * @cost O(n log n) in rows; at most about 300 bytes per row beside the buffer.
 */
export function buildSnapshot(record: RegionRecord<GridTable>, rules: CapacityRules): Built {
  const { rows, state } = record;
  const forest = new ForestBuilder(rows).grow();
  const { findings } = forest;
  findings.push(...customersNowhere(rows, forest));
  const sources = powerSources(rows, forest);
  const hull = convexHull(
    [...rows.nodes, ...rows.lv_points].map((row): Place => ({ lon: row.lon_deg, lat: row.lat_deg })),
  );
  const switching = switchingOf(rows, forest);
  const incoming = incomingLines(rows, rows.substations.map(({ id }) => id).sort(compare));
  const labelled = { forest, labels: elementLabels(rows, forest), switching, incoming };
  const strings = internAll(labelled, sources, rows);
  const index = packIndex(sources);
  const cables = cablePaths(rows, forest);
  const cableIndex = packPaths(cables);
  const routes = routeColumns(rows, sources);
  const meta: SnapshotMeta = {
    region: state.id,
    name: state.name,
    version: state.dataVersion,
    dataAsOf: state.dataAsOf,
    findings,
  };
  findings.sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
  const metaBytes = new TextEncoder().encode(JSON.stringify(meta));
  const buffer = allocate({
    strings: strings.size,
    stringBytes: strings.bytes,
    elements: forest.id.length,
    elementSeasons: forest.id.length * SEASONS.length,
    coursePoints: HOURS * placesForCourses(rows, forest),
    sources: sources.length,
    bays: sources.reduce((sum, source) => sum + source.bays.length, 0),
    feeders: forest.feeders.length,
    substations: rows.substations.length,
    transformers: forest.kind.filter(isTransformer).length,
    switches: switching.switches.length,
    ties: switching.ties.length,
    conductors: rows.conductor_types.length,
    incomingLines: incoming.length,
    cables: cables.length,
    cablePoints: cables.reduce((sum, { path }) => sum + path.length / 2, 0),
    cableIndexBytes: cableIndex.length,
    ...routes.counts,
    hull: hull.length,
    indexBytes: index.length,
    metaBytes: metaBytes.length,
  });
  const { columns } = viewColumns(buffer);
  writeForest(columns, forest, strings, rows);
  writeElectrical(columns, rows, forest, switching.ties);
  writeConductors(columns, rows, (id) => strings.add(id));
  writeLoadShares(columns, rows, forest);
  writeLabels(columns, labelled.labels, strings);
  writeCustomers(columns, rows, forest);
  writeSources(columns, sources, strings);
  writeSwitching(columns, switching, strings);
  writeIncoming(columns, incoming, strings);
  writeCables(columns, cables);
  writeRoutes(columns, routes.columns);
  strings.writeTo(columns);
  columns.hullLon.set(hull.map((place) => place.lon));
  columns.hullLat.set(hull.map((place) => place.lat));
  columns.index.set(index);
  columns.cableIndex.set(cableIndex);
  columns.meta.set(metaBytes);
  const notes = fillCapacity(new Snapshot(buffer), rows, rules, state.ledgerVersion);
  if (notes === null) throw new Error(`${state.id}: more courses than places were counted for`);
  return { buffer, findings, notes };
}
