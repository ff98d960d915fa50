import type { CapacityRules } from '../model/capacity-rules.ts';
import type { BuildNote } from '../model/finding.ts';
import type { Place } from '../model/geometry.ts';
import type { ElementKind } from '../model/plan.ts';
import { SEASONS } from '../model/record.ts';
import type { PackedRecord } from '../model/store.ts';
import { cablePaths, packPaths, writeCables } from './cable-paths.ts';
import { customersNowhere, writeCustomers } from './customer-loads.ts';
import { type ElementLabels, elementLabels } from './element-labels.ts';
import { convexHull } from './extent.ts';
import { type CapacityNotes, fillCapacity, seasonsOf } from './fill-capacity.ts';
import { type Forest, ForestBuilder } from './forest.ts';
import type { GridRows, GridTable } from './grid-rows.ts';
import { type IncomingLine, incomingLines } from './incoming-lines.ts';
import { placesForBackups } from './backups.ts';
import { HOURS } from './columns.ts';
import { type Columns, allocate, viewColumns } from './layout.ts';
import { Snapshot, type SnapshotMeta } from './open.ts';
import { type PowerSources, powerSources } from './power-sources.ts';
import { routeColumns, writeRoutes } from './route-columns.ts';
import { StringTable } from './string-table.ts';
import { type Switching, switchingOf } from './switching.ts';
import { isTransformer, writeConductors, writeElectrical } from './write-electrical.ts';
import { writeForest } from './write-forest.ts';
import { writeLoadShares } from './write-load-shares.ts';
import { type SpareBays, baysAt, packSources, spareBays, writeSources } from './write-sources.ts';
import { writeIncoming, writeSwitching } from './write-switching.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const HEADS: readonly ElementKind[] = ['outlet', 'busbar', 'main-transformer'];

/** Courses that have a place: one per season of every head, so that most can come later, and what the rows bring. */
function placesForCourses({ curves, measurements }: GridRows, forest: Forest): number {
  const heads = forest.kind.filter((kind) => HEADS.includes(kind)).length;
  const brought = new Set<string>();
  for (const { element_kind: kind, element_id: id, season } of curves) brought.add(`${kind}/${id}/${season}`);
  for (const { element_kind: kind, element_id: id, season, curve_kva: curve } of measurements)
    if (curve !== null) brought.add(`${kind}/${id}/${season}`);
  return heads * SEASONS.length + brought.size;
}

/** Places looked at in one go; the hull of all is that of the hulls. */
const HULL_PLACES = 10_000;

function hullOf({ nodes, lv_points: points }: GridRows): Place[] {
  let places: Place[] = [];
  for (const table of [nodes, points]) {
    for (const { lon_deg: lon, lat_deg: lat } of table) {
      if (places.push({ lon, lat }) > HULL_PLACES) places = convexHull(places);
    }
  }
  return convexHull(places);
}

/** What is worked out before the first column is written. */
interface Drawn {
  readonly forest: Forest;
  readonly labels: ElementLabels;
  readonly switching: Switching;
  readonly incoming: readonly IncomingLine[];
  readonly sources: PowerSources;
  readonly bays: SpareBays;
}

/** All strings of the grid, each once, in the order in which they are met here; names of the ground follow them. */
function internAll(
  { forest, labels, switching, incoming, sources, bays }: Drawn,
  rows: GridRows,
): StringTable {
  const strings = new StringTable();
  for (const id of forest.id) strings.add(id);
  for (const places of [forest.atNode, forest.atPoint]) for (const [id] of places) strings.add(id);
  for (const { id } of rows.conductor_types) strings.add(id);
  for (let e = 0; e < forest.id.length; e++) strings.add(labels.nameOf(e));
  for (const { id } of [...switching.switches, ...switching.ties]) strings.add(id);
  for (let i = 0; i < sources.length; i++) {
    const { table, row } = sources.rowOf(i);
    strings.add(rows[table].row(row).id);
    for (const bay of baysAt(sources, bays, i) ?? []) strings.add(bay.id);
  }
  for (const { id, name } of rows.substations) {
    strings.add(id);
    strings.add(name ?? '');
  }
  for (const { from } of incoming) strings.add(from);
  return strings;
}

