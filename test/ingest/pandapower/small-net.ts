type Cells = Record<string, unknown>;

/** Tables of a pandapower network by index, to be changed by a test before they are written. */
export type SmallNet = Record<string, Record<number, Cells>>;

const place = (lon: number): string => JSON.stringify({ type: 'Point', coordinates: [lon, 48] });

const bus = (vn_kv: number, lon: number, over: Cells = {}): Cells => ({
  ...{ name: null, vn_kv, type: 'n', in_service: true, geo: place(lon) },
  ...over,
});

const line = (from_bus: number, to_bus: number, over: Cells = {}): Cells => ({
  ...{ name: null, std_type: 'cable', from_bus, to_bus, length_km: 1, r_ohm_per_km: 0.2, x_ohm_per_km: 0.1 },
  ...{ c_nf_per_km: 200, max_i_ka: 0.3, df: 1, parallel: 1, type: 'cs', in_service: true, geo: null },
  ...over,
});

/** A line from another bus to another, as `smallNet` has them. */
export const anotherLine = line;
export const anotherBus = bus;

/**
 * 110 kV 7 ── 10 MVA ── 10 (20 kV) ══ 20 ══ 30 ══ 40, a main transformer and a feeder of three lines of 1 km; at 30 a
 * transformer of 400 kVA down to 50, and a low-voltage line of 0.1 km to 60. Loads of 100 + j20 kVA at 20 and of
 * 10 + j5 kVA at 60; 30 kW of sun at 60.
 */
export const smallNet = (): SmallNet => ({
  bus: {
    7: bus(110, 8, { name: 'Upstream' }),
    10: bus(20, 8, { type: 'b', name: 'Bar' }),
    20: bus(20, 8.01),
    30: bus(20, 8.02),
    40: bus(20, 8.03),
    50: bus(0.4, 8.02),
    60: bus(0.4, 8.021),
  },
  ext_grid: { 0: { name: 'Grid', bus: 7, vm_pu: 1.02, s_sc_max_mva: 1500, in_service: true } },
  line: {
    1: line(10, 20, { name: 'First' }),
    2: line(20, 30),
    3: line(40, 30),
    4: line(50, 60, { length_km: 0.1 }),
  },
  trafo: {
    5: {
      ...{ name: 'T1', hv_bus: 7, lv_bus: 10, sn_mva: 10, vn_hv_kv: 110, vn_lv_kv: 21, vk_percent: 10 },
      ...{ vkr_percent: 0.5, pfe_kw: 12, i0_percent: 0.1, parallel: 1, df: 1, in_service: true },
      ...{ tap_side: 'hv', tap_neutral: 0, tap_pos: -2, tap_step_percent: 1.5, tap_step_degree: null },
    },
    6: {
      ...{ name: null, hv_bus: 30, lv_bus: 50, sn_mva: 0.4, vn_hv_kv: 20, vn_lv_kv: 0.4, vk_percent: 6 },
      ...{ vkr_percent: 1.4, pfe_kw: 1.3, i0_percent: 0.3, parallel: 1, df: 1, in_service: true },
      ...{ tap_side: 'hv', tap_neutral: null, tap_pos: null, tap_step_percent: null, tap_step_degree: null },
    },
  },
  load: {
    0: { name: 'mill', bus: 20, p_mw: 0.2, q_mvar: 0.04, scaling: 0.5, sn_mva: null, in_service: true },
    1: { name: null, bus: 60, p_mw: 0.01, q_mvar: 0.005, scaling: 1, sn_mva: 0.02, in_service: true },
  },
  sgen: {
    0: { name: null, bus: 60, p_mw: 0.03, q_mvar: 0, sn_mva: 0.03, scaling: 1, type: 'PV', in_service: true },
  },
  switch: {},
});

/** A table as pandas writes it: columns of all rows, a missing cell as `null`. */
const frameOf = (rows: Record<number, Cells>): Cells => {
  const columns = [...new Set(Object.values(rows).flatMap((row) => Object.keys(row)))];
  const data = Object.values(rows).map((row) => columns.map((column) => row[column] ?? null));
  const index = Object.keys(rows).map(Number);
  return {
    ...{ _module: 'pandas.core.frame', _class: 'DataFrame', orient: 'split' },
    _object: JSON.stringify({ columns, index, data }),
  };
};

/** The text of a file that holds the tables; `over` changes what stands beside them. */
export const netText = (net: SmallNet, over: Cells = {}): string =>
  JSON.stringify({
    ...{ _module: 'pandapower.auxiliary', _class: 'pandapowerNet' },
    _object: {
      ...Object.fromEntries(Object.entries(net).map(([table, rows]) => [table, frameOf(rows)])),
      ...{ version: '3.0.0', f_hz: 50, ...over },
    },
  });
