import type { ElementKind } from '../model/plan.ts';
import { LAYINGS, type Row } from '../model/record.ts';
import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';
import { NO_TYPE } from './columns.ts';
import { type Columns } from './layout.ts';
import type { TieRow } from './switching.ts';

/** Nominal low voltage where a file states none, kV: GB/T 156. */
export const LOW_VOLTAGE_KV = 0.4;

interface Line {
  readonly length_m: number;
  readonly conductor_type_id: string;
}

type Conductors = ReadonlyMap<string, Row<'conductor_types'>>;

/** Voltage at the far end of every element: a transformer steps down, everything else keeps what it is fed with. */
function voltages(rows: GridRows, forest: Forest): Float64Array {
  const kv = new Float64Array(forest.id.length).fill(NaN);
  forest.kind.forEach((kind, e) => {
    const row = forest.row[e] ?? -1;
    if (kind === 'busbar') kv[e] = rows.nodes.find(rows.busbar_sections.row(row).node_id)?.kv ?? NaN;
    else if (kind === 'distribution-transformer') {
      const { lv_point_id: point, lv_kv: own } = rows.distribution_transformers.row(row);
      kv[e] = rows.lv_points.find(point ?? '')?.kv ?? own ?? LOW_VOLTAGE_KV;
    } else kv[e] = kv[forest.parent[e] ?? -1] ?? NaN;
  });
  return kv;
}

/** Series impedance, Ω, and charging, µS, of a line; NaN = unknown. */
function lineFigures(line: Line | undefined, conductors: Conductors) {
  const type = conductors.get(line?.conductor_type_id ?? '');
  const km = (line?.length_m ?? NaN) / 1000;
  return {
    rOhm: (type?.r_ohm_per_km ?? NaN) * km,
    xOhm: (type?.x_ohm_per_km ?? NaN) * km,
    bUs: (type?.b_us_per_km ?? 0) * km,
  };
}

/** Whether elements of a kind have a row in the transformer columns. */
export const isTransformer = (kind: ElementKind): boolean =>
  kind === 'distribution-transformer' || kind === 'main-transformer';

/** Figures of every transformer of the forest, in the order of their elements. */
function writeTransformers(columns: Columns, rows: GridRows, forest: Forest, kv: Float64Array): void {
  const { main_transformers: mains, distribution_transformers: distribution, substations } = rows;
  columns.transformerOf.fill(-1);
  let t = 0;
  forest.kind.forEach((kind, e) => {
    if (!isTransformer(kind)) return;
    const row = forest.row[e] ?? -1;
    const large = kind === 'main-transformer' && row >= 0 ? mains.row(row) : undefined;
    const small = kind === 'distribution-transformer' ? distribution.row(row) : undefined;
    const above =
      large === undefined ? kv[forest.parent[e] ?? -1] : substations.find(large.substation_id)?.kv;
    // Busbars stand right behind their main transformer.
    const below = kv[kind === 'main-transformer' ? e + 1 : e];
    columns.transformerOf[e] = t;
    writeNameplate(columns, t++, large ?? small, { hvKv: above ?? NaN, lvKv: below ?? NaN });
  });
}

type Nameplate = Pick<
  Row<'main_transformers'>,
  'hv_kv' | 'lv_kv' | 'uk_percent' | 'pk_kw' | 'p0_kw' | 'i0_percent' | 'tap_pu'
>;

function writeNameplate(
  columns: Columns,
  t: number,
  row: Nameplate | undefined,
  around: { readonly hvKv: number; readonly lvKv: number },
): void {
  columns.transformerHvKv[t] = row?.hv_kv ?? around.hvKv;
  columns.transformerLvKv[t] = row?.lv_kv ?? around.lvKv;
  columns.transformerUk[t] = row?.uk_percent ?? NaN;
  columns.transformerPk[t] = row?.pk_kw ?? NaN;
  columns.transformerP0[t] = row?.p0_kw ?? NaN;
  columns.transformerI0[t] = row?.i0_percent ?? NaN;
  columns.transformerTap[t] = row?.tap_pu ?? 1;
}

/** Conductor types by id. */
export function writeConductors(columns: Columns, rows: GridRows, intern: (text: string) => number): void {
  let i = 0;
  for (const type of rows.conductor_types) {
    columns.conductorId[i] = intern(type.id);
    columns.conductorR[i] = type.r_ohm_per_km;
    columns.conductorX[i] = type.x_ohm_per_km;
    columns.conductorB[i] = type.b_us_per_km ?? 0;
    columns.conductorAmpacity[i++] = type.ampacity_a ?? NaN;
  }
}

/** Fills what load flow and fault level need: voltages, line impedances, transformers, fault levels of busbars. */
export function writeElectrical(
  columns: Columns,
  rows: GridRows,
  forest: Forest,
  ties: readonly TieRow[],
): void {
  const kv = voltages(rows, forest);
  const { sections, lv_lines: lines, busbar_sections: busbars, conductor_types: types } = rows;
  const conductors = new Map(Array.from(types, (row) => [row.id, row]));
  columns.lineType.fill(NO_TYPE);
  columns.lineLaying.fill(LAYINGS.indexOf('unknown'));
  forest.kind.forEach((kind, e) => {
    const row = forest.row[e] ?? -1;
    columns.elementKv[e] = kv[e] ?? NaN;
    if (kind === 'section' || kind === 'lv-line') {
      const line = kind === 'section' ? sections.row(row) : lines.row(row);
      columns.lineM[e] = line.length_m;
      const type = types.indexOf(line.conductor_type_id);
      columns.lineType[e] = type < 0 ? NO_TYPE : type;
      columns.lineLaying[e] = LAYINGS.indexOf(type < 0 ? 'unknown' : types.row(type).laying);
    }
    if (kind === 'busbar') columns.busFaultKa[e] = busbars.row(row).fault_level_ka ?? 0;
  });
  ties.forEach(({ id }, t) => {
    const { rOhm, xOhm, bUs } = lineFigures(sections.find(id), conductors);
    columns.tieROhm[t] = rOhm;
    columns.tieXOhm[t] = xOhm;
    columns.tieBUs[t] = bUs;
  });
  writeTransformers(columns, rows, forest, kv);
}
