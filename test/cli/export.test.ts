import { readFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/run.ts';
import type { House } from '../../src/cli/house.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { openGeopackage } from '../../src/geopackage/open-geopackage.ts';
import { RECORD_COLLECTION_NAMES } from '../../src/model/features.ts';
import type { Store } from '../../src/model/store.ts';
import { demoRows } from '../support/demo-rows.ts';
import { openTestStore } from '../support/database.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

let store: Store;
let folder: string;
const said: string[] = [];
const load = (format: string, path: string, region: string) =>
  importFiles({ store, format, paths: [path], region, quarantine: false });
beforeAll(async () => {
  [store, folder] = await Promise.all([openTestStore(), temporaryFolder()]);
  expect(await load('tables', join(import.meta.dirname, '../../data/demo'), 'demo')).toMatchObject({
    outcome: 'imported',
  });
}, 120_000);
afterAll(() => store.close());

/** The command on the store of the test, which stays open. */
const run = (...args: string[]): Promise<number> => {
  const house = {
    version: '0',
    say: (line: string) => said.push(line),
    openStore: () => Promise.resolve({ ...store, close: () => Promise.resolve() }),
  };
  return runCommandLine(['export', ...args], house as unknown as House);
};
const at = (name: string): string => join(folder, name);

test('tables that are written and imported are the same record', async () => {
  expect(await run('tables', at('tables'), '--region', 'demo')).toBe(0);
  expect(said.join('\n')).toContain('names as the record has them');
  expect(await load('tables', at('tables'), 'again')).toMatchObject({ outcome: 'imported', defects: [] });
  const [before, after] = [await store.readRegion('demo'), await store.readRegion('again')];
  expect(after!.state.name).toBe(before!.state.name);
  expect(after!.rows).toEqual(before!.rows);
  expect(await load('tables', at('tables'), 'demo')).toMatchObject({ outcome: 'unchanged' });
  expect(await run('tables', at('tables'), '--region', 'demo')).toBe(1);
  expect(said.at(-1)).toContain('is not empty; give a new folder');
}, 120_000);

/** Names of customers in the record: of their transformers, and of nothing else. */
const customersNames = (): Set<string> => {
  const named = demoRows('distribution-transformers');
  const open = new Set(named.filter(({ ownership }) => ownership === 'public').map(({ name }) => name));
  const owned = named.filter(({ ownership }) => ownership === 'customer').map(({ name }) => name!);
  return new Set(owned.filter((name) => !open.has(name)));
};

test('a GeoPackage and GeoJSON have every row of the record, and the name of no customer', async () => {
  expect(await run('geopackage', at('demo.gpkg'), '--region', 'demo')).toBe(0);
  expect(await run('geojson', at('geojson'), '--region', 'demo')).toBe(0);
  const open = await openGeopackage(await readFile(at('demo.gpkg')));
  const names = customersNames();
  expect(names.size).toBeGreaterThan(0);
  for (const name of RECORD_COLLECTION_NAMES) {
    const layer = open.layers.find((each) => each.name === name.replaceAll('-', '_'))!;
    const features = [...open.features(layer)];
    const text = await readFile(at(`geojson/${name}.geojson`), 'utf8');
    const json = JSON.parse(text) as {
      features: { properties: Record<string, unknown>; geometry: unknown }[];
    };
    expect([name, features.length, json.features.length]).toEqual([
      name,
      ...Array<number>(2).fill(demoRows(name).length),
    ]);
    expect(features.map(({ shape }) => shape)).toEqual(json.features.map(({ geometry }) => geometry));
    expect(features.filter(({ values }) => names.has(String(values['name'])))).toEqual([]);
    expect(json.features.filter(({ properties }) => names.has(String(properties['name'])))).toEqual([]);
  }
  open.close();
}, 120_000);

test('roads and areas of an exported GeoPackage come back as the rows that they were', async () => {
  expect(await load('geopackage', at('demo.gpkg'), 'land')).toMatchObject({
    outcome: 'imported',
    defects: [],
  });
  const [before, after] = [
    await store.readRegion('demo', ['roads']),
    await store.readRegion('land', ['roads']),
  ];
  const bare = (rows: readonly { id: string; class: string }[]) => rows.map((row) => [row.id, row.class]);
  expect(bare(after!.rows.roads)).toEqual(bare(before!.rows.roads));
}, 120_000);

const isThere = spawnSync('ogrinfo', ['--version']).status === 0;
if (!isThere)
  console.warn('ogrinfo is not installed (apt-get install gdal-bin): NOT tested that GDAL reads an export');
test.skipIf(!isThere)('GDAL counts the same', () => {
  const { stdout } = spawnSync('ogrinfo', ['-ro', '-so', at('demo.gpkg'), 'nodes'], { encoding: 'utf8' });
  expect(stdout).toContain(`Feature Count: ${demoRows('nodes').length}`);
});

test('a region or file that cannot be is named', async () => {
  expect(await run('geopackage', at('x.gpkg'), '--region', 'nowhere')).toBe(1);
  expect(said.at(-1)).toContain('the record has no region nowhere');
  expect(await run('geopackage', at('demo.gpkg'), '--region', 'demo')).toBe(1);
  expect(said.at(-1)).toContain('EEXIST');
}, 60_000);
