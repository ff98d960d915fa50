import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ImportRefused } from '../../../src/ingest/import-refused.ts';
import { findJsonFiles } from '../../../src/ingest/find-json-files.ts';
import { readFeeders } from '../../../src/ingest/roseau/read-feeders.ts';
import { collect } from '../../support/collect-items.ts';
import { folderOf } from '../../support/temp-folder.ts';
import { smallNetwork, type SmallNetwork } from './small-network.ts';

const read = async (...networks: object[]) => {
  const files = networks.map((network, i) => [`F${i + 1}.json`, JSON.stringify(network)] as const);
  return collect(readFeeders(await findJsonFiles([await folderOf(Object.fromEntries(files))])));
};

const changed = (change: (network: SmallNetwork) => unknown): SmallNetwork => {
  const network = smallNetwork();
  change(network);
  return network;
};

const refusedText = async (text: string | Buffer): Promise<ImportRefused> => {
  const folder = await folderOf({ 'F1.json': text });
  const error = await collect(readFeeders(await findJsonFiles([folder]))).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ImportRefused);
  return error as ImportRefused;
};
const refused = (change: (network: SmallNetwork) => unknown) => refusedText(JSON.stringify(changed(change)));

test('a feeder becomes rows of the record', async () => {
  const { rows, defects, origins } = await read(smallNetwork());
  expect(defects).toEqual([]);
  expect([...origins]).toEqual(['F1']);
  const source = { source_voltage_pu: null, source_fault_mva: null };
  expect(rows.substations).toEqual([
    { id: 'SUB', name: null, kv: 20, lon_deg: 2.5, lat_deg: 48.5, ...source },
  ]);
  expect(rows.main_transformers).toEqual([]);
  expect(rows.busbar_sections).toMatchObject([
    { id: 'SUB', substation_id: 'SUB', node_id: 'SUB', main_transformer_id: null, rating_a: null },
  ]);
  expect(rows.feeders).toMatchObject([{ id: 'F1', kind: 'public', busbar_id: 'SUB', outlet_limit_a: null }]);
  expect(rows.nodes.map(({ id, kind, kv }) => [id, kind, kv])).toEqual([
    ['SUB', 'busbar', 20],
    ['MV1', 'node', 20],
  ]);
  expect(rows.lv_points.map(({ id, kind, kv }) => [id, kind, kv])).toEqual([
    ['LV0', 'busbar', 0.4],
    ['LV1', 'node', 0.4],
  ]);
  expect(rows.sections).toEqual([
    {
      ...{
        id: 'L1',
        feeder_id: 'F1',
        from_node_id: 'SUB',
        to_node_id: 'MV1',
        conductor_type_id: 'F1/MVcable',
      },
      ...{ length_m: 1500, limit_a: null, path_wkt: [2.5, 48.5, 2.505, 48.501, 2.51, 48.5] },
    },
  ]);
  expect(rows.lv_lines).toMatchObject([
    { id: 'L2', from_point_id: 'LV0', to_point_id: 'LV1', conductor_type_id: 'F1/bundle', path_wkt: null },
  ]);
  expect(rows.lv_lines[0]!.length_m).toBeCloseTo(40, 9);
  expect(rows.conductor_types.map(({ id, laying, ampacity_a }) => [id, laying, ampacity_a])).toEqual([
    ['F1/MVcable', 'cable', 290],
    ['F1/bundle', 'overhead', 187],
  ]);
  expect(rows.distribution_transformers).toMatchObject([
    {
      ...{ id: 'T', node_id: 'MV1', lv_point_id: 'LV0', rating_kva: 160, lon_deg: 2.51, lat_deg: 48.5 },
      ...{ hv_kv: 20, lv_kv: 0.4, uk_percent: 4, pk_kw: 2.35, p0_kw: 0.46, i0_percent: 2.3, tap_pu: 1.025 },
    },
  ]);
  expect(rows.customers).toMatchObject([
    { id: 'big', at_kind: 'node', at_id: 'MV1', load_kw: 30, load_kvar: 40 },
    { id: 'house', at_kind: 'lv-point', at_id: 'LV1', load_kw: 6, load_kvar: 3 },
  ]);
});

test('peaks are the magnitude of the vector sum of all loads below', async () => {
  const { rows } = await read(smallNetwork());
  const common = { season: 'unspecified', quality: 'estimated', measured_on: null };
  expect(rows.peaks).toMatchObject([
    { ...common, element_kind: 'feeder', element_id: 'F1' },
    { ...common, element_kind: 'distribution-transformer', element_id: 'T' },
  ]);
  expect(rows.peaks[0]!.peak_kva).toBeCloseTo(Math.hypot(36, 43), 9);
  expect(rows.peaks[1]!.peak_kva).toBeCloseTo(Math.hypot(6, 3), 9);
});

