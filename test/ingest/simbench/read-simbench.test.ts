import { describe, expect, test } from 'vitest';
import { ImportRefused } from '../../../src/ingest/import-refused.ts';
import { readSimbench } from '../../../src/ingest/simbench/read-simbench.ts';
import { GAUSS_KRUGER } from '../../support/crs-register.ts';
import { collect } from '../../support/collect-items.ts';
import { folderOf } from '../../support/temp-folder.ts';
import { filesOf, smallFolder, type SmallFolder } from './small-folder.ts';

const readFiles = async (files: Record<string, string>, crs: string | null = null) => {
  const leftOut: Record<string, number> = {};
  const items = readSimbench(await folderOf(files), {
    stem: 'n',
    leaveOut: (what) => {
      leftOut[what] = (leftOut[what] ?? 0) + 1;
    },
    ...{ crs, register: GAUSS_KRUGER },
  });
  return { ...(await collect(items)), leftOut };
};

const read = (change: (folder: SmallFolder) => unknown = () => undefined, crs: string | null = null) => {
  const folder = smallFolder();
  change(folder);
  return readFiles(filesOf(folder), crs);
};

test('planar coordinates are refused until their system is given, and then stand where it says', async () => {
  const planar = (folder: SmallFolder) =>
    (folder['Coordinates'] = [
      'id;x;y;subnet;voltLvl',
      ...['c0;500000;3763000;HV;3', 'c1;501000;3763000;MV;5', 'c2;502000;3763000;MV;5'],
    ]);
  await expect(read(planar)).rejects.toThrow(/Coordinates\.csv.*names no reference system.*--crs EPSG:n/u);
  await expect(read(planar, 'EPSG:9')).rejects.toThrow(/no reference system "EPSG:9"/u);
  const { rows, defects } = await read(planar, 'EPSG:4547');
  expect(defects).toEqual([]);
  expect(rows.substations).toMatchObject([
    { lon_deg: expect.closeTo(114, 7) as number, lat_deg: expect.closeTo(33.99, 2) as number },
  ]);
  // A kilometre to the east is 0.0108 degrees there.
  const east = rows.nodes.map(({ lon_deg }) => Math.round((lon_deg - 114) * 1e4));
  expect([...new Set(east)].sort((a, b) => a - b)).toEqual([0, 108, 216]);
});

test('coordinates among which some are degrees have defects where others are none', async () => {
  const { defects } = await read((folder) => (folder['Coordinates']![2] = 'c1;501000;3763000;MV;5'));
  expect(defects).toMatchObject([
    { table: 'nodes', id: 'n/a', field: 'lon_deg', reason: 'out-of-range' },
    { table: 'nodes', id: 'n/a', field: 'lat_deg', reason: 'out-of-range' },
  ]);
});

test('a folder becomes rows of the record', async () => {
  const { rows, defects, leftOut, origins } = await read();
  expect(defects).toEqual([]);
  expect([...origins]).toEqual(['n']);
  expect(leftOut).toEqual({
    ...{ Measurement: 2, 'bus above medium voltage': 1 },
    ...{ 'bus that is part of a busbar': 1, 'switch within a busbar': 1 },
  });
  expect(rows.substations).toEqual([
    {
      ...{ id: 'n/up', name: 'grid', kv: 110, lon_deg: 11, lat_deg: 53 },
      ...{ source_voltage_pu: 1.03, source_fault_mva: null },
    },
  ]);
  expect(rows.main_transformers).toMatchObject([
    { id: 'n/T1', substation_id: 'n/up', rating_kva: 25_000, uk_percent: 12, pk_kw: 100, tap_pu: 0.97 },
  ]);
  expect(rows.busbar_sections).toMatchObject([{ id: 'n/low', main_transformer_id: 'n/T1' }]);
  expect(rows.feeders).toMatchObject([{ id: 'n/S2/feeder', busbar_id: 'n/low' }]);
  expect(rows.nodes.map(({ id, kind }) => [id, kind])).toEqual([
    ['n/low', 'busbar'],
    ['n/out', 'node'],
    ['n/a', 'node'],
    ['n/b', 'node'],
  ]);
  expect(rows.sections).toMatchObject([
    { id: 'n/L1', feeder_id: 'n/S2/feeder', length_m: 1000, limit_a: 180 },
    { id: 'n/L2', feeder_id: 'n/S2/feeder', length_m: 2000, limit_a: null },
    { id: 'n/S2', feeder_id: 'n/S2/feeder', length_m: 0, from_node_id: 'n/low', to_node_id: 'n/out' },
  ]);
  expect(rows.switches).toMatchObject([{ id: 'n/S2', kind: 'outlet', normally_open: false }]);
  expect(rows.conductor_types.slice(0, 2)).toMatchObject([
    { name: 'AL', laying: 'cable', r_ohm_per_km: 0.2, x_ohm_per_km: 0.1, b_us_per_km: 60, ampacity_a: 300 },
    { name: 'ST', laying: 'overhead', r_ohm_per_km: 0.4, x_ohm_per_km: 0.35, ampacity_a: 200 },
  ]);
  const [transformer] = rows.distribution_transformers;
  // 80 % of 250 kVA may be used: the impedance in ohms stays.
  expect(transformer).toMatchObject({ id: 'n/T2', node_id: 'n/b', lv_point_id: 'n/lv', p0_kw: 0.88 });
  expect(transformer!.rating_kva).toBeCloseTo(200, 9);
  expect(transformer!.uk_percent).toBeCloseTo(4.8, 9);
  expect(transformer!.pk_kw).toBeCloseTo(3.3 * 0.64, 9);
  expect(transformer!.tap_pu).toBeCloseTo(1 / 1.025, 12);
  expect(rows.customers).toMatchObject([
    { id: 'n/D1', at_kind: 'node', at_id: 'n/a', load_kw: 400, load_kvar: 100, contracted_kva: 500 },
  ]);
  expect(rows.generators).toMatchObject([
    {
      id: 'n/R1',
      at_kind: 'lv-point',
      at_id: 'n/lv',
      output_kw: 30,
      output_kvar: 0,
      rated_kva: 40,
      kind: 'pv',
    },
    // 100 kW into the battery.
    { id: 'n/B1', at_id: 'n/lv', output_kw: -100, output_kvar: 0, rated_kva: 100, kind: 'storage' },
  ]);
});

