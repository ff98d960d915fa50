import { describe, expect, test } from 'vitest';
import { ImportRefused } from '../../../src/ingest/import-refused.ts';
import { read, readText, switchAt } from './read-small-net.ts';
import { netText, smallNet, type SmallNet } from './small-net.ts';

test('a network becomes rows of the record', async () => {
  const { rows, defects, leftOut, origins } = await read();
  expect(defects).toEqual([]);
  expect([...origins]).toEqual(['n']);
  expect(leftOut).toEqual({ 'bus above medium voltage': 1 });
  expect(rows.substations).toEqual([
    {
      ...{ id: 'n/bus/7', name: 'Grid', kv: 110, lon_deg: 8, lat_deg: 48 },
      ...{ source_voltage_pu: 1.02, source_fault_mva: 1500 },
    },
  ]);
  expect(rows.main_transformers).toEqual([
    {
      ...{ id: 'n/trafo/5', name: 'T1', substation_id: 'n/bus/7', rating_kva: 10_000, hv_kv: 110, lv_kv: 21 },
      ...{ uk_percent: 10, pk_kw: 50, p0_kw: 12, i0_percent: 0.1, tap_pu: 0.97 },
    },
  ]);
  expect(rows.busbar_sections).toMatchObject([
    { id: 'n/bus/10', substation_id: 'n/bus/7', node_id: 'n/bus/10', main_transformer_id: 'n/trafo/5' },
  ]);
  expect(rows.feeders).toMatchObject([
    { id: 'n/line/1/feeder', name: 'First', busbar_id: 'n/bus/10', outlet_limit_a: null },
  ]);
  expect(rows.nodes.map(({ id, kind }) => [id, kind])).toEqual([
    ['n/bus/10', 'busbar'],
    ...['20', '30', '40'].map((bus) => [`n/bus/${bus}`, 'node']),
  ]);
  expect(rows.lv_points.map(({ id, kind }) => [id, kind])).toEqual([
    ['n/bus/50', 'busbar'],
    ['n/bus/60', 'node'],
  ]);
  expect(rows.sections.map(({ id, feeder_id, length_m }) => [id, feeder_id, length_m])).toEqual(
    [1, 2, 3].map((index) => [`n/line/${index}`, 'n/line/1/feeder', 1000]),
  );
  expect(rows.lv_lines).toMatchObject([
    { id: 'n/line/4', from_point_id: 'n/bus/50', to_point_id: 'n/bus/60', length_m: 100 },
  ]);
  expect(rows.conductor_types).toMatchObject([
    { name: 'cable', laying: 'cable', r_ohm_per_km: 0.2, x_ohm_per_km: 0.1, ampacity_a: 300 },
  ]);
  // 2π · 50 Hz · 200 nF/km
  expect(rows.conductor_types[0]!.b_us_per_km).toBeCloseTo(62.83185, 4);
  expect(rows.distribution_transformers).toMatchObject([
    {
      ...{ id: 'n/trafo/6', node_id: 'n/bus/30', lv_point_id: 'n/bus/50', rating_kva: 400, tap_pu: 1 },
      ...{ uk_percent: 6, pk_kw: 5.6, p0_kw: 1.3, i0_percent: 0.3, lon_deg: 8.02, lat_deg: 48 },
    },
  ]);
  expect(rows.customers).toMatchObject([
    { id: 'n/load/0', at_kind: 'node', at_id: 'n/bus/20', load_kw: 100, load_kvar: 20, contracted_kva: null },
    { id: 'n/load/1', at_kind: 'lv-point', at_id: 'n/bus/60', load_kw: 10, load_kvar: 5, contracted_kva: 20 },
  ]);
  expect(rows.generators).toEqual([
    {
      ...{ id: 'n/sgen/0', at_kind: 'lv-point', at_id: 'n/bus/60', rated_kva: 30 },
      ...{ output_kw: 30, output_kvar: 0, kind: 'pv' },
    },
  ]);
});

test('rows in another order come out the same but for their order', async () => {
  const sorted = (rows: object) =>
    Object.entries(rows).map(([table, of]) => [table, (of as object[]).map((r) => JSON.stringify(r)).sort()]);
  const plain = await read((net) => (net['switch'] = { 1: switchAt('b', 40, 20, false) }));
  const net = { ...smallNet(), switch: { 1: switchAt('b', 40, 20, false) } };
  const turned = JSON.parse(netText(net)) as { _object: Record<string, { _object: string }> };
  for (const table of Object.keys(net)) {
    const split = JSON.parse(turned._object[table]!._object) as { index: unknown[]; data: unknown[] };
    split.index.reverse();
    split.data.reverse();
    turned._object[table]!._object = JSON.stringify(split);
  }
  const other = await readText(JSON.stringify(turned));
  expect(sorted(other.rows)).toEqual(sorted(plain.rows));
});