test('two files that start from one bus bring it with the same content', async () => {
  const second = changed((network) => {
    network.buses = network.buses.slice(0, 2);
    network.buses[1]!['id'] = 'MV2';
    network.lines = [{ ...network.lines[0], id: 'L9', bus2: 'MV2' }];
    network.transformers = [];
    network.loads = [];
  });
  const { rows, defects, origins } = await read(smallNetwork(), second);
  expect(defects).toEqual([]);
  expect([...origins]).toEqual(['F1', 'F2']);
  const twice = [rows.substations, rows.busbar_sections, rows.nodes.filter(({ id }) => id === 'SUB')];
  for (const [one, other, third] of twice) {
    expect(one).toEqual(other);
    expect(third).toBeUndefined();
  }
  expect(rows.conductor_types.map(({ id }) => id)).toContain('F2/MVcable');
});

test('an ideal source bus without place, behind a switch, is not part of the grid', async () => {
  const { rows, defects } = await read(
    changed((network) => {
      network.buses.unshift({ id: 'MVVoltage_source', phases: 'abcn' });
      network.switches = [{ id: 'switch', bus1: 'MVVoltage_source', bus2: 'SUB', phases: 'abc' }];
      network.sources[0]!['bus'] = 'MVVoltage_source';
    }),
  );
  expect(defects).toEqual([]);
  expect(rows).toEqual((await read(smallNetwork())).rows);
});

test('a single-phase file is read alike', async () => {
  const { rows, defects } = await read(
    changed((network) => {
      network['is_multiphase'] = false;
      network.loads = [{ id: 'big', bus: 'MV1', type: 'power', power: [30_000, 40_000] }];
      network.lines_params = [
        { id: 'MVcable', z_line: [0.15, 0.3], y_shunt: [0, 9e-5], ampacity: 290, line_type: 'UNDERGROUND' },
        { id: 'bundle', z_line: [0.4, 0.1], ampacity: null, line_type: null },
      ];
    }),
  );
  expect(defects).toEqual([]);
  expect(rows.conductor_types).toMatchObject([
    { r_ohm_per_km: 0.15, x_ohm_per_km: 0.3, b_us_per_km: 90, ampacity_a: 290, laying: 'cable' },
    { r_ohm_per_km: 0.4, b_us_per_km: null, ampacity_a: null, laying: 'unknown' },
  ]);
  expect(rows.customers).toMatchObject([{ load_kw: 30, load_kvar: 40 }]);
});

test('voltages that are not given are carried along lines and over transformers', async () => {
  const { rows, defects } = await read(
    changed((network) => {
      for (const bus of network.buses.slice(1)) bus['nominal_voltage'] = null;
    }),
  );
  expect(defects).toEqual([]);
  expect(rows.nodes.map(({ kv }) => kv)).toEqual([20, 20]);
  expect(rows.lv_points.map(({ kv }) => kv)).toEqual([0.4, 0.4]);
});

test('a lower maximum loading of a line limits it, a higher one does not', async () => {
  const limitAt = async (share: number) => {
    const network = changed(({ lines }) => {
      lines[0]!['max_loading'] = share;
    });
    return (await read(network)).rows.sections[0]!.limit_a;
  };
  expect(await limitAt(0.5)).toBe(145);
  expect(await limitAt(1.2)).toBeNull();
});

test('a switch becomes a section of no length; an open one is a tie', async () => {
  const { rows, defects } = await read(
    changed((network) => {
      network.buses.push({ ...network.buses[1]!, id: 'MV2' });
      network.switches = [
        { id: 's1', bus1: 'MV1', bus2: 'MV2' },
        { id: 's2', bus1: 'SUB', bus2: 'MV2', closed: false },
        { id: 's3', bus1: 'LV0', bus2: 'LV1', closed: false },
      ];
    }),
  );
  expect(defects).toEqual([]);
  expect(rows.switches).toMatchObject([
    { id: 'F1/s1', kind: 'sectionalising', section_id: 'F1/s1', node_id: 'MV1', normally_open: false },
    { id: 'F1/s2', kind: 'tie', section_id: 'F1/s2', node_id: 'SUB', normally_open: true },
  ]);
  const drawn = rows.sections.filter(({ conductor_type_id }) => conductor_type_id === 'F1/switch');
  expect(drawn).toMatchObject([{ length_m: 0 }, { length_m: 0 }]);
  expect(rows.conductor_types.at(-1)).toMatchObject({ id: 'F1/switch', ampacity_a: null });
  expect(rows.lv_lines).toHaveLength(1);
});