function draw(rows: GridRows): Drawn {
  const forest = new ForestBuilder(rows).grow();
  forest.findings.push(...customersNowhere(rows, forest));
  const stations = Array.from(rows.substations, ({ id }) => id);
  return {
    forest,
    sources: powerSources(rows, forest),
    bays: spareBays(rows),
    labels: elementLabels(rows, forest),
    switching: switchingOf(rows, forest),
    incoming: incomingLines(rows, stations),
  };
}

function writeLabels(columns: Columns, { lon, lat, ...labels }: ElementLabels, strings: StringTable): void {
  columns.elementLon.set(lon);
  columns.elementLat.set(lat);
  for (let e = 0; e < lon.length; e++) columns.elementName[e] = strings.add(labels.nameOf(e));
}

function countsOf({ forest, switching, incoming, sources, bays }: Drawn, rows: GridRows) {
  let spare = 0;
  for (let i = 0; i < sources.length; i++) spare += baysAt(sources, bays, i)?.length ?? 0;
  return {
    elements: forest.id.length,
    elementSeasons: forest.id.length * seasonsOf(rows),
    coursePoints: HOURS * placesForCourses(rows, forest),
    backups: placesForBackups(rows.commitments),
    sources: sources.length,
    bays: spare,
    feeders: forest.feeders.length,
    substations: rows.substations.length,
    transformers: forest.kind.filter(isTransformer).length,
    switches: switching.switches.length,
    ties: switching.ties.length,
    conductors: rows.conductor_types.length,
    incomingLines: incoming.length,
  };
}

/** A built snapshot, and what was noticed on the way. */
interface Built {
  readonly buffer: SharedArrayBuffer;
  readonly findings: readonly BuildNote[];
  readonly notes: CapacityNotes;
}

/** Everything but what `fillCapacity` writes. */
function writeAll({ rows, state }: PackedRecord<GridTable>): SharedArrayBuffer {
  const drawn = draw(rows);
  const { forest, sources, bays, switching } = drawn;
  const hull = hullOf(rows);
  const strings = internAll(drawn, rows);
  const index = packSources(sources);
  const cables = cablePaths(rows, forest);
  const cableIndex = packPaths(cables);
  const routes = routeColumns(rows, sources, (name) => strings.add(name));
  const packed = strings.pack();
  const findings = forest.findings
    .map((note): [string, BuildNote] => [JSON.stringify(note), note])
    .sort(([a], [b]) => compare(a, b))
    .map(([, note]) => note);
  const meta: SnapshotMeta = {
    region: state.id,
    name: state.name,
    version: state.dataVersion,
    dataAsOf: state.dataAsOf,
    findings,
  };
  const metaBytes = new TextEncoder().encode(JSON.stringify(meta));
  const buffer = allocate({
    ...countsOf(drawn, rows),
    strings: strings.size,
    stringBlocks: packed.starts.length,
    stringBytes: packed.text.length,
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
  writeLabels(columns, drawn.labels, strings);
  writeCustomers(columns, rows, forest);
  writeSources(columns, rows, { sources, bays }, strings);
  writeSwitching(columns, switching, strings);
  writeIncoming(columns, drawn.incoming, strings);
  writeCables(columns, cables);
  writeRoutes(columns, routes.columns);
  columns.stringStart.set(packed.starts);
  columns.text.set(packed.text);
  columns.hullLon.set(hull.map((place) => place.lon));
  columns.hullLat.set(hull.map((place) => place.lat));
  columns.index.set(index);
  columns.cableIndex.set(cableIndex);
  columns.meta.set(metaBytes);
  return buffer;
}

/**
 * The calculation model of one region in one shared buffer (see `columns.ts`).
 *
 * @param record a region as read from the store, its tables packed in the byte order of their keys.
 * @param rules  how commitments weigh at each element.
 * @cost O(n log n) in rows; beside the buffer the packed tables, at most about 100 bytes per row.
 */
export function buildSnapshot(record: PackedRecord<GridTable>, rules: CapacityRules): Built {
  const buffer = writeAll(record);
  const snapshot = new Snapshot(buffer);
  const notes = fillCapacity(snapshot, record.rows, rules, record.state.ledgerVersion);
  if (notes === null) throw new Error(`${record.state.id}: more courses than places were counted for`);
  return { buffer, findings: snapshot.meta.findings, notes };
}