describe('figures', () => {
  test('of parallel lines are those of one; df is a limit', async () => {
    const { rows } = await read((net) => {
      net['line']![1] = { ...net['line']![1], parallel: 2, df: 0.8 };
      net['line']![2] = { ...net['line']![2], max_i_ka: 0 };
    });
    expect(rows.sections.map(({ limit_a }) => limit_a)).toEqual([480, null, null]);
    const doubled = rows.conductor_types.find(({ name }) => name === 'cable ×2')!;
    expect(doubled).toMatchObject({ r_ohm_per_km: 0.1, x_ohm_per_km: 0.05, ampacity_a: 600 });
    expect(doubled.b_us_per_km).toBeCloseTo(125.6637, 3);
    expect(rows.conductor_types.map(({ ampacity_a }) => ampacity_a)).toEqual([600, null, 300]);
  });

  test('of parallel and derated transformers keep their impedance in ohms', async () => {
    const { rows } = await read((net) => (net['trafo']![6] = { ...net['trafo']![6], parallel: 2, df: 0.5 }));
    const [row] = rows.distribution_transformers;
    expect(row).toMatchObject({ rating_kva: 400, uk_percent: 3, p0_kw: 2.6, i0_percent: 0.6 });
    // R = P_k·U²/S²: half of one transformer's 5.6 kW at 400 kVA.
    expect(row!.pk_kw! / 400 ** 2).toBeCloseTo(5.6 / 400 ** 2 / 2, 12);
  });

  const tapCases: [string, Record<string, unknown>, number][] = [
    ['on the low side', { tap_side: 'lv', tap_pos: 2 }, 1 / 1.03],
    ['away from a neutral position', { tap_neutral: 3, tap_pos: 5 }, 1.03],
    ['of version 3 with a ratio', { tap_pos: 2, tap_changer_type: 'Ratio' }, 1.03],
    ['of version 3 without a type', { tap_pos: 2, tap_changer_type: null }, 1],
    ['that shifts the phase alone', { tap_pos: 2, tap_phase_shifter: true }, 1],
    ['along an angle', { tap_pos: 2, tap_step_degree: 90 }, Math.hypot(1, 0.03)],
    ['without a position', { tap_pos: null, tap_neutral: 7 }, 1],
  ];
  test.each(tapCases)('of a tap %s', async (_, change, tap) => {
    const { rows, defects } = await read((net) => (net['trafo']![5] = { ...net['trafo']![5], ...change }));
    expect(defects).toEqual([]);
    expect(rows.main_transformers[0]!.tap_pu).toBeCloseTo(tap, 12);
  });

  test('of storages and generators count as fed in', async () => {
    const { rows } = await read((net) => {
      net['storage'] = { 0: { bus: 20, p_mw: 0.5, q_mvar: 0.1, scaling: 1, sn_mva: 1, in_service: true } };
      net['gen'] = { 0: { bus: 20, p_mw: 2, scaling: 0.5, sn_mva: null, vm_pu: 1, in_service: true } };
    });
    expect(rows.generators.slice(1)).toMatchObject([
      { id: 'n/gen/0', output_kw: 1000, output_kvar: null, rated_kva: null, kind: null },
      { id: 'n/storage/0', output_kw: -500, output_kvar: -100, rated_kva: 1000, kind: 'storage' },
    ]);
  });

  test('of loads of constant impedance are those at nominal voltage', async () => {
    const { rows, defects } = await read((net) => (net['load']![0]!['const_z_percent'] = 60));
    expect(defects).toEqual([]);
    expect(rows.customers[0]).toMatchObject({ load_kw: 100, load_kvar: 20 });
  });
});

