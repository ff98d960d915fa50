import { describe, expect, test } from 'vitest';
import { ImportRefused } from '../../../src/ingest/import-refused.ts';
import { readRegionName, readTables } from '../../../src/ingest/tables/read-tables.ts';
import { TABLE_NAMES } from '../../../src/model/record.ts';
import { collect } from '../../support/collect-items.ts';
import { folderOf } from '../../support/temp-folder.ts';

const HEADER = 'id,name,kind,kv,lon_deg,lat_deg,bays_spare,bays_used';
const GOOD = 'P1,,pole,10,113.2,33.97,,';

const read = async (files: Readonly<Record<string, string | Buffer>>) =>
  collect(readTables(await folderOf(files)));
const readNodes = (...lines: string[]) => read({ 'nodes.csv': [HEADER, ...lines, ''].join('\n') });
const refused = async (files: Readonly<Record<string, string | Buffer>>): Promise<ImportRefused> => {
  const error = await read(files).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ImportRefused);
  return error as ImportRefused;
};

test('a row is read by the types of its columns; empty cells are unknown', async () => {
  const { rows, defects, origins } = await readNodes('R1,"环网柜 ""1"", 东",rmu,10,113.2,33.97,2,');
  expect(defects).toEqual([]);
  expect([...origins]).toEqual(['tables/nodes']);
  expect(rows.nodes).toEqual([
    {
      ...{ id: 'R1', name: '环网柜 "1", 东', kind: 'rmu', kv: 10, lon_deg: 113.2, lat_deg: 33.97 },
      ...{ bays_spare: 2, bays_used: null },
    },
  ]);
});

test('a byte order mark, CRLF, empty lines, a missing last line end and another column order change nothing', async () => {
  const plain = await readNodes(GOOD);
  const other = await read({
    'nodes.csv': '\uFEFFkind,id,kv,lat_deg,lon_deg,name\r\n\r\npole,P1,10,33.97,113.2,',
  });
  expect(other).toEqual(plain);
});

