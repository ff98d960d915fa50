type Json = Record<string, unknown>;

/** A network file to be changed by a test before it is written. */
export interface SmallNetwork extends Json {
  buses: Json[];
  lines: Json[];
  switches: Json[];
  transformers: Json[];
  loads: Json[];
  sources: Json[];
  lines_params: Json[];
  transformers_params: Json[];
}

const diagonal = (own: number, mutual: number, size: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? own : mutual)));

const bus = (id: string, lon: number, volt: number | null, phases = 'abc'): Json => ({
  id,
  phases,
  geometry: { type: 'Point', coordinates: [lon, 48.5] },
  nominal_voltage: volt,
});

/**
 * SUB ── 1.5 km ── MV1 ── T (160 kVA) ── LV0 ── 40 m ── LV1; loads at MV1 (30 + j40 kVA) and LV1 (3 phases, 6 + j3 kVA).
 */
export const smallNetwork = (): SmallNetwork => ({
  version: 5,
  is_multiphase: true,
  crs: { data: 'EPSG:4326', normalize: false },
  grounds: [{ id: 'gnd' }],
  potential_refs: [],
  buses: [
    bus('SUB', 2.5, 20_000),
    bus('MV1', 2.51, 20_000),
    bus('LV0', 2.51, 400, 'abcn'),
    bus('LV1', 2.5105, 400, 'abcn'),
  ],
  lines: [
    {
      ...{
        id: 'L1',
        bus1: 'SUB',
        bus2: 'MV1',
        phases: 'abc',
        params_id: 'MVcable',
        length: 1.5,
        max_loading: 1,
      },
      geometry: {
        type: 'LineString',
        coordinates: [
          [2.5, 48.5],
          [2.505, 48.501],
          [2.51, 48.5],
        ],
      },
    },
    { id: 'L2', bus1: 'LV0', bus2: 'LV1', phases: 'abcn', params_id: 'bundle', length: 0.04, max_loading: 1 },
  ],
  switches: [],
  transformers: [{ id: 'T', bus_hv: 'MV1', bus_lv: 'LV0', params_id: '160kVA', tap: 1.025 }],
  loads: [
    { id: 'big', bus: 'MV1', phases: 'abc', type: 'power', powers: [[30_000, 40_000]] },
    {
      ...{ id: 'house', bus: 'LV1', phases: 'abcn', type: 'power' },
      powers: [
        [1000, 500],
        [2000, 1000],
        [3000, 1500],
      ],
    },
  ],
  sources: [{ id: 'vs', bus: 'SUB', phases: 'abcn', type: 'voltage', voltages: [] }],
  lines_params: [
    {
      ...{ id: 'MVcable', line_type: 'UNDERGROUND', ampacities: [300, 290, null] },
      z_line: [diagonal(0.2, 0.05, 3), diagonal(0.4, 0.1, 3)],
      y_shunt: [diagonal(0, 0, 3), diagonal(8e-5, -1e-5, 3)],
    },
    {
      ...{ id: 'bundle', line_type: 'TWISTED', ampacities: [187, 187, 187, 90] },
      z_line: [diagonal(0.4, 0, 4), diagonal(0.35, 0.25, 4)],
    },
  ],
  transformers_params: [
    {
      ...{ id: '160kVA', vg: 'Dyn11', sn: 160_000, uhv: 20_000, ulv: 400 },
      ...{ z2: [0.02, 0.035], ym: [1e-6, -7e-6], i0: 0.023, p0: 460, psc: 2350, vsc: 0.04 },
    },
  ],
});