describe('places', () => {
  test('of version 2 stand in tables of their own', async () => {
    const { rows, defects } = await read(
      (net) => {
        net['bus_geodata'] = {};
        for (const [index, row] of Object.entries(net['bus']!)) {
          delete row['geo'];
          net['bus_geodata'][Number(index)] = { x: 7.5, y: 47.5, coords: null };
        }
        net['line_geodata'] = {
          1: {
            coords: [
              [7.5, 47.5],
              [7.6, 47.6],
            ],
          },
          2: { coords: '[[7, 47], [8, 48]]' },
        };
        for (const row of Object.values(net['line']!)) delete row['geo'];
      },
      { version: 2.2 },
    );
    expect(defects).toEqual([]);
    expect(rows.nodes.map(({ lon_deg, lat_deg }) => [lon_deg, lat_deg])).toEqual(Array(4).fill([7.5, 47.5]));
    expect(rows.sections.map(({ path_wkt }) => path_wkt)).toEqual([
      [7.5, 47.5, 7.6, 47.6],
      [7, 47, 8, 48],
      null,
    ]);
  });

  test('come over the transformers and switches of a station, not along lines', async () => {
    const { rows, defects } = await read((net) => {
      net['bus']![7]!['geo'] = null;
      net['bus']![50]!['geo'] = null;
      net['bus']![40]!['geo'] = null;
    });
    expect(rows.substations).toMatchObject([{ lon_deg: 8, lat_deg: 48 }]);
    expect(rows.lv_points[0]).toMatchObject({ lon_deg: 8.02, lat_deg: 48 });
    expect(defects).toMatchObject([{ file: 'n.json', table: 'bus', id: '40', reason: 'no-coordinates' }]);
  });

  test('that are planar are refused until their system is given, and then buses and lines lie where it says', async () => {
    const planar = (net: SmallNet) => {
      for (const row of Object.values(net['bus']!)) {
        const [lon] = (JSON.parse(String(row['geo'])) as { coordinates: [number] }).coordinates;
        const x = 500_000 + Math.round((lon - 8) * 100_000);
        row['geo'] = JSON.stringify({ type: 'Point', coordinates: [x, 3_763_000] });
      }
      const path = { type: 'LineString', coordinates: [[500_000, 3_763_000], [501_000, 3_763_000]] }; // prettier-ignore
      net['line']![1]!['geo'] = JSON.stringify(path);
    };
    await expect(read(planar)).rejects.toThrow(/n\.json.*names no reference system.*--crs EPSG:n/u);
    const { rows, defects } = await read(planar, {}, 'EPSG:4547');
    expect(defects).toEqual([]);
    // A kilometre to the east of 114° is 0.0108 degrees there.
    const east = rows.nodes.map(({ lon_deg }) => Math.round((lon_deg - 114) * 1e4));
    expect(east.sort((a, b) => a - b)).toEqual([0, 108, 216, 325]);
    const { lat_deg } = rows.nodes[0]!;
    const path = rows.sections.find(({ path_wkt }) => path_wkt !== null)!.path_wkt!;
    const close = (degrees: number): number => expect.closeTo(degrees, 3) as number;
    expect(path).toEqual([close(114), close(lat_deg), close(114.0108), close(lat_deg)]);
  });

  test('that are no degrees are defects of their buses', async () => {
    const { defects } = await read((net) => {
      net['bus']![20]!['geo'] = '{"type": "Point", "coordinates": [3500000, 5400000]}';
      net['bus']![30]!['geo'] = '{"type": "Point"}';
      net['line']![1]!['geo'] = 'nowhere';
    });
    expect(defects).toMatchObject([
      { table: 'bus', id: '30', field: 'geo/coordinates', reason: 'missing' },
      { table: 'line', id: '1', field: 'geo', reason: 'wrong-type' },
      { table: 'nodes', id: 'n/bus/20', field: 'lon_deg', reason: 'out-of-range', received: '3500000' },
      { table: 'nodes', id: 'n/bus/20', field: 'lat_deg', reason: 'out-of-range' },
    ]);
  });
});

