import { z } from 'zod';

/**
 * What is read of a Roseau Load Flow network file, version 5. Keys that are not named here are let through unread.
 * Units as in the file: V, VA, W, Ω/km, S/km, A, km; ratios for `vsc`, `i0`, `tap`, `max_loading`; a complex number
 * is a pair, a matrix of them two matrices.
 */

const id = z.union([z.string().min(1), z.number().int()]).transform(String);
const complex = z.tuple([z.number(), z.number()]);
const matrix = z.array(z.array(z.number()).min(1)).min(1);
const position = z.array(z.number()).min(2);
const share = z.number().positive();

const isSquare = ([re, im]: readonly (readonly (readonly number[])[])[]): boolean =>
  [...(re ?? []), ...(im ?? [])].every((row) => row.length === re?.length) && re?.length === im?.length;

/** Several phases as matrices, or one equivalent phase as a number. */
const perPhase = z.union([z.tuple([matrix, matrix]).refine(isSquare), complex], {
  error: 'two square matrices of one size, or a pair of numbers',
});

const point = z.object({ type: z.literal('Point'), coordinates: position });
const lineString = z.object({ type: z.literal('LineString'), coordinates: z.array(position).min(2) });

const busSchema = z.object({
  id,
  geometry: point.nullish(),
  nominal_voltage: z.number().positive().nullish(),
});

const lineSchema = z.object({
  id,
  bus1: id,
  bus2: id,
  params_id: id,
  phases: z.string().default('abc'),
  length: z.number().nonnegative(),
  max_loading: share.nullish(),
  geometry: lineString.nullish(),
});

const switchSchema = z.object({ id, bus1: id, bus2: id, closed: z.boolean().default(true) });

const transformerSchema = z.object({
  id,
  bus_hv: id,
  bus_lv: id,
  params_id: id,
  tap: share.nullish(),
});

const loadSchema = z.object({
  id,
  bus: id,
  type: z.string(),
  powers: z.array(complex).min(1).optional(),
  power: complex.optional(),
  flexible_params: z.unknown().optional(),
  flexible_param: z.unknown().optional(),
});

const sourceSchema = z.object({
  id,
  bus: id,
  phases: z.string().default('abc'),
  voltages: z.array(complex).nullish(),
  voltage: complex.nullish(),
});

const lineParamsSchema = z.object({
  id,
  z_line: perPhase,
  y_shunt: perPhase.nullish(),
  ampacities: z.array(z.number().nonnegative().nullable()).nullish(),
  ampacity: z.number().nonnegative().nullish(),
  line_type: z.string().nullish(),
});

const transformerParamsSchema = z.object({
  id,
  sn: share,
  uhv: share,
  ulv: share,
  z2: complex,
  ym: complex,
  vsc: z.number().nonnegative().nullish(),
  psc: z.number().nonnegative().nullish(),
  i0: z.number().nonnegative().nullish(),
  p0: z.number().nonnegative().nullish(),
});

/** The lists of a file and the shape of their elements. */
export const LISTS = {
  buses: busSchema,
  lines: lineSchema,
  switches: switchSchema,
  transformers: transformerSchema,
  loads: loadSchema,
  sources: sourceSchema,
  lines_params: lineParamsSchema,
  transformers_params: transformerParamsSchema,
} as const;

export type ListName = keyof typeof LISTS;
export type Bus = z.infer<typeof busSchema>;
export type Line = z.infer<typeof lineSchema>;

export type Transformer = z.infer<typeof transformerSchema>;
export type Load = z.infer<typeof loadSchema>;
export type LineParams = z.infer<typeof lineParamsSchema>;
export type TransformerParams = z.infer<typeof transformerParamsSchema>;

/** A network whose elements all have the right shape; ids are unique per list. */
export type Network = { readonly [L in ListName]: readonly z.infer<(typeof LISTS)[L]>[] };

/** Reference systems that are longitude and latitude in degrees WGS 84 or CGCS2000. */
const CRS = ['EPSG:4326', 'OGC:CRS84', 'EPSG:4490'];

const list = z.array(z.unknown());

/** The outside of a file; what it does not meet is no file of this format and version. */
export const envelopeSchema = z.object({
  version: z.literal(5, { error: 'only version 5 of the format is read' }),
  is_multiphase: z.boolean(),
  crs: z.object(
    {
      data: z.string().refine((crs) => CRS.includes(crs.toUpperCase()), { error: `one of ${CRS.join(' ')}` }),
    },
    { error: `coordinates need a reference system, one of ${CRS.join(' ')}` },
  ),
  buses: list,
  lines: list,
  switches: list.default([]),
  transformers: list,
  loads: list,
  sources: list,
  lines_params: list,
  transformers_params: list,
} satisfies Record<ListName, unknown> & Record<string, unknown>);
