import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFiles, type FilesReport } from '../../../src/ingest/import-files.ts';
import { ImportRefused } from '../../../src/ingest/import-refused.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import type { Store } from '../../../src/model/store.ts';
import { openTestStore } from '../../support/database.ts';
import { findingsOf } from '../../support/open-rows.ts';
import { folderOf } from '../../support/temp-folder.ts';

const FOLDER = new URL('../../../../shared/data/', import.meta.url).pathname;
const present = existsSync(FOLDER);
if (!present) console.warn(`SKIPPED: no networks in ${FOLDER}; pandapower is tested on a small one only`);

type Cells = Record<string, unknown> & { index: number };

/** The tables of a file, read plainly and without the program's reader. */
const tablesOf = (path: string): Record<string, Cells[]> => {
  const root = JSON.parse(readFileSync(path, 'utf8')) as { _object: Record<string, { _object?: string }> };
  const names = ['bus', 'line', 'trafo', 'switch', 'load', 'sgen', 'ext_grid'];
  const rowsIn = (name: string): Cells[] => {
    const split = JSON.parse(root._object[name]!._object!) as Record<'columns' | 'index' | 'data', unknown[]>;
    return (split.data as unknown[][]).map((row, i) => {
      const cells = Object.fromEntries(row.map((cell, c) => [split.columns[c] as string, cell]));
      return { ...cells, index: split.index[i] as number };
    });
  };
  return Object.fromEntries(names.map((name) => [name, rowsIn(name)]));
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const power = (rows: readonly Cells[], column: string): number =>
  sum(rows.map((row) => (row[column] as number) * (row['scaling'] as number) * 1000));

/** Checks rows against the file they came from, with counts and sums taken from the file alone. */
const expectTheFile = (rows: RegionRows, tables: Record<string, Cells[]>): void => {
  const kv = new Map(tables['bus']!.map((row) => [row.index, row['vn_kv'] as number]));
  const kvs = [...kv.values()];
  const openLines = new Set(tables['switch']!.filter((row) => !row['closed']).map((row) => row['element']));
  const lvLines = tables['line']!.filter((row) => kv.get(row['from_bus'] as number)! < 1);
  expect(rows.nodes).toHaveLength(kvs.filter((each) => each === 20).length);
  expect(rows.lv_points).toHaveLength(kvs.filter((each) => each === 0.4).length);
  expect(rows.sections).toHaveLength(tables['line']!.length - lvLines.length);
  expect(rows.lv_lines).toHaveLength(lvLines.filter((row) => !openLines.has(row.index)).length);
  expect(rows.switches).toHaveLength(lvLines.length > 0 ? 0 : tables['switch']!.length);
  const toLow = tables['trafo']!.filter((row) => row['vn_lv_kv'] === 0.4);
  expect(rows.distribution_transformers).toHaveLength(toLow.length);
  expect(rows.main_transformers).toHaveLength(tables['trafo']!.length - toLow.length);
  expect(rows.substations).toHaveLength(tables['ext_grid']!.length);
  expect(rows.customers).toHaveLength(tables['load']!.length);
  expect(rows.generators).toHaveLength(tables['sgen']!.length);
  const near = (values: readonly (number | null)[], expected: number) => {
    expect(sum(values.map((value) => value ?? NaN))).toBeCloseTo(expected, 6);
  };
  near(rows.customers.map((row) => row.load_kw), power(tables['load']!, 'p_mw')); // prettier-ignore
  near(rows.customers.map((row) => row.load_kvar), power(tables['load']!, 'q_mvar')); // prettier-ignore
  near(rows.generators.map((row) => row.output_kw), power(tables['sgen']!, 'p_mw')); // prettier-ignore
  near(rows.generators.map((row) => row.rated_kva), sum(tables['sgen']!.map((row) => (row['sn_mva'] as number) * 1000))); // prettier-ignore
  const counted = tables['line']!.filter((row) => !lvLines.includes(row) || !openLines.has(row.index));
  near(
    [...rows.sections, ...rows.lv_lines].map((row) => row.length_m),
    sum(counted.map((row) => (row['length_km'] as number) * 1000)),
  );
};

describe.skipIf(!present)('the networks of Oberrhein and Schutterwald', () => {
  const OBERRHEIN = `${FOLDER}oberrhein/mv_oberrhein.json`;
  const STATIONS = `${FOLDER}oberrhein/mv_oberrhein_substations.json`;
  const SCHUTTERWALD = `${FOLDER}schutterwald/lv_schutterwald.json`;
  let store: Store;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.close());
  const load = (region: string, path: string): Promise<FilesReport> =>
    importFiles({ store, format: 'pandapower', paths: [path], region, quarantine: false });
  const rowsOf = async (region: string): Promise<RegionRows> => (await store.readRegion(region))!.rows;

  test.each([
    ['oberrhein', OBERRHEIN],
    ['stations', STATIONS],
    ['schutterwald', SCHUTTERWALD],
  ])('%s arrives whole; the same again changes nothing', async (region, path) => {
    expect(await load(region, path)).toMatchObject({ outcome: 'imported', defects: [] });
    const rows = await rowsOf(region);
    expectTheFile(rows, tablesOf(path));
    expect(await load(region, path)).toMatchObject({ outcome: 'unchanged', defects: [] });
    expect(await rowsOf(region)).toEqual(rows);
  });

  test.each([
    ['oberrhein', 0],
    ['stations', 141],
  ])('%s is radial, with two main transformers of 25 MVA and six open ties', async (region, stations) => {
    const rows = await rowsOf(region);
    expect(rows.main_transformers.map((row) => [row.rating_kva, row.hv_kv, row.lv_kv, row.tap_pu])).toEqual([
      [25_000, 110, 20, 0.97],
      [25_000, 110, 20, 0.955],
    ]);
    expect(rows.substations.map((row) => row.source_voltage_pu)).toEqual([1, 1]);
    const open = rows.switches.filter((row) => row.normally_open);
    const ties = open.map((row) =>
      [row.section_id, row.node_id, row.kind].map((id) => id.replace(/^.*\//, '')),
    );
    expect(ties.sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual(
      [[8, 129], [23, 132], [31, 190], [66, 147], [88, 223], [188, 45]].map((pair) => [...pair.map(String), 'tie']), // prettier-ignore
    );
    // Four ways leave the two busbars in the file; every section hangs on one of them, ties included.
    expect(rows.feeders).toHaveLength(4);
    expect(rows.sections.filter((row) => row.feeder_id === null)).toEqual([]);
    expect(rows.distribution_transformers).toHaveLength(stations);
    expect(findingsOf(rows).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('the loop of Schutterwald is named, and nothing else is wrong with it', async () => {
    const findings = findingsOf(await rowsOf('schutterwald'));
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ code: 'closed-loop', subject: 'lv-line' }]);
    const tables = tablesOf(SCHUTTERWALD);
    const open = new Set(tables['switch']!.filter((row) => !row['closed']).map((row) => row['element']));
    // Dead ends are taken off until none is left: what remains is the ring.
    let ring = tables['line']!.filter((row) => !open.has(row.index));
    for (let before = 0; before !== ring.length;) {
      before = ring.length;
      const ends = ring.flatMap((row) => [row['from_bus'], row['to_bus']]);
      const once = new Set(ends.filter((bus) => ends.indexOf(bus) === ends.lastIndexOf(bus)));
      ring = ring.filter((row) => !once.has(row['from_bus']) && !once.has(row['to_bus']));
    }
    expect(ring).toHaveLength(5);
    expect([...errors[0]!.ids].sort()).toEqual(
      ring.map(({ index }) => `lv_schutterwald/line/${index}`).sort(),
    );
  });

  test('what is left out of Schutterwald is told', async () => {
    expect((await load('schutterwald', SCHUTTERWALD)).leftOut).toEqual({
      ...{ 'open low-voltage line': 87, 'switch of a low-voltage line': 378 },
    });
  });

  test('both networks live in one region', async () => {
    await load('both', OBERRHEIN);
    expect(await load('both', SCHUTTERWALD)).toMatchObject({ outcome: 'imported', defects: [] });
    const rows = await rowsOf('both');
    expect(rows.nodes).toHaveLength(177 + 14);
    expect(rows.substations).toHaveLength(2 + 14);
  });

  test('a copy cut off anywhere is refused with its place, and the record stays as it was', async () => {
    const before = await store.readRegion('oberrhein');
    const text = readFileSync(OBERRHEIN);
    for (const share of [0, 0.4, 0.999]) {
      const folder = await folderOf({ 'cut.json': text.subarray(0, Math.floor(text.length * share)) });
      const error = await load('oberrhein', `${folder}/cut.json`).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(ImportRefused);
      expect(error).toMatchObject({
        file: 'cut.json',
        where: expect.stringMatching(/^line \d+, column \d+$/) as string,
      });
    }
    expect(await store.readRegion('oberrhein')).toEqual(before);
  });
});