test('loads by phase, wards and motors draw, shunts and generation by phase feed in', async () => {
  const { rows, defects } = await read((net) => {
    const more = { name: null, bus: 20, in_service: true };
    const phases = { p_a_mw: 0.1, p_b_mw: 0.2, p_c_mw: null, q_a_mvar: 0.03, q_b_mvar: 0, q_c_mvar: 0 };
    net['asymmetric_load'] = { 1: { ...more, ...phases, scaling: 0.5, sn_mva: null } };
    net['ward'] = { 2: { ...more, ps_mw: 0.1, qs_mvar: 0.02, pz_mw: 0.05, qz_mvar: 0.01 } };
    net['motor'] = { 3: { ...more, pn_mech_mw: 0.9, loading_percent: 50, cos_phi: 0.8, efficiency_percent: 90, scaling: 1 } }; // prettier-ignore
    net['shunt'] = { 4: { ...more, p_mw: 0, q_mvar: -0.4, step: 2 } };
    net['asymmetric_sgen'] = { 5: { ...more, ...phases, type: 'PV', scaling: 1, sn_mva: 0.5 } };
  });
  expect(defects).toEqual([]);
  const drawn = new Map(rows.customers.map((row) => [row.id, [row.load_kw, row.load_kvar]]));
  const near = (value: number) => expect.closeTo(value, 9) as number;
  expect(drawn.get('n/asymmetric_load/1')).toEqual([near(150), near(15)]);
  expect(drawn.get('n/ward/2')).toEqual([near(150), near(30)]);
  expect(drawn.get('n/motor/3')).toEqual([near(500), near(375)]);
  const fed = new Map(rows.generators.map((row) => [row.id, [row.output_kw, row.output_kvar, row.kind]]));
  expect(fed.get('n/shunt/4')).toEqual([0, near(800), 'other']);
  expect(fed.get('n/asymmetric_sgen/5')).toEqual([near(300), near(30), 'pv']);
});

test('what is out of service is left out with what hangs on it', async () => {
  const { rows, defects, leftOut } = await read((net) => {
    net['bus']![40]!['in_service'] = false;
    net['load']![0]!['in_service'] = false;
    net['load']![2] = { bus: 40, p_mw: 1, q_mvar: 0, in_service: true };
    net['line']![4]!['in_service'] = false;
    net['switch'] = { 1: switchAt('l', 30, 3, true), 2: switchAt('l', 50, 4, true) };
  });
  expect(defects).toEqual([]);
  expect(rows.sections.map(({ id }) => id)).toEqual(['n/line/1', 'n/line/2']);
  expect(rows.customers.map(({ id }) => id)).toEqual(['n/load/1']);
  expect(leftOut).toEqual({
    ...{ 'bus above medium voltage': 1, 'bus out of service': 1, 'line out of service': 2 },
    ...{ 'load out of service': 2, 'switch out of service': 2 },
  });
});

test('tables and columns that older versions lack are not missed', async () => {
  const { rows, defects } = await read((net) => {
    for (const rows of [net['line']!, net['trafo']!]) {
      for (const [index, row] of Object.entries(rows)) {
        const newer = ['df', 'parallel', 'type', 'std_type'];
        rows[Number(index)] = Object.fromEntries(
          Object.entries(row).filter(([name]) => !newer.includes(name)),
        );
      }
    }
    delete net['sgen'];
    delete net['switch'];
  });
  expect(defects).toEqual([]);
  expect(rows.conductor_types).toMatchObject([{ name: null, laying: 'unknown', ampacity_a: 300 }]);
  expect(rows.main_transformers).toMatchObject([{ rating_kva: 10_000 }]);
});

