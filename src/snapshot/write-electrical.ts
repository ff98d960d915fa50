import type { ElementKind } from '../model/plan.ts';
import { LAYINGS, type Row } from '../model/record.ts';
import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';
import type { Columns } from './layout.ts';
import type { TieRow } from './switching.ts';

/** Nominal low voltage where a file states none, kV: GB/T 156. */
const LOW_VOLTAGE_KV = 0.4;

interface Line {
  readonly length_m: number;
  readonly conductor_type_id: string;
}

type Keyed<T> = ReadonlyMap<string, T>;
const keyed = <T extends { readonly id: string }>(rows: readonly T[]): Keyed<T> =>
  new Map(rows.map((row) => [row.id, row]));

/** Voltage at the far end of every element: a transformer steps down, everything else keeps what it is fed with. */
function voltages(rows: GridRows, forest: Forest): (number | null)[] {
  const nodes = keyed(rows.nodes);
  const busbars = keyed(rows.busbar_sections);
  const transformers = keyed(rows.distribution_transformers);
  const points = keyed(rows.lv_points);
  const kv: (number | null)[] = [];
  forest.kind.forEach((kind, e) => {
    const id = forest.id[e] ?? '';
    if (kind === 'busbar') kv.push(nodes.get(busbars.get(id)?.node_id ?? '')?.kv ?? null);
    else if (kind === 'distribution-transformer') {
      const row = transformers.get(id);
      kv.push(points.get(row?.lv_point_id ?? '')?.kv ?? row?.lv_kv ?? LOW_VOLTAGE_KV);
    } else kv.push(kv[forest.parent[e] ?? -1] ?? null);
  });
  return kv;
}

/** Series impedance, Ω, and charging, µS, of a line; NaN = unknown. */
function lineFigures(line: Line | undefined, conductors: Keyed<Row<'conductor_types'>>) {
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
function writeTransformers(
  columns: Columns,
  rows: GridRows,
  forest: Forest,
  kv: readonly (number | null)[],
): void {
  const distribution = keyed(rows.distribution_transformers);
  const main = keyed(rows.main_transformers);
  const stations = keyed(rows.substations);
  columns.transformerOf.fill(-1);
  let t = 0;
  forest.kind.forEach((kind, e) => {
    if (!isTransformer(kind)) return;
    const id = forest.id[e] ?? '';
    const large = kind === 'main-transformer' ? main.get(id) : undefined;
    const row = large ?? distribution.get(id);
    const above = large === undefined ? kv[forest.parent[e] ?? -1] : stations.get(large.substation_id)?.kv;
    // Busbars stand right behind their main transformer.
    const below = kv[kind === 'main-transformer' ? e + 1 : e];
    columns.transformerOf[e] = t;
    writeNameplate(columns, t++, row, { hvKv: above ?? NaN, lvKv: below ?? NaN });
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
  const types = [...rows.conductor_types].sort((a, b) => (a.id < b.id ? -1 : 1));
  types.forEach((type, i) => {
    columns.conductorId[i] = intern(type.id);
    columns.conductorR[i] = type.r_ohm_per_km;
    columns.conductorX[i] = type.x_ohm_per_km;
    columns.conductorB[i] = type.b_us_per_km ?? 0;
    columns.conductorAmpacity[i] = type.ampacity_a ?? NaN;
  });
}

/** Fills what load flow and fault level need: voltages, line impedances, transformers, fault levels of busbars. */
export function writeElectrical(
  columns: Columns,
  rows: GridRows,
  forest: Forest,
  ties: readonly TieRow[],
): void {
  const kv = voltages(rows, forest);
  const conductors = keyed(rows.conductor_types);
  const [sections, lines, busbars] = [
    keyed(rows.sections),
    keyed(rows.lv_lines),
    keyed(rows.busbar_sections),
  ];
  columns.busFaultKa.fill(NaN);
  columns.lineLaying.fill(LAYINGS.indexOf('unknown'));
  forest.kind.forEach((kind, e) => {
    const id = forest.id[e] ?? '';
    columns.elementKv[e] = kv[e] ?? NaN;
    if (kind === 'section' || kind === 'lv-line') {
      const line = kind === 'section' ? sections.get(id) : lines.get(id);
      const { rOhm, xOhm, bUs } = lineFigures(line, conductors);
      columns.lineM[e] = line?.length_m ?? NaN;
      const type = conductors.get(line?.conductor_type_id ?? '');
      columns.lineLaying[e] = LAYINGS.indexOf(type?.laying ?? 'unknown');
      columns.lineROhm[e] = rOhm;
      columns.lineXOhm[e] = xOhm;
      columns.lineBUs[e] = bUs;
    }
    if (kind === 'busbar') columns.busFaultKa[e] = busbars.get(id)?.fault_level_ka ?? NaN;
  });
  ties.forEach(({ id }, t) => {
    const { rOhm, xOhm, bUs } = lineFigures(sections.get(id), conductors);
    columns.tieROhm[t] = rOhm;
    columns.tieXOhm[t] = xOhm;
    columns.tieBUs[t] = bUs;
  });
  writeTransformers(columns, rows, forest, kv);
}
