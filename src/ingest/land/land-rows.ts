import type { Position, Shape } from '../../geopackage/shape.ts';
import { RECORD } from '../../model/record.ts';
import type { TableRow } from '../check-row.ts';
import { toShown, type Flaw } from '../check-value.ts';
import type { ToLonLat } from '../crs/read-crs.ts';
import type { LandFeature } from './land-file.ts';
import { LAND_TABLES, type LandTable, type LayerMap } from './land-map.ts';

/** How the features of one layer become rows. */
export interface LayerPlan {
  readonly map: LayerMap;
  /** Column of the record → column of the file; `undefined` = the file has none. */
  readonly columns: ReadonlyMap<string, string>;
  /** Before the number of a feature that has no id of its own: unique among all files of a region. */
  readonly prefix: string;
  readonly toLonLat: ToLonLat;
}

/** What a feature comes to: rows, a defect of it as a whole, or nothing on purpose. */
export type LandFound =
  | TableRow
  | { readonly leftOut: string }
  | { readonly field: string; readonly id: string; readonly flaw: Flaw };

/** What holds where a file says nothing, as for roads of a map. */
const DEFAULTS: Readonly<Record<string, string | boolean>> = {
  surface: 'unknown',
  bridge: false,
  tunnel: false,
};

const [YES, NO] = [
  ['true', 't', 'yes', 'y', '1', '是'],
  ['false', 'f', 'no', 'n', '0', '否'],
] as const;
const WORDS = new Map<string, boolean>([
  ...YES.map((word) => [word, true] as const),
  ...NO.map((word) => [word, false] as const),
]);

const textOf = (cell: unknown): string | null => {
  if (cell === null || cell === undefined) return null;
  const text = (typeof cell === 'string' ? cell : toShown(cell)).trim();
  return text === '' ? null : text;
};

/** Marks a feature that the map says to leave out. */
const LEAVE_OUT = Symbol('leave out');

/** What the map makes of a text; `undefined` = it says nothing about it. */
function meantBy(values: LayerMap['values'][string] | undefined, text: string | null): unknown {
  if (values === undefined) return undefined;
  const meant = Object.hasOwn(values, text ?? '') ? values[text ?? ''] : values['*'];
  return meant === null ? LEAVE_OUT : meant;
}

/** The value of a column; what is none stays as it is, for the row's check to name. */
function valueOf(name: string, feature: LandFeature, { map, columns }: LayerPlan): unknown {
  const constant = map.constants[name];
  if (constant !== undefined) return constant;
  const column = columns.get(name);
  const text = column === undefined ? null : textOf(feature.values[column]);
  const meant = meantBy(map.values[name], text);
  if (meant !== undefined) return meant;
  if (text === null) return DEFAULTS[name] ?? null;
  return RECORD[map.table].columns[name]?.type === 'boolean' ? (WORDS.get(text.toLowerCase()) ?? text) : text;
}

const flat = (positions: readonly Position[], toLonLat: ToLonLat): number[] =>
  positions.flatMap(([x = NaN, y = NaN]) => {
    const { lon_deg, lat_deg } = toLonLat(x, y);
    return [lon_deg, lat_deg];
  });

/** The lines or areas of a shape, as cells; `null` = it is of another kind. */
function partsOf(shape: Shape, table: LandTable, toLonLat: ToLonLat): readonly unknown[] | null {
  const line = (of: readonly Position[]): number[] => flat(of, toLonLat);
  const area = (of: readonly (readonly Position[])[]): number[][] => of.map(line);
  if (LAND_TABLES[table] === 'path_wkt') {
    if (shape.type === 'LineString') return [line(shape.coordinates)];
    return shape.type === 'MultiLineString' ? shape.coordinates.map(line) : null;
  }
  if (shape.type === 'Polygon') return [area(shape.coordinates)];
  return shape.type === 'MultiPolygon' ? shape.coordinates.map(area) : null;
}

const idOf = (feature: LandFeature, { columns, prefix, map }: LayerPlan): string => {
  const constant = map.constants['id'];
  const column = columns.get('id');
  const own = column === undefined ? null : textOf(feature.values[column]);
  return typeof constant === 'string' ? constant : (own ?? `${prefix}${feature.number}`);
};

/**
 * Rows of one feature: one for each of its parts, whose ids then end in their number.
 *
 * Values are not yet held against the descriptions of their columns.
 */
export function landRows(feature: LandFeature, plan: LayerPlan): LandFound[] {
  const { table } = plan.map;
  const field = LAND_TABLES[table];
  const id = idOf(feature, plan);
  const allowed = field === 'path_wkt' ? 'LineString or MultiLineString' : 'Polygon or MultiPolygon';
  const flawed = (received: string): LandFound[] => [
    { field, id, flaw: { reason: 'wrong-shape', received, allowed } },
  ];
  if (feature.flaw !== null) return flawed(feature.flaw);
  if (feature.shape === null) return [{ leftOut: `feature without a shape in ${plan.map.layer}` }];
  const parts = partsOf(feature.shape, table, plan.toLonLat);
  if (parts === null) return flawed(feature.shape.type);
  const others = Object.keys(RECORD[table].columns)
    .filter((name) => name !== 'id' && name !== field)
    .map((name) => [name, valueOf(name, feature, plan)] as const);
  if (others.some(([, value]) => value === LEAVE_OUT))
    return [{ leftOut: `feature that the map leaves out of ${plan.map.layer}` }];
  return parts.map((part, i) => ({
    table,
    // What a column may not hold is found by the check of rows.
    row: Object.fromEntries([['id', parts.length === 1 ? id : `${id}-${i + 1}`], ...others, [field, part]]),
  })) as unknown as LandFound[];
}