describe('defects', () => {
  const cases: [string, (net: SmallNet) => unknown, object][] = [
    [
      'a line to no bus',
      (net) => (net['line']![2]!['to_bus'] = 99),
      { table: 'line', id: '2', field: 'to', reason: 'missing-reference', received: 'n/bus/99' },
    ],
    [
      'a line between voltages',
      (net) => (net['line']![2]!['to_bus'] = 50),
      { table: 'line', id: '2', field: null, reason: 'voltage-mismatch' },
    ],
    [
      'a load at no bus',
      (net) => (net['load']![0]!['bus'] = 99),
      { table: 'load', id: '0', field: 'bus', reason: 'missing-reference' },
    ],
    [
      'a source at no bus',
      (net) => (net['ext_grid']![1] = { bus: 99, vm_pu: 1 }),
      { table: 'ext_grid', id: '1', field: 'bus', reason: 'missing-reference', received: 'n/bus/99' },
    ],
    [
      'a transformer upside down',
      (net) => Object.assign(net['trafo']![6]!, { hv_bus: 50, lv_bus: 30 }),
      { table: 'trafo', id: '6', field: null, reason: 'unsupported-transformer', received: 'lv mv' },
    ],
    [
      'a switch on no line',
      (net) => (net['switch'] = { 3: switchAt('l', 10, 77, true) }),
      { table: 'switch', id: '3', field: 'element', reason: 'missing-reference' },
    ],
    [
      'a switch beside its line',
      (net) => (net['switch'] = { 3: switchAt('l', 40, 1, false) }),
      { table: 'switch', id: '3', field: 'bus', reason: 'wrong-value' },
    ],
    [
      'a length that is no number',
      (net) => (net['line']![1]!['length_km'] = 'far'),
      { table: 'line', id: '1', field: 'length_km', reason: 'wrong-type', received: 'far' },
    ],
    [
      'a length below zero',
      (net) => (net['line']![1]!['length_km'] = -1),
      { table: 'sections', id: 'n/line/1', field: 'length_m', reason: 'out-of-range' },
    ],
    [
      'a transformer of three windings',
      (net) => (net['trafo3w'] = { 4: { hv_bus: 7, mv_bus: 10, lv_bus: 20, in_service: true } }),
      { table: 'trafo3w', id: '4', field: null, reason: 'unsupported-element' },
    ],
    [
      'a tap changer whose steps stand in a table',
      (net) => (net['trafo']![5]!['tap_changer_type'] = 'Tabular'),
      { table: 'trafo', id: '5', field: 'tap_changer_type', reason: 'unsupported-tap-changer' },
    ],
    [
      'a source voltage that none holds',
      (net) => (net['ext_grid']![0]!['vm_pu'] = 2),
      { table: 'substations', id: 'n/bus/7', field: 'source_voltage_pu', reason: 'out-of-range' },
    ],
  ];
  test.each(cases)('%s', async (_, change, defect) => {
    const { defects } = await read(change);
    expect(defects).toMatchObject([{ file: 'n.json', line: null, ...defect }]);
    expect(defects[0]!.allowed).not.toBe('');
  });

  test('an element of an unsupported kind is none out of service, or above medium voltage', async () => {
    const out = await read((net) => (net['xward'] = { 0: { bus: 10, in_service: false } }));
    const above = await read((net) => (net['xward'] = { 0: { bus: 7, in_service: true } }));
    expect([out.defects, above.defects]).toEqual([[], []]);
  });
});

const refusedText = async (text: string | Buffer): Promise<ImportRefused> => {
  const error = await readText(text).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ImportRefused);
  return error as ImportRefused;
};

type Root = Record<string, unknown> & { _object: Record<string, Record<string, unknown>> };

describe('refused as a whole, with the place', () => {
  test('a file that is cut off', async () => {
    const text = netText(smallNet());
    for (const share of [0.1, 0.5, 0.999]) {
      const { file, where, message } = await refusedText(text.slice(0, Math.floor(text.length * share)));
      expect(file).toBe('n.json');
      expect(where).toMatch(/^line 1, column \d+$/);
      expect(message).toContain('cut off');
    }
  });

  const cases: [string, (root: Root) => unknown, string, string][] = [
    ['another program', (root) => (root['_class'] = 'pandapipesNet'), '/_class', 'a pandapower network'],
    [
      'a version before 2',
      (root) => Object.assign(root._object, { version: '1.6.1' }),
      '/_object/version',
      '2.0',
    ],
    ['no version', (root) => delete root._object['version'], '/_object/version', 'received'],
    ['no network at all', (root) => Object.assign(root, { _object: 'gAAAA' }), '/_object', 'gAAAA'],
    [
      'a table of another orientation',
      (root) => (root._object['bus']!['orient'] = 'columns'),
      '/orient',
      'split',
    ],
    [
      'a table that is none',
      (root) => Object.assign(root._object, { line: 5 }),
      '/_object/line',
      'received 5',
    ],
    ['no source', (root) => delete root._object['ext_grid'], '/_object/ext_grid', 'nothing feeds'],
    [
      'rows without cells',
      (root) => (root._object['ext_grid']!['_object'] = '{"columns":["bus"],"index":[0],"data":[[7,1]]}'),
      '/_object/ext_grid/_object/data/0',
      'differ',
    ],
    [
      'more rows than indices',
      (root) => (root._object['ext_grid']!['_object'] = '{"columns":["bus"],"index":[],"data":[[7]]}'),
      '/_object/ext_grid',
      'indices',
    ],
    [
      'a table cut off',
      (root) => (root._object['line']!['_object'] = '{"columns":['),
      '/_object/line',
      'cut off',
    ],
  ];
  test.each(cases)('%s', async (_, change, where, word) => {
    const root = JSON.parse(netText(smallNet())) as Root;
    change(root);
    const { file, where: at, message } = await refusedText(JSON.stringify(root));
    expect(file).toBe('n.json');
    expect(at).toContain(where);
    expect(message).toContain(word);
  });

  test('a file that is no text', async () => {
    expect((await refusedText(Buffer.from([0x80, 0xff, 0x7b]))).message).toContain('not UTF-8');
  });
});