const path = [
  [2.5, 48.5],
  [2.6, 48.5],
];

describe('an element at fault is a defect with file, list, id and field', () => {
  type Case = [what: string, change: (network: SmallNetwork) => unknown, expected: object];
  const cases: Case[] = [
    [
      'a bus without place',
      ({ buses }) => delete buses[3]!['geometry'],
      { table: 'buses', id: 'LV1', field: 'geometry', reason: 'no-coordinates' },
    ],
    [
      'a bus without voltage',
      (network) => network.buses.push({ id: 'alone' }),
      { table: 'buses', id: 'alone', field: 'nominal_voltage', reason: 'no-voltage' },
    ],
    [
      'a latitude out of range',
      ({ buses }) => (buses[3]!['geometry'] = { type: 'Point', coordinates: [48.5, 102.5] }),
      { table: 'lv_points', id: 'LV1', field: 'lat_deg', reason: 'out-of-range', received: '102.5' },
    ],
    [
      'an id that cannot be kept',
      ({ loads }) => (loads[0]!['id'] = 'a\u0000b'),
      { table: 'customers', field: 'id', reason: 'control-character' },
    ],
    [
      'an id of half a surrogate pair',
      ({ loads }) => (loads[0]!['id'] = 'a\ud800'),
      { table: 'customers', field: 'id', reason: 'control-character' },
    ],
    [
      'an id twice in one list',
      (network) => network.loads.push({ ...network.loads[0]! }),
      { table: 'loads', id: 'big', field: 'id', reason: 'duplicate-id' },
    ],
    [
      'a line to a bus that is in no table',
      ({ lines }) => (lines[1]!['bus2'] = 'nowhere'),
      { table: 'lines', id: 'L2', field: 'bus2', reason: 'missing-reference', received: 'nowhere' },
    ],
    [
      'a line between two voltages',
      ({ lines }) => (lines[1]!['bus1'] = 'MV1'),
      { table: 'lines', id: 'L2', reason: 'voltage-mismatch', received: 'MV1 LV1' },
    ],
    [
      'a line of unknown type',
      ({ lines }) => (lines[1]!['params_id'] = 'none'),
      { table: 'lines', id: 'L2', field: 'params_id', reason: 'missing-reference' },
    ],
    [
      'a line of negative length',
      ({ lines }) => (lines[1]!['length'] = -1),
      { table: 'lines', id: 'L2', field: 'length', reason: 'out-of-range', received: '-1' },
    ],
    [
      'a line longer than the record holds',
      ({ lines }) => (lines[1]!['length'] = 900),
      { table: 'lv_lines', id: 'L2', field: 'length_m', reason: 'out-of-range', received: '900000' },
    ],
    [
      'a line without length',
      ({ lines }) => delete lines[1]!['length'],
      { table: 'lines', id: 'L2', field: 'length', reason: 'missing' },
    ],
    [
      'a geometry that is no line',
      ({ lines }) => (lines[1]!['geometry'] = { type: 'Polyline', coordinates: path }),
      { table: 'lines', id: 'L2', field: 'geometry/type' },
    ],
    [
      'an impedance that is not square',
      (network) => network.lines_params.push({ id: 'odd', z_line: [[[1, 2]], [[1, 2]]], ampacities: null }),
      { table: 'lines_params', id: 'odd', field: 'z_line' },
    ],
    [
      'a transformer between two low voltages',
      ({ transformers }) => (transformers[0]!['bus_hv'] = 'LV1'),
      { table: 'transformers', id: 'T', reason: 'unsupported-transformer' },
    ],
    [
      'a transformer of unknown type',
      ({ transformers }) => (transformers[0]!['params_id'] = 'none'),
      { table: 'transformers', id: 'T', field: 'params_id', reason: 'missing-reference' },
    ],
    [
      'a tap out of range',
      ({ transformers }) => (transformers[0]!['tap'] = 3),
      { table: 'distribution_transformers', id: 'T', field: 'tap_pu', reason: 'out-of-range' },
    ],
    [
      'a load that is not of constant power',
      ({ loads }) => (loads[1] = { id: 'house', bus: 'LV1', type: 'impedance', impedances: [[1, 0]] }),
      { table: 'loads', id: 'house', field: 'type', reason: 'unsupported-load', received: 'impedance' },
    ],
    [
      'a load at a bus that is in no table',
      ({ loads }) => (loads[1]!['bus'] = 'nowhere'),
      { table: 'loads', id: 'house', field: 'bus', reason: 'missing-reference' },
    ],
    [
      'a power that is no number',
      ({ loads }) => (loads[1]!['powers'] = [['1', 0]]),
      { table: 'loads', id: 'house', field: 'powers/0/0', reason: 'wrong-type' },
    ],
  ];
  test.each(cases)('%s', async (_, change, expected) => {
    const { defects } = await read(changed(change));
    expect(defects).toMatchObject([{ file: 'F1.json', line: null, ...expected }]);
    expect(defects[0]!.allowed).not.toBe('');
  });
});

