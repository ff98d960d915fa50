import { z } from 'zod';
import { RECORD } from '../../model/record.ts';
import { ImportRefused } from '../import-refused.ts';
import { readJson } from '../read-json.ts';
import { basename } from 'node:path';

/** Tables that features of a map may become, and the column that takes their shape. */
export const LAND_TABLES = { roads: 'path_wkt', barriers: 'path_wkt', areas: 'polygon_wkt' } as const;
export type LandTable = keyof typeof LAND_TABLES;

const tables = Object.keys(LAND_TABLES) as [LandTable, ...LandTable[]];

/** What one layer of a file means. */
export interface LayerMap {
  readonly layer: string;
  readonly table: LandTable;
  /** Column of the record → column of the file; left out = one of the same name, whatever its letters. */
  readonly columns: Readonly<Record<string, string>>;
  /** Column of the record → text in the file → value; `*` = any other text; `null` = such a feature is left out. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string | boolean | null>>>>;
  /** Column of the record → value of every feature. */
  readonly constants: Readonly<Record<string, string | boolean>>;
}

const name = z.string().min(1).max(200);
const layerMap = z.strictObject({
  layer: name,
  table: z.enum(tables),
  columns: z.record(name, name).default({}),
  values: z.record(name, z.record(z.string(), z.union([name, z.boolean(), z.null()]))).default({}),
  constants: z.record(name, z.union([name, z.boolean()])).default({}),
});
const landMap = z.strictObject({ layers: z.array(layerMap).min(1).max(1000) });

/** Columns that a map may fill. */
const columnsOf = (table: LandTable): string[] =>
  Object.keys(RECORD[table].columns).filter((column) => column !== LAND_TABLES[table]);

function strangeColumn({ table, columns, values, constants }: LayerMap): string | undefined {
  const own = columnsOf(table);
  return [columns, values, constants]
    .flatMap((each) => Object.keys(each))
    .find((column) => !own.includes(column));
}

/**
 * What the layers of a file mean, from a JSON file that the planner writes.
 *
 * @throws {ImportRefused} naming the place in the file that is wrong.
 */
export async function readLandMap(path: string): Promise<readonly LayerMap[]> {
  const file = basename(path);
  const parsed = landMap.safeParse(await readJson({ path, file, stem: file }));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ImportRefused(file, `/${issue?.path.join('/') ?? ''}`, issue?.message ?? 'no map');
  }
  for (const [i, layer] of parsed.data.layers.entries()) {
    const strange = strangeColumn(layer);
    if (strange === undefined) continue;
    const allowed = columnsOf(layer.table).join(' ');
    throw new ImportRefused(
      file,
      `/layers/${i}`,
      `${layer.table} has no column "${strange}"; allowed: ${allowed}`,
    );
  }
  return parsed.data.layers;
}

const AS_IT_IS = { columns: {}, values: {}, constants: {} } as const;

/** Layers that need no map: called like a table of the record, or by what is all in them. */
const KNOWN: Readonly<Record<string, Omit<LayerMap, 'layer'>>> = {
  roads: { table: 'roads', ...AS_IT_IS },
  barriers: { table: 'barriers', ...AS_IT_IS },
  areas: { table: 'areas', ...AS_IT_IS },
  duct_corridors: { table: 'roads', columns: {}, values: {}, constants: { class: 'duct-corridor' } },
  forbidden_areas: { table: 'areas', columns: {}, values: {}, constants: { kind: 'forbidden' } },
};

/** Names of layers that need no map. */
export const KNOWN_LAYERS: readonly string[] = Object.keys(KNOWN);

/** What a layer means by its name alone; `null` = nobody can tell. */
export function knownLayer(layer: string): LayerMap | null {
  const known = KNOWN[layer.toLowerCase().replaceAll('-', '_')];
  return known === undefined ? null : { layer, ...known };
}
