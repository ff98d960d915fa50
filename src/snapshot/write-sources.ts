import Flatbush from 'flatbush';
import type { Ckva } from '../model/capacity-rules.ts';
import { floorCkva } from './floor-ckva.ts';
import type { GridRows } from './grid-rows.ts';
import { UNKNOWN } from './columns.ts';
import { type Columns } from './layout.ts';
import type { PowerSources } from './power-sources.ts';
import type { StringTable } from './string-table.ts';
import { toE7 } from './roads/exact-segments.ts';
import { LOW_VOLTAGE_KV } from './write-electrical.ts';

/** A spare bay. */
export interface SpareBay {
  readonly id: string;
  readonly ratingCkva: Ckva;
  readonly breakingKa: number | null;
}

/** Spare bays by the node they are listed at, in the order of their ids; a node with none spare has an empty list. */
export type SpareBays = ReadonlyMap<number, readonly SpareBay[]>;

export function spareBays(rows: GridRows): SpareBays {
  const { bays, nodes } = rows;
  const at = nodes.named(bays.texts('node_id'));
  const spare = new Map<number, SpareBay[]>();
  at.forEach((node, i) => {
    if (node < 0) return;
    const { id, status, rating_a: amperes, breaking_ka: breakingKa } = bays.row(i);
    const known = spare.get(node) ?? [];
    spare.set(node, known);
    if (status !== 'spare') return;
    const ratingKva = amperes ? Math.sqrt(3) * nodes.row(node).kv * amperes : null;
    known.push({ id, breakingKa, ratingCkva: floorCkva(ratingKva) });
  });
  return spare;
}

/** Spare bays of a source; `undefined` where none are listed. */
export const baysAt = (
  sources: PowerSources,
  bays: SpareBays,
  source: number,
): readonly SpareBay[] | undefined => {
  const { table, row } = sources.rowOf(source);
  return table === 'nodes' ? bays.get(row) : undefined;
};

/** Voltage a customer gets at a source, kV. */
function kvOf(rows: GridRows, { table, row }: ReturnType<PowerSources['rowOf']>): number {
  if (table !== 'distribution_transformers') return rows[table].row(row).kv;
  const { lv_kv: kv, lv_point_id: point } = rows.distribution_transformers.row(row);
  return kv ?? rows.lv_points.find(point ?? '')?.kv ?? LOW_VOLTAGE_KV;
}

/** Fills the columns of the sources and of their spare bays. */
export function writeSources(
  columns: Columns,
  rows: GridRows,
  { sources, bays }: { readonly sources: PowerSources; readonly bays: SpareBays },
  strings: StringTable,
): void {
  let bay = 0;
  for (let i = 0; i < sources.length; i++) {
    const of = sources.rowOf(i);
    const { id, lon_deg: lon, lat_deg: lat } = rows[of.table].row(of.row);
    const listed = baysAt(sources, bays, i);
    columns.sourceId[i] = strings.add(id);
    columns.sourceKind[i] = sources.kind[i] ?? 0;
    columns.sourceElement[i] = sources.element[i] ?? -1;
    columns.sourceLon[i] = lon;
    columns.sourceLat[i] = lat;
    columns.sourceKv[i] = kvOf(rows, of);
    columns.sourceSpareBays[i] =
      listed?.length ?? (of.table === 'nodes' ? (rows.nodes.row(of.row).bays_spare ?? UNKNOWN) : UNKNOWN);
    columns.bayStart[i] = bay;
    for (const { id: bayId, ratingCkva, breakingKa } of listed ?? []) {
      columns.bayId[bay] = strings.add(bayId);
      columns.bayBreakingKa[bay] = breakingKa ?? NaN;
      columns.bayRatingCkva[bay++] = ratingCkva;
    }
  }
  columns.bayStart[sources.length] = bay;
}

/** Boxes of the sources, for looking up those near a place; empty where there are none. */
export function packSources(sources: PowerSources): Uint8Array {
  if (sources.length === 0) return new Uint8Array(0);
  const index = new Flatbush(sources.length, 16, Int32Array);
  for (let i = 0; i < sources.length; i++) {
    const { lon, lat } = sources.placeOf(i);
    index.add(toE7(lon), toE7(lat));
  }
  index.finish();
  return new Uint8Array(index.data);
}
