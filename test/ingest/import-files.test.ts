import { expect, test } from 'vitest';
import { IMPORT_FORMATS, importFiles, type ImportRequest } from '../../src/ingest/import-files.ts';
import { ImportRefused } from '../../src/ingest/import-refused.ts';
import { limitDefects } from '../../src/ingest/limit-defects.ts';
import type { Defect, ImportItem, ImportReport, ImportRun } from '../../src/model/store.ts';
import { folderOf } from '../support/temp-folder.ts';
import { netText, smallNet } from './pandapower/small-net.ts';
import { smallNetwork } from './roseau/small-network.ts';
import { filesOf, smallFolder } from './simbench/small-folder.ts';

const REPORT: ImportReport = {
  outcome: 'imported',
  counts: {},
  changes: {},
  defects: [],
  setAside: [],
  state: null,
};

/** A store that only remembers what it was given. */
const listening = () => {
  const heard: { run: ImportRun; items: ImportItem[] }[] = [];
  const importRows: ImportRequest['store']['importRows'] = async (run, source) => {
    const items: ImportItem[] = [];
    for await (const item of source) items.push(item);
    heard.push({ run, items });
    return REPORT;
  };
  return { heard, store: { importRows, crsText: () => Promise.resolve(null) } };
};

const importInto = (store: ImportRequest['store'], format: string, paths: readonly string[]) =>
  importFiles({ store, format, paths, region: 'r', quarantine: false });

const NODES = 'id,kind,kv,lon_deg,lat_deg\n';

test('feeder files run under their stems, and the report of the store is the answer', async () => {
  const { heard, store } = listening();
  const folder = await folderOf({
    'B2.json': JSON.stringify(smallNetwork()),
    'A1.json': JSON.stringify(smallNetwork()),
  });
  expect(await importInto(store, 'roseau', [folder])).toEqual({ ...REPORT, leftOut: {} });
  expect(heard[0]!.run).toEqual({
    ...{ region: 'r', regionName: null, format: 'roseau', quarantine: false },
    origins: ['A1', 'B2'],
  });
  const origins = heard[0]!.items.map((item) => ('staged' in item ? item.staged.origin : null));
  expect([...new Set(origins)]).toEqual(['A1', 'B2']);
});

test('grids whose files name no reference system take one; formats of degrees do not', async () => {
  const { heard, store } = listening();
  const simbench = await folderOf(filesOf(smallFolder()));
  const pandapower = await folderOf({ 'n.json': netText(smallNet()) });
  const load = (format: string, path: string, crs?: string) =>
    importFiles({ store, format, paths: [path], region: 'r', crs, quarantine: false });
  const placesIn = (items: readonly ImportItem[]) =>
    items.flatMap((item) =>
      'staged' in item && item.staged.table === 'substations' ? [item.staged.row] : [],
    );
  for (const [format, path] of [
    ['simbench', simbench],
    ['pandapower', pandapower],
  ] as const) {
    await load(format, path, 'WGS84');
    await expect(load(format, path, 'EPSG:4547')).rejects.toThrow(/no reference system "EPSG:4547"/u);
  }
  expect(heard.map(({ items }) => placesIn(items))).toMatchObject([
    [{ lon_deg: 11, lat_deg: 53 }],
    [{ lon_deg: 8, lat_deg: 48 }],
  ]);
  await expect(load('tables', simbench, 'WGS84')).rejects.toThrow(
    '--crs is for pandapower, simbench, cim, opendss, geopackage, shapefile; tables has degrees WGS 84',
  );
});

test('a folder of tables runs under an origin for each of its files with the name of its region', async () => {
  const { heard, store } = listening();
  const folder = await folderOf({
    'region.csv': 'name\n青禾县\n',
    'nodes.csv': `${NODES}P1,pole,10,1,1\n`,
    'addresses.csv': 'id,text,lon_deg,lat_deg\n',
  });
  await importInto(store, 'tables', [folder]);
  expect(heard[0]!.run).toMatchObject({
    regionName: '青禾县',
    origins: ['tables/nodes', 'tables/addresses'],
  });
  expect(heard[0]!.items).toMatchObject([{ staged: { table: 'nodes', line: 2, origin: 'tables/nodes' } }]);
});

test.each([
  ['nothing given', 'roseau', [], 'no file or folder given'],
  ['an unknown format', 'xml', ['x'], `use ${IMPORT_FORMATS.join(' or ')}`],
  ['an inherited word as format', 'constructor', ['x'], 'use tables or roseau'],
  ['two extracts of a map', 'osm', ['a.osm', 'b.osm'], 'one file'],
  ['two folders of a SimBench network', 'simbench', ['a', 'b'], 'one folder'],
  ['a pandapower file that is not there', 'pandapower', ['/nowhere/at/all.json'], 'no such file'],
  ['two folders of tables', 'tables', ['a', 'b'], 'one folder'],
  ['a folder that is not there', 'tables', ['/nowhere/at/all'], 'no readable folder'],
  ['a file that is not there', 'roseau', ['/nowhere/at/all.json'], 'no such file'],
])('%s is refused before the store is asked', async (_, format, paths, word) => {
  const { heard, store } = listening();
  const refused = importInto(store, format, paths);
  await expect(refused).rejects.toThrow(ImportRefused);
  await expect(refused).rejects.toThrow(word);
  expect(heard).toEqual([]);
});

test('a file that turns out unreadable fails the run of the store', async () => {
  const { heard, store } = listening();
  const folder = await folderOf({ 'A.json': JSON.stringify(smallNetwork()), 'B.json': '{"version": 5' });
  await expect(importInto(store, 'roseau', [folder])).rejects.toMatchObject({
    ...{ name: 'ImportRefused', file: 'B.json', where: 'line 1, column 14' },
  });
  expect(heard).toEqual([]);
});

test('ten thousand defects are kept and the others counted', async () => {
  const { heard, store } = listening();
  const bad = Array.from({ length: 10_003 }, (_, i) => `P${i},tower,10,1,1\n`).join('');
  const folder = await folderOf({ 'nodes.csv': `${NODES}${bad}P,pole,10,1,1\n` });
  await importInto(store, 'tables', [folder]);
  const { items } = heard[0]!;
  expect(items).toHaveLength(10_002);
  expect(items.at(-2)).toMatchObject({ staged: { row: { id: 'P' } } });
  expect(items.at(-1)).toMatchObject({ defect: { reason: 'more-defects', received: '3' } });
});

test('no defect more than the limit, nothing is added', async () => {
  const defect = { reason: 'x' } as Defect;
  const source = async function* (): AsyncGenerator<ImportItem> {
    for (const item of await Promise.resolve([{ defect }, { defect }])) yield item;
  };
  const passed: ImportItem[] = [];
  for await (const item of limitDefects(source(), 2)) passed.push(item);
  expect(passed).toEqual([{ defect }, { defect }]);
});