describe('each bad cell is a defect of its own', () => {
  const cases: [field: string, line: string, reason: string, received: string][] = [
    ['id', ',,pole,10,113.2,33.97,,', 'missing', ''],
    ['id', `${'x'.repeat(201)},,pole,10,113.2,33.97,,`, 'too-long', 'x'.repeat(120)],
    ['id', 'P\u00071,,pole,10,113.2,33.97,,', 'control-character', 'P�1'],
    ['id', '" P1",,pole,10,113.2,33.97,,', 'surrounding-space', ' P1'],
    ['name', `P1,${'x'.repeat(1001)},pole,10,113.2,33.97,,`, 'too-long', 'x'.repeat(120)],
    ['kind', 'P1,,tower,10,113.2,33.97,,', 'not-allowed', 'tower'],
    ['kv', 'P1,,pole,10kV,113.2,33.97,,', 'not-a-number', '10kV'],
    ['kv', 'P1,,pole,NaN,113.2,33.97,,', 'not-a-number', 'NaN'],
    ['kv', 'P1,,pole,Infinity,113.2,33.97,,', 'not-a-number', 'Infinity'],
    ['kv', 'P1,,pole,0x10,113.2,33.97,,', 'not-a-number', '0x10'],
    ['kv', 'P1,,pole,1e999,113.2,33.97,,', 'not-a-number', 'Infinity'],
    ['kv', 'P1,,pole,0,113.2,33.97,,', 'out-of-range', '0'],
    ['lat_deg', 'P1,,pole,10,33.97,113.2,,', 'out-of-range', '113.2'],
    ['bays_spare', 'P1,,pole,10,113.2,33.97,1.5,', 'not-an-integer', '1.5'],
    ['bays_spare', 'P1,,pole,10,113.2,33.97,-1,', 'out-of-range', '-1'],
  ];
  test.each(cases)('%s: %s', async (field, line, reason, received) => {
    const { rows, defects } = await readNodes(GOOD, line, GOOD.replace('P1', 'P2'));
    expect(defects).toMatchObject([{ file: 'nodes.csv', line: 3, table: 'nodes', field, reason, received }]);
    expect(defects[0]!.allowed).not.toBe('');
    expect(defects[0]!.id).toBe(field === 'id' ? received || null : 'P1');
    expect(rows.nodes.map((row) => row.id)).toEqual(['P1', 'P2']);
  });

  test('a day has 24 or 96 points', async () => {
    const { defects } = await read({
      'curves.csv': `element_kind,element_id,season,points,point,kva\n${[24, 48, 96]
        .map((points) => `feeder,F,summer,${points},23,5\n`)
        .join('')}`,
    });
    expect(defects).toMatchObject([
      { line: 3, field: 'points', reason: 'not-allowed', received: '48', allowed: '24 96' },
    ]);
  });

  test.each([
    ['true', null],
    ['false', null],
    ['True', 'not-a-boolean'],
    ['1', 'not-a-boolean'],
  ])('boolean %s', async (cell, reason) => {
    const { defects } = await read({
      'switches.csv': `id,kind,section_id,node_id,normally_open\nS1,tie,A,B,${cell}\n`,
    });
    expect(defects.map((defect) => defect.reason)).toEqual(reason === null ? [] : [reason]);
  });

  test.each([
    ['2024-02-29', null],
    ['2026-02-30', 'not-a-day'],
    ['2026-13-01', 'not-a-day'],
    ['2026-1-1', 'not-a-day'],
    ['20261120', 'not-a-day'],
    ['0000-01-01', 'not-a-day'],
    ['2026-11-20T00:00', 'not-a-day'],
  ])('date %s', async (cell, reason) => {
    const header = 'element_kind,element_id,season,peak_kva,measured_on,quality';
    const { defects } = await read({
      'peaks.csv': `${header}\nfeeder,F1,summer,100,${cell},measured\n`,
    });
    expect(defects.map((defect) => defect.reason)).toEqual(reason === null ? [] : [reason]);
    if (reason !== null) expect(defects[0]).toMatchObject({ id: 'feeder F1 summer', field: 'measured_on' });
  });

  test.each([
    ['LINESTRING (113.2 33.9, 113.3 33.9)', null],
    ['LINESTRING (33.9 113.2, 33.9 113.3)', 'out-of-range'],
    ['LINESTRING (113.2 33.9)', 'too-few-positions'],
    ['LINESTRING Z (1 2 3, 4 5 6)', 'not-a-line'],
    ['POINT (1 2)', 'not-a-line'],
  ])('line %s', async (cell, reason) => {
    const { defects } = await read({
      'barriers.csv': `id,kind,path_wkt\nB1,river,"${cell}"\n`,
    });
    expect(defects.map((defect) => defect.reason)).toEqual(reason === null ? [] : [reason]);
  });

  test.each([
    ['POLYGON ((0 0, 1 0, 1 1, 0 0))', null],
    ['POLYGON ((0 0, 1 0, 1 1, 0 1))', 'not-closed'],
    ['POLYGON ((0 0, 1 0, 0 0))', 'too-few-positions'],
    ['POLYGON ((0 0, 1 0, 1 91, 0 0))', 'out-of-range'],
    ['POLYGON ((0 0, 9 0, 9 9, 0 0), (1 1, 2 1, 2 2, 1 2))', 'not-closed'],
  ])('polygon %s', async (cell, reason) => {
    const { defects } = await read({ 'areas.csv': `id,kind,polygon_wkt\nA1,park,"${cell}"\n` });
    expect(defects.map((defect) => defect.reason)).toEqual(reason === null ? [] : [reason]);
  });
});

test('a row with several bad cells has a defect for each and is left out', async () => {
  const { rows, defects } = await readNodes('P1,,tower,x,999,33.97,,');
  expect(defects.map(({ field }) => field)).toEqual(['kind', 'kv', 'lon_deg']);
  expect(rows.nodes).toEqual([]);
});

test('a row with cells missing or to spare is a defect with its line and id', async () => {
  const { defects } = await readNodes(GOOD, 'P2,,pole,10', `${GOOD},x`);
  expect(defects).toMatchObject([
    { line: 3, id: 'P2', field: null, reason: 'cell-count', received: '4', allowed: '8' },
    { line: 4, id: 'P1', field: null, reason: 'cell-count', received: '9' },
  ]);
});

test('lines are counted through empty ones', async () => {
  const { defects } = await readNodes('', GOOD, '', 'P2,,tower,10,113.2,33.97,,');
  expect(defects).toMatchObject([{ line: 5, id: 'P2' }]);
});

test('an unknown column is a defect that names the columns there are, and the rows are read without it', async () => {
  const { rows, defects } = await read({ 'nodes.csv': `${HEADER},rating\n${GOOD},5\n` });
  expect(defects).toMatchObject([{ line: 1, field: 'rating', reason: 'unknown-column' }]);
  expect(defects[0]!.allowed).toContain('bays_spare');
  expect(rows.nodes).toHaveLength(1);
});