test('an open switch is a tie, and what lies behind it another feeder or none', async () => {
  const { rows } = await read((folder) => {
    folder['Node']!.push('c;busbar;NULL;NULL;20;0.9;1.1;NULL;c2;MV;5');
    folder['Switch']!.push('S3;b;c;LBS;0;NULL;MV;5');
  });
  expect(rows.switches[1]).toMatchObject({
    kind: 'tie',
    section_id: 'n/S3',
    node_id: 'n/b',
    normally_open: true,
  });
  expect(rows.sections.at(-1)).toMatchObject({ id: 'n/S3', feeder_id: null });
});

test('files that are not there have no rows', async () => {
  const { rows, defects } = await read((folder) => {
    for (const name of ['RES', 'Storage', 'Measurement', 'Load']) Reflect.deleteProperty(folder, name);
  });
  expect(defects).toEqual([]);
  expect(rows.customers).toEqual([]);
  expect(rows.sections).toHaveLength(3);
});

test('columns may stand in any order, with others between, and lines end as on Windows', async () => {
  const files = filesOf(smallFolder());
  const turned = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      text.trimEnd().split('\n').map((line, i) => `${line.split(';').reverse().join(';')};${i === 0 ? 'note' : 'x'}`).join('\r\n'), // prettier-ignore
    ]),
  );
  expect(await readFiles(turned)).toEqual(await readFiles(files));
});

test('shunts draw what they state, three windings above medium voltage are left out with it', async () => {
  const { rows, defects } = await read((folder) => {
    folder['Shunt'] = ['id;node;p0;q0;vmR;step;subnet;voltLvl', 'C1;a;0.01;-0.3;20;2;MV;5'];
    folder['Node']!.push(
      'ehv;busbar;NULL;NULL;220;0.9;1.1;s1;c0;EHV;1',
      'up2;busbar;NULL;NULL;110;0.9;1.1;s1;c0;HV;3',
    );
    folder['Transformer3W'] = ['id;nodeHV;nodeMV;nodeLV', 'X;ehv;up;up2'];
  });
  expect(defects).toEqual([]);
  expect(rows.main_transformers).toHaveLength(1);
  expect(rows.generators.map(({ id, output_kw, output_kvar }) => [id, output_kw, output_kvar])).toEqual([
    ['n/R1', 30, 0],
    ['n/C1', -20, 600],
    ['n/B1', -100, 0],
  ]);
});

test('external nets that give their power feed in; equivalents and direct current above medium voltage are left out', async () => {
  const { rows, defects, leftOut } = await read((folder) => {
    folder['ExternalNet']!.push('give;a;pq;1;0.5;0.1', 'hold;b;pvm;1;0.2;NULL', 'ward;up;Ward;1;1;1');
    folder['Node']!.push('far;busbar;NULL;NULL;110;0.9;1.1;s1;c0;HV;3');
    folder['DCLineType'] = ['id;pDCLine;relPLosses', 'HVDC;300;1.2'];
    folder['Line']!.push('DC;up;far;HVDC;100;100;HV;3');
  });
  expect(defects).toEqual([]);
  expect(leftOut).toMatchObject({ 'ExternalNet above medium voltage': 1, 'Line above medium voltage': 1 });
  expect(rows.substations).toMatchObject([{ source_voltage_pu: 1.03 }]);
  const found = rows.generators.map((row) => [row.id, row.at_id, row.output_kw, row.output_kvar]);
  expect(found).toContainEqual(['n/give', 'n/a', 500, 100]);
  expect(found).toContainEqual(['n/hold', 'n/b', 200, null]);
});

test('files may be named in other letters: none of them is overlooked', async () => {
  const { rows, defects } = await read((folder) => {
    folder['LOAD'] = folder['Load']!;
    folder['node'] = folder['Node']!;
    for (const name of ['Load', 'Node']) Reflect.deleteProperty(folder, name);
  });
  expect(defects).toEqual([]);
  expect(rows.customers).toHaveLength(1);
});

