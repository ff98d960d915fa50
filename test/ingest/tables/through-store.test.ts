import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFiles } from '../../../src/ingest/import-files.ts';
import { writeTables } from '../../../src/ingest/tables/write-tables.ts';
import { TABLE_NAMES, type RegionRows } from '../../../src/model/record.ts';
import type { Store } from '../../../src/model/store.ts';
import { openTestStore } from '../../support/database.ts';
import { drawGrid, rowOf } from '../../support/drawn-grid.ts';
import { folderOf } from '../../support/temp-folder.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const grid: RegionRows = {
  ...drawGrid({
    mv: ['F1: B1 -500- P1 -300/200- P2', 'F1: P1 -100- R1', 'F2: B2 -400- P9', 'F1: P2 -50!- P9'],
    transformers: {
      T1: { at: 'P2', kva: 315, lv: 'L1' },
      T2: { at: 'R1', kva: null, ownership: 'customer' },
    },
    lv: ['L1 -40- L2 -40- L3'],
    mains: { B1: { id: 'M1', kva: 40_000 } },
    peaks: { F1: 2000, T1: 150, M1: 20_000 },
    committed: { T1: 50, P2: 100, L3: 10 },
  }),
  roads: [
    rowOf('roads', {
      ...{ id: 'R', name: '建设路', class: 'primary', surface: 'asphalt', bridge: true, tunnel: false },
      path_wkt: [113.2, 33.97, 113.21, 33.98, 113.211, 33.9800001],
    }),
  ],
  areas: [
    rowOf('areas', {
      ...{ id: 'A', name: '公园, "北"', kind: 'park' },
      polygon_wkt: [
        [113, 33, 114, 33, 114, 34, 113, 33],
        [113.5, 33.2, 113.6, 33.2, 113.6, 33.3, 113.5, 33.2],
      ],
    }),
  ],
  addresses: [rowOf('addresses', { id: 'a', text: '青禾县建设路12号', lon_deg: 113.2, lat_deg: 33.97 })],
};

const NODES = 'id,kind,kv,lon_deg,lat_deg\n';
const COMMITMENTS = 'id,origin,external_number,at_kind,at_id,kva,category,committed_on\n';

const load = (folder: string, quarantine = false) =>
  importFiles({ store, format: 'tables', paths: [folder], region: 'r', quarantine });

test('what is written as tables and imported is what the record holds', async () => {
  const folder = await folderOf({ 'region.csv': 'name\n青禾县\n' });
  await writeTables(folder, grid);
  expect(await load(folder)).toMatchObject({ outcome: 'imported', defects: [], state: { name: '青禾县' } });
  const record = await store.readRegion('r');
  expect(record?.rows).toEqual(grid);

  expect(await load(folder)).toMatchObject({ outcome: 'unchanged' });
  expect(await store.readRegion('r')).toEqual(record);
});

test('defects of cells and of references come in one report and change nothing', async () => {
  const before = await store.readRegion('r');
  const folder = await folderOf({
    'nodes.csv': 'id,kind,kv,lon_deg,lat_deg\nP1,pole,10,113,34\nP2,tower,10,113,34\n',
    'busbar_sections.csv': 'id,substation_id,node_id\nB,S,P1\n',
  });
  const others = TABLE_NAMES.filter((table) => table !== 'nodes' && table !== 'busbar_sections');
  await writeTables(folder, Object.fromEntries(others.map((table) => [table, []])));
  const report = await load(folder);
  expect(report.outcome).toBe('refused');
  expect(report.defects.map(({ file, line, field, reason }) => [file, line, field, reason])).toEqual([
    ['nodes.csv', 3, 'kind', 'not-allowed'],
    ['busbar_sections.csv', 2, 'substation_id', 'missing-reference'],
  ]);
  expect(await store.readRegion('r')).toEqual(before);
});

describe('a folder with some of the tables', () => {
  test('leaves those without a file as they are', async () => {
    const before = await store.readRegion('r');
    const folder = await folderOf({ 'addresses.csv': 'id,text,lon_deg,lat_deg\nb,建设路14号,113.2,33.97\n' });
    const { outcome, counts } = await load(folder);
    expect(outcome).toBe('imported');
    expect(counts).toEqual({ addresses: { inserted: 1, updated: 0, removed: 1, unchanged: 0 } });
    const { addresses, ...others } = (await store.readRegion('r'))!.rows;
    expect(addresses.map(({ id }) => id)).toEqual(['b']);
    expect({ ...before!.rows, ...others }).toEqual(before!.rows);
  });

  test('empties the one whose file has no rows', async () => {
    expect((await load(await folderOf({ 'commitments.csv': COMMITMENTS }))).counts).toEqual({
      commitments: { inserted: 0, updated: 0, removed: grid.commitments.length, unchanged: 0 },
    });
    expect((await store.readRegion('r'))!.rows).toMatchObject({ nodes: grid.nodes, commitments: [] });
  });

  test('may refer to what the others hold, and takes nothing away that they refer to', async () => {
    const before = await store.readRegion('r');
    const report = await load(await folderOf({ 'nodes.csv': NODES }));
    expect(report.outcome).toBe('refused');
    expect(new Set(report.defects.map(({ reason }) => reason))).toEqual(new Set(['still-referenced']));
    expect(report.defects[0]!.file).toMatch(/^tables\//);
    expect(await store.readRegion('r')).toEqual(before);
    const promised = `${COMMITMENTS}c,books,,node,P1,10,,\n`;
    expect(await load(await folderOf({ 'commitments.csv': promised }))).toMatchObject({
      ...{ outcome: 'imported', defects: [] },
      counts: { commitments: { inserted: 1 } },
    });
  });
});
