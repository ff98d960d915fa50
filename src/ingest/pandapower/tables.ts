import { z } from 'zod';

/**
 * What is read of a pandapower network, versions 2 and 3. Columns that are not named here are let through unread; pandas
 * writes what is not a number as `null`. Units are in the names; `tap_*` as in `tapPu`.
 */

const index = z.union([z.number().int(), z.string().min(1)]).transform(String);
const flag = z.union([z.boolean(), z.literal(0), z.literal(1)]).transform(Boolean);
const name = z.union([z.string(), z.number()]).nullish();
const number = z.number().nullish();
const text = z.string().nullish();
const inService = flag.nullish();
const scaling = number;
const count = z.number().positive().nullish();

const tap = {
  tap_side: text,
  tap_pos: number,
  tap_neutral: number,
  tap_step_percent: number,
  tap_step_degree: number,
  /** Absent before version 3: a ratio, unless it shifts the phase. Present and empty: no tap changer at work. */
  tap_changer_type: text,
  tap_phase_shifter: flag.nullish(),
};

const byPhase = z.object({
  name,
  type: text,
  bus: index,
  in_service: inService,
  scaling,
  p_a_mw: number,
  p_b_mw: number,
  p_c_mw: number,
  q_a_mvar: number,
  q_b_mvar: number,
  q_c_mvar: number,
  sn_mva: number,
});

/** The tables and the shape of their rows. */
export const TABLES = {
  bus: z.object({
    name,
    type: text,
    in_service: inService,
    geo: text,
    vn_kv: z.number().positive(),
  }),
  bus_geodata: z.object({ x: number, y: number }),
  line_geodata: z.object({ coords: z.unknown() }),
  line: z.object({
    name,
    std_type: text,
    type: text,
    in_service: inService,
    geo: text,
    from_bus: index,
    to_bus: index,
    length_km: z.number(),
    r_ohm_per_km: z.number(),
    x_ohm_per_km: z.number(),
    c_nf_per_km: number,
    max_i_ka: number,
    df: z.number().positive().nullish(),
    parallel: count,
  }),
  trafo: z.object({
    name,
    in_service: inService,
    hv_bus: index,
    lv_bus: index,
    sn_mva: z.number().positive(),
    vn_hv_kv: z.number(),
    vn_lv_kv: z.number(),
    vk_percent: number,
    vkr_percent: number,
    pfe_kw: number,
    i0_percent: number,
    df: z.number().positive().nullish(),
    parallel: count,
    ...tap,
    tap2_pos: number,
    tap2_neutral: number,
    tap2_step_percent: number,
  }),
  switch: z.object({
    name,
    bus: index,
    element: index,
    closed: flag,
    in_ka: number,
    et: z.enum(['l', 'b', 't', 't3']),
  }),
  ext_grid: z.object({
    name,
    bus: index,
    in_service: inService,
    vm_pu: number,
    s_sc_max_mva: number,
  }),
  load: z.object({
    name,
    bus: index,
    in_service: inService,
    scaling,
    p_mw: z.number(),
    q_mvar: number,
    sn_mva: number,
  }),
  sgen: z.object({
    name,
    type: text,
    bus: index,
    in_service: inService,
    scaling,
    p_mw: z.number(),
    q_mvar: number,
    sn_mva: number,
  }),
  gen: z.object({
    name,
    type: text,
    bus: index,
    in_service: inService,
    scaling,
    p_mw: z.number(),
    sn_mva: number,
    vm_pu: number,
    slack: flag.nullish(),
  }),
  storage: z.object({
    name,
    bus: index,
    in_service: inService,
    scaling,
    p_mw: z.number(),
    q_mvar: number,
    sn_mva: number,
  }),
  shunt: z.object({ name, bus: index, in_service: inService, p_mw: number, q_mvar: number, step: number }),
  ward: z.object({
    name,
    bus: index,
    in_service: inService,
    ps_mw: number,
    qs_mvar: number,
    pz_mw: number,
    qz_mvar: number,
  }),
  motor: z.object({
    name,
    bus: index,
    in_service: inService,
    scaling,
    pn_mech_mw: z.number(),
    loading_percent: number,
    cos_phi: z.number().positive().max(1),
    efficiency_percent: z.number().positive(),
  }),
  asymmetric_load: byPhase,
  asymmetric_sgen: byPhase,
} as const;

export type TableName = keyof typeof TABLES;

/** A row of the right shape, with its index. */
export type PpRow<T extends TableName> = z.infer<(typeof TABLES)[T]> & { readonly index: string };

/** Elements that take part in a load flow and that no row of the record can stand for. */
export const UNSUPPORTED = [
  ...['trafo3w', 'impedance', 'dcline', 'xward', 'svc', 'tcsc', 'ssc', 'vsc', 'line_dc', 'load_dc'],
  ...['source_dc', 'b2b_vsc', 'bi_vsc'],
] as const;

/** Columns by which an element of those names its buses. */
export const BUS_COLUMNS = ['bus', 'hv_bus', 'mv_bus', 'lv_bus', 'from_bus', 'to_bus'] as const;

/** An element in service that no row can stand for. */
export interface PpUnsupported {
  readonly table: string;
  readonly index: string;
  readonly buses: readonly string[];
}