test('power plants feed in, or hold the voltage', async () => {
  const { rows, defects } = await read((folder) => {
    Reflect.deleteProperty(folder, 'ExternalNet');
    const header = 'id;node;type;profile;calc_type;dspf;pPP;qPP;sR;subnet;voltLvl';
    folder['PowerPlant'] = [header, 'P1;up;gas;x;vavm;1;50;NULL;60;HV;3', 'P2;a;hydro;x;pq;0;2;0.5;3;MV;5'];
  });
  expect(defects).toEqual([]);
  expect(rows.substations).toMatchObject([{ id: 'n/up', name: 'P1', source_voltage_pu: 1.03 }]);
  expect(rows.generators.map(({ id, output_kw, kind }) => [id, output_kw, kind])).toEqual([
    ['n/R1', 30, 'pv'],
    ['n/P2', 2000, 'hydro'],
    ['n/B1', -100, 'storage'],
  ]);
});

describe('defects name file and line', () => {
  const cases: [string, (folder: SmallFolder) => unknown, object][] = [
    [
      'a line of no type',
      (folder) => folder['Line']!.push('L9;a;b;Cu;1;100;MV;5'),
      { file: 'Line.csv', line: 4, id: 'L9', field: 'type', reason: 'missing-reference', received: 'Cu' },
    ],
    [
      'a transformer of no type',
      (folder) => folder['Transformer']!.push('T9;a;lv;1 kVA;0;0;NULL;100;NULL;MV;6'),
      { file: 'Transformer.csv', line: 4, field: 'type', reason: 'missing-reference' },
    ],
    [
      'a line to no node',
      (folder) => folder['Line']!.push('L9;a;z;AL;1;100;MV;5'),
      { file: 'Line.csv', line: 4, table: 'Line', id: 'L9', reason: 'missing-reference', received: 'n/z' },
    ],
    [
      'a length that is no number',
      (folder) => folder['Line']!.push('L9;a;b;AL;1,5;100;MV;5'),
      { file: 'Line.csv', line: 4, field: 'length', received: '1,5', allowed: 'a number' },
    ],
    [
      'a row that is cut off',
      (folder) => folder['Load']!.push('D2;a;mv_rural;0.4'),
      { file: 'Load.csv', line: 3, id: 'D2', field: null, reason: 'cell-count', received: '4', allowed: '8' },
    ],
    [
      'an id given twice',
      (folder) => folder['Load']!.push(folder['Load']![1]!),
      { file: 'Load.csv', line: 3, id: 'D1', field: 'id', reason: 'duplicate-id' },
    ],
    [
      'a node without place',
      (folder) => folder['Node']!.push('z;busbar;NULL;NULL;20;0.9;1.1;NULL;NULL;MV;5'),
      { file: 'Node.csv', line: 9, id: 'z', reason: 'no-coordinates' },
    ],
    [
      'an equivalent of a net',
      (folder) => folder['ExternalNet']!.push('ward;a;Ward;0;1;1'),
      {
        file: 'ExternalNet.csv',
        line: 3,
        field: 'calc_type',
        reason: 'unsupported-element',
        received: 'Ward',
      },
    ],
    [
      'a line of direct current',
      (folder) => {
        folder['DCLineType'] = ['id', 'HVDC'];
        folder['Line']!.push('DC;a;b;HVDC;1;100;MV;5');
      },
      { file: 'Line.csv', line: 4, id: 'DC', field: 'type', reason: 'unsupported-element' },
    ],
    [
      'a transformer of three windings',
      (folder) => (folder['Transformer3W'] = ['id;nodeHV;nodeMV;nodeLV', 'X;up;bar;lv']),
      { file: 'Transformer3W.csv', line: 2, id: 'X', reason: 'unsupported-element' },
    ],
  ];
  test.each(cases)('%s', async (_, change, defect) => {
    expect((await read(change)).defects).toMatchObject([defect]);
  });
});

describe('refused as a whole', () => {
  const refused = async (change: (folder: SmallFolder) => unknown): Promise<ImportRefused> => {
    const error = await read(change).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ImportRefused);
    return error as ImportRefused;
  };

  test.each(['Node', 'Coordinates'])('without %s.csv', async (name) => {
    const { message } = await refused((folder) => Reflect.deleteProperty(folder, name));
    expect(message).toContain(`no ${name}.csv: not a SimBench folder`);
  });

  test('with commas between the cells', async () => {
    const error = await refused((folder) => {
      folder['Line'] = folder['Line']!.map((line) => line.replaceAll(';', ','));
    });
    expect(error).toMatchObject({ file: 'Line.csv', where: 'line 1' });
    expect(error.message).toContain('columns missing: id, nodeA');
  });

  test('with an empty file', async () => {
    expect(await refused((folder) => (folder['Line'] = []))).toMatchObject({ file: 'Line.csv' });
  });

  test('when nothing holds the voltage', async () => {
    const error = await refused((folder) => Reflect.deleteProperty(folder, 'ExternalNet'));
    expect(error.message).toContain('nothing feeds the network');
  });
});
