import { LAYINGS, type Row } from '../model/record.ts';
import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';
import { type Columns, UNKNOWN } from './layout.ts';

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

function writeLine(
  columns: Columns,
  e: number,
  line: Line | undefined,
  conductors: Keyed<Row<'conductor_types'>>,
): void {
  const type = conductors.get(line?.conductor_type_id ?? '');
  const km = (line?.length_m ?? NaN) / 1000;
  columns.lineROhm[e] = (type?.r_ohm_per_km ?? NaN) * km;
  columns.lineXOhm[e] = (type?.x_ohm_per_km ?? NaN) * km;
  columns.lineBUs[e] = (type?.b_us_per_km ?? 0) * km;
  columns.lineLengthCm[e] = line === undefined ? UNKNOWN : Math.round(line.length_m * 100);
  columns.lineLaying[e] = LAYINGS.indexOf(type?.laying ?? 'unknown');
}

/** Figures of every distribution transformer of the forest, in the order of their elements. */
function writeTransformers(
  columns: Columns,
  rows: GridRows,
  forest: Forest,
  kv: readonly (number | null)[],
): void {
  const byId = keyed(rows.distribution_transformers);
  columns.transformerOf.fill(-1);
  let t = 0;
  forest.kind.forEach((kind, e) => {
    if (kind !== 'distribution-transformer') return;
    const row = byId.get(forest.id[e] ?? '');
    columns.transformerOf[e] = t;
    columns.transformerHvKv[t] = row?.hv_kv ?? kv[forest.parent[e] ?? -1] ?? NaN;
    columns.transformerLvKv[t] = row?.lv_kv ?? kv[e] ?? NaN;
    columns.transformerUk[t] = row?.uk_percent ?? NaN;
    columns.transformerPk[t] = row?.pk_kw ?? NaN;
    columns.transformerP0[t] = row?.p0_kw ?? NaN;
    columns.transformerI0[t] = row?.i0_percent ?? NaN;
    columns.transformerTap[t++] = row?.tap_pu ?? 1;
  });
}

/** Fills what load flow and fault level need: voltages, line impedances, transformers, fault levels of busbars. */
export function writeElectrical(columns: Columns, rows: GridRows, forest: Forest): void {
  const kv = voltages(rows, forest);
  const conductors = keyed(rows.conductor_types);
  const [sections, lines, busbars] = [
    keyed(rows.sections),
    keyed(rows.lv_lines),
    keyed(rows.busbar_sections),
  ];
  columns.busFaultKa.fill(NaN);
  columns.lineLengthCm.fill(UNKNOWN);
  columns.lineLaying.fill(LAYINGS.indexOf('unknown'));
  forest.kind.forEach((kind, e) => {
    const id = forest.id[e] ?? '';
    columns.elementKv[e] = kv[e] ?? NaN;
    if (kind === 'section') writeLine(columns, e, sections.get(id), conductors);
    if (kind === 'lv-line') writeLine(columns, e, lines.get(id), conductors);
    if (kind === 'busbar') columns.busFaultKa[e] = busbars.get(id)?.fault_level_ka ?? NaN;
  });
  writeTransformers(columns, rows, forest, kv);
}
