import type { Row, TableName } from '../../src/model/record.ts';
import type { Defect, ImportItem, ImportRun } from '../../src/model/store.ts';

/** Rows of a small grid: one substation, one feeder, two nodes, a section, a transformer with a load. */
export const SMALL = {
  substation: (id: string): Row<'substations'> => ({
    id,
    name: null,
    kv: 110,
    lon_deg: 113.2,
    lat_deg: 33.9,
    source_voltage_pu: null,
    source_fault_mva: null,
  }),
  node: (id: string, over: Partial<Row<'nodes'>> = {}): Row<'nodes'> => ({
    id,
    name: null,
    kind: 'pole',
    kv: 10,
    lon_deg: 113.21,
    lat_deg: 33.97,
    bays_spare: null,
    bays_used: null,
    ...over,
  }),
  busbar: (id: string, substation: string, node: string): Row<'busbar_sections'> => ({
    id,
    name: null,
    substation_id: substation,
    node_id: node,
    main_transformer_id: null,
    rating_a: null,
    fault_level_ka: null,
  }),
  feeder: (id: string, busbar: string): Row<'feeders'> => ({
    id,
    name: '城东线',
    kind: 'public',
    busbar_id: busbar,
    outlet_limit_a: 400,
  }),
  conductor: (id: string): Row<'conductor_types'> => ({
    id,
    name: null,
    laying: 'overhead',
    r_ohm_per_km: 0.27,
    x_ohm_per_km: 0.35,
    b_us_per_km: null,
    ampacity_a: 380,
  }),
  section: (id: string, from: string, to: string, over: Partial<Row<'sections'>> = {}): Row<'sections'> => ({
    id,
    feeder_id: 'F1',
    from_node_id: from,
    to_node_id: to,
    conductor_type_id: 'LGJ',
    length_m: 60.5,
    limit_a: null,
    path_wkt: null,
    ...over,
  }),
  commitment: (id: string, at: string, over: Partial<Row<'commitments'>> = {}): Row<'commitments'> => ({
    id,
    origin: 'books',
    external_number: null,
    at_kind: 'node',
    at_id: at,
    kva: 315,
    category: 'industrial',
    committed_on: '2026-03-01',
    connected_on: null,
    purpose: null,
    for_element: null,
    ...over,
  }),
  peak: (element: string, over: Partial<Row<'peaks'>> = {}): Row<'peaks'> => ({
    element_kind: 'feeder',
    element_id: element,
    season: 'summer',
    peak_kva: 4000,
    measured_on: '2026-07-31',
    quality: 'measured',
    masked_kva: null,
    ...over,
  }),
  address: (id: string, text: string): Row<'addresses'> => ({ id, text, lon_deg: 113.21, lat_deg: 33.97 }),
};

/** One staged row; the file is `<origin>.csv`, the line given. */
export const staged = <T extends TableName>(table: T, row: Row<T>, origin = 'a', line = 2): ImportItem => ({
  staged: { table, row, origin, file: `${origin}.csv`, line },
});

/** The small grid as one import. */
export const smallGrid = (origin = 'a'): ImportItem[] => [
  staged('substations', SMALL.substation('S1'), origin),
  staged('nodes', SMALL.node('N1', { kind: 'busbar' }), origin, 2),
  staged('nodes', SMALL.node('N2'), origin, 3),
  staged('busbar_sections', SMALL.busbar('B1', 'S1', 'N1'), origin),
  staged('feeders', SMALL.feeder('F1', 'B1'), origin),
  staged('conductor_types', SMALL.conductor('LGJ'), origin),
  staged('sections', SMALL.section('L1', 'N1', 'N2'), origin),
  staged('peaks', SMALL.peak('F1'), origin),
  staged('commitments', SMALL.commitment('C1', 'N2'), origin),
];

export const defect = (over: Partial<Defect> = {}): Defect => ({
  file: 'a.csv',
  line: 9,
  table: 'nodes',
  id: null,
  field: 'kv',
  reason: 'not-a-number',
  received: 'ten',
  allowed: null,
  ...over,
});

export const run = (over: Partial<ImportRun> = {}): ImportRun => ({
  region: 'r',
  regionName: null,
  format: 'tables',
  origins: ['a'],
  quarantine: false,
  ...over,
});

/** A source of items, one by one. */
export const from = async function* (items: Iterable<ImportItem>): AsyncGenerator<ImportItem> {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
};