test('a file that is no table is a defect that names the tables', async () => {
  const { defects } = await read({ 'nodes.csv': `${HEADER}\n`, 'foo.csv': 'a\n1\n', 'notes.txt': 'x' });
  expect(defects).toMatchObject([{ file: 'foo.csv', table: 'foo', reason: 'unknown-table' }]);
  for (const table of TABLE_NAMES) expect(defects[0]!.allowed).toContain(`${table}.csv`);
});

test('tables are read in the order of the record', async () => {
  const items = readTables(
    await folderOf({
      'addresses.csv': 'id,text,lon_deg,lat_deg\nA,x,1,1\n',
      'substations.csv': 'id,kv,lon_deg,lat_deg\nS,110,1,1\n',
    }),
  );
  const order: string[] = [];
  for await (const item of items) if ('staged' in item) order.push(item.staged.table);
  expect(order).toEqual(['substations', 'addresses']);
});

describe('a file that cannot be read as a table is refused with its place', () => {
  test('required columns missing or named twice, all of them at once', async () => {
    const error = await refused({ 'nodes.csv': 'id,id,name,kind,kv\n' });
    expect(error).toMatchObject({ file: 'nodes.csv', where: 'line 1' });
    expect(error.message).toContain('lon_deg, lat_deg');
    expect(error.message).toContain('twice: id');
  });

  test('nothing in it', async () => {
    expect(await refused({ 'nodes.csv': '' })).toMatchObject({ file: 'nodes.csv', where: null });
  });

  test('cut off within a quoted field', async () => {
    const error = await refused({ 'nodes.csv': `${HEADER}\n${GOOD}\nP2,"half a na` });
    expect(error).toMatchObject({ file: 'nodes.csv', where: 'line 3' });
    expect(error.message).toContain('cut off');
  });

  test('text behind a closing quote', async () => {
    const error = await refused({ 'nodes.csv': `${HEADER}\nP2,"a"b,pole,10,1,1,,\n` });
    expect(error).toMatchObject({ file: 'nodes.csv', where: 'line 2' });
  });

  test('a quote that swallows the file', async () => {
    const error = await refused({ 'nodes.csv': `${HEADER}\nP2,"${`${GOOD}\n`.repeat(400_000)}` });
    expect(error.message).toContain('longer than');
  });

  test('GBK instead of UTF-8', async () => {
    const gbk = Buffer.concat([
      Buffer.from(`${HEADER}\n${GOOD}\nP2,`),
      Buffer.from([0xb1, 0xe4, 0xb5, 0xe7]),
      Buffer.from(',pole,10,1,1,,\n'),
    ]);
    const error = await refused({ 'nodes.csv': gbk });
    expect(error).toMatchObject({
      file: 'nodes.csv',
      where: `line 3, byte ${HEADER.length + GOOD.length + 5}`,
    });
  });

  test('cut off within a character', async () => {
    const error = await refused({ 'nodes.csv': Buffer.from(`${HEADER}\nP2,变`).subarray(0, -1) });
    expect(error).toMatchObject({ where: `line 2, byte ${HEADER.length + 4}` });
  });

  test('an empty folder', async () => {
    expect((await refused({})).message).toContain('no .csv file');
  });

  test('no folder', async () => {
    await expect(collect(readTables('/nowhere/at/all'))).rejects.toThrow(ImportRefused);
  });
});

test('characters that lie across the pieces in which a file is read arrive whole', async () => {
  const many = Array.from({ length: 60_000 }, (_, i) => `P${i},杆塔𠮷,pole,10,113.2,33.97,,`);
  const { rows, defects } = await readNodes(...many);
  expect(defects).toEqual([]);
  expect(rows.nodes).toHaveLength(60_000);
  expect(new Set(rows.nodes.map(({ name }) => name))).toEqual(new Set(['杆塔𠮷']));
});

describe('the name of the region', () => {
  test('is in region.csv', async () => {
    expect(await readRegionName(await folderOf({ 'region.csv': 'name\n青禾县\n' }))).toBe('青禾县');
  });
  test('is unknown without it', async () => {
    expect(await readRegionName(await folderOf({ 'nodes.csv': HEADER }))).toBeNull();
  });
  test.each(['name\n', 'title\nx\n', 'name\na\nb\n', 'name,x\na,b\n', ''])(
    'in any other form it is refused: %j',
    async (content) => {
      await expect(readRegionName(await folderOf({ 'region.csv': content }))).rejects.toThrow(ImportRefused);
    },
  );
});