describe('a file that is no feeder of this format is refused with its place', () => {
  test.each<[string, (network: SmallNetwork) => unknown, string, string]>([
    ['another version', (network) => (network['version'] = 3), '/version', 'only version 5'],
    ['no version', (network) => delete network['version'], '/version', 'only version 5'],
    [
      'another reference system',
      (network) => (network['crs'] = { data: 'EPSG:2154', normalize: false }),
      '/crs/data',
      'EPSG:4326',
    ],
    ['no reference system', (network) => delete network['crs'], '/crs', 'reference system'],
    [
      'an undefined reference system',
      (network) => (network['crs'] = { data: null, normalize: false }),
      '/crs/data',
      'null',
    ],
    ['a list that is none', (network) => (network['buses'] = {} as never), '/buses', 'array'],
    ['no source', (network) => (network.sources = []), '/sources', 'one source; received 0'],
    [
      'two sources',
      (network) => network.sources.push({ id: 'vs2', bus: 'MV1' }),
      '/sources',
      'one source; received 2',
    ],
    ['a source nowhere', ({ sources }) => (sources[0]!['bus'] = 'x'), '/sources/0/bus', 'no bus "x"'],
    [
      'a source at a bus that is at fault itself',
      ({ buses }) => (buses[0]!['nominal_voltage'] = '20kV'),
      '/buses, id "SUB"',
      'nominal_voltage: wrong-type, received 20kV',
    ],
    [
      'a low-voltage source',
      ({ sources }) => (sources[0]!['bus'] = 'LV1'),
      '/sources/0/bus',
      'no medium voltage',
    ],
  ])('%s', async (_, change, where, word) => {
    const error = await refused(change);
    expect(error).toMatchObject({ file: 'F1.json', where });
    expect(error.message).toContain(word);
  });

  test('everything wrong with its outside is said at once', async () => {
    const { message } = await refused((network) => {
      network['version'] = 4;
      delete network['crs'];
    });
    expect(message).toContain('/version');
    expect(message).toContain('/crs');
  });

  test.each([0, 1, 50, 700, 1500])('cut off after %d bytes', async (bytes) => {
    const text = JSON.stringify(smallNetwork(), null, 1);
    const error = await refusedText(text.slice(0, bytes));
    expect(error.file).toBe('F1.json');
    expect(error.where).toMatch(/^line \d+, column \d+$/);
    expect(error.message).toContain('cut off');
  });

  test('not JSON, with line and column', async () => {
    const error = await refusedText('{\n "version": 5,\n "x": None\n}');
    expect(error).toMatchObject({ where: 'line 3, column 7' });
  });

  test('a value missing, in the words of the parser', async () => {
    const error = await refusedText('{"version": 5, "buses": [1, ]}');
    expect(error.message).toContain('not JSON (Unexpected token');
  });

  test('not UTF-8', async () => {
    expect((await refusedText(Buffer.from([0x7b, 0xff, 0x7d]))).message).toContain('UTF-8');
  });

  test('JSON of something else', async () => {
    expect((await refusedText('[1, 2]')).where).toBe('/');
  });
});

describe('paths', () => {
  test('stand for files, and folders for their .json files by name', async () => {
    const folder = await folderOf({ 'b.json': '', 'a.JSON': '', 'c.txt': '', '.d.json': '' });
    const other = await folderOf({ 'x.json': '' });
    const files = await findJsonFiles([join(other, 'x.json'), folder]);
    expect(files.map(({ stem, file }) => [stem, file])).toEqual([
      ['x', 'x.json'],
      ['a', 'a.JSON'],
      ['b', 'b.json'],
    ]);
  });
  test('must exist, hold files and name each feeder once', async () => {
    const folder = await folderOf({ 'a.json': '' });
    await expect(findJsonFiles([join(folder, 'b.json')])).rejects.toThrow('no such file');
    await expect(findJsonFiles([await folderOf({})])).rejects.toThrow('no .json file');
    await expect(findJsonFiles([folder, join(folder, 'a.json')])).rejects.toThrow('two files are named a');
  });
});
