import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFiles } from '../../../src/ingest/import-files.ts';
import { ImportRefused } from '../../../src/ingest/import-refused.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import type { ImportReport, Store } from '../../../src/model/store.ts';
import { openTestStore } from '../../support/database.ts';
import { folderOf } from '../../support/temp-folder.ts';

const FOLDER = new URL('../../../../shared/data/french/', import.meta.url).pathname;
const present = existsSync(FOLDER);
if (!present) console.warn(`SKIPPED: the French feeders are not in ${FOLDER}; nothing of them is tested`);

interface RawFile {
  readonly stem: string;
  readonly buses: { id: string; nominal_voltage: number }[];
  readonly lines: { id: string; bus1: string; length: number }[];
  readonly transformers: { id: string; bus_lv: string; params_id: string }[];
  readonly transformers_params: { id: string; sn: number }[];
  readonly lines_params: { id: string }[];
  readonly loads: { id: string; bus: string; powers: [number, number][] }[];
  readonly sources: { bus: string }[];
}

const files: readonly RawFile[] = !present
  ? []
  : readdirSync(FOLDER)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => ({
        ...(JSON.parse(readFileSync(FOLDER + name, 'utf8')) as RawFile),
        stem: name.slice(0, -'.json'.length),
      }));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const distinct = (ids: readonly string[]): number => new Set(ids).size;

/** Total of all phases of all loads of files, kW or kvar. */
const totalLoad = (of: readonly RawFile[], part: 0 | 1): number =>
  sum(of.flatMap(({ loads }) => loads.flatMap(({ powers }) => powers.map((power) => power[part] / 1000))));

const expectSame = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
};

/** Checks rows against the files they came from, with counts and sums taken from the files alone. */
const expectTheFiles = (rows: RegionRows, of: readonly RawFile[]): void => {
  const buses = of.flatMap((file) => file.buses);
  const volt = new Map(buses.map(({ id, nominal_voltage }) => [id, nominal_voltage]));
  const idsAt = (high: boolean) =>
    buses.filter((bus) => bus.nominal_voltage > 1000 === high).map(({ id }) => id);
  const lines = of.flatMap((file) => file.lines);
  const mvLines = lines.filter(({ bus1 }) => volt.get(bus1)! > 1000);
  expect(rows.nodes).toHaveLength(distinct(idsAt(true)));
  expect(rows.lv_points).toHaveLength(distinct(idsAt(false)));
  expect(rows.nodes.length + rows.lv_points.length).toBe(distinct(buses.map(({ id }) => id)));
  expect(rows.sections).toHaveLength(mvLines.length);
  expect(rows.lv_lines).toHaveLength(lines.length - mvLines.length);
  expect(rows.distribution_transformers).toHaveLength(sum(of.map(({ transformers }) => transformers.length)));
  expect(rows.customers).toHaveLength(sum(of.map(({ loads }) => loads.length)));
  expect(rows.conductor_types).toHaveLength(sum(of.map(({ lines_params }) => lines_params.length)));
  expect(rows.substations).toHaveLength(distinct(of.map(({ sources }) => sources[0]!.bus)));
  expect(rows.feeders.map(({ id }) => id)).toEqual(of.map(({ stem }) => stem));
  expectSame(sum(rows.customers.map(({ load_kw }) => load_kw ?? NaN)), totalLoad(of, 0));
  expectSame(sum(rows.customers.map(({ load_kvar }) => load_kvar ?? NaN)), totalLoad(of, 1));
  const metres = [...rows.sections, ...rows.lv_lines].map(({ length_m }) => length_m);
  expectSame(sum(metres), sum(lines.map(({ length }) => length * 1000)));
  const ratings = rows.distribution_transformers.map(({ rating_kva }) => rating_kva ?? NaN);
  const stated = of.flatMap(({ transformers, transformers_params }) =>
    transformers.map((each) => transformers_params.find(({ id }) => id === each.params_id)!.sn / 1000),
  );
  expectSame(sum(ratings), sum(stated));
};

describe.skipIf(!present)('the French feeders', () => {
  let store: Store;
  /** The import of the whole folder into the region `all`, and what it left there. */
  let first: ImportReport;
  let rows: RegionRows;
  beforeAll(async () => {
    store = await openTestStore();
    first = await load('all', [FOLDER]);
    rows = await rowsOf('all');
  });
  afterAll(() => store.close());

  /** Regions are independent, so each test has one of its own. */
  const load = (region: string, paths: readonly string[], quarantine = false) =>
    importFiles({ store, format: 'roseau', paths, region, quarantine });
  const rowsOf = async (region: string): Promise<RegionRows> => (await store.readRegion(region))!.rows;

  test('arrive whole from a folder', () => {
    expect(first).toMatchObject({ outcome: 'imported', defects: [] });
    expectTheFiles(rows, files);
  });

  test('imported again change nothing', async () => {
    const again = await load('all', [FOLDER]);
    expect(again).toMatchObject({ outcome: 'unchanged', defects: [] });
    expect(again.state?.dataVersion).toBe(first.state?.dataVersion);
    expect(await rowsOf('all')).toEqual(rows);
  });

  test.each(files.map(({ stem }) => stem))('%s arrives whole by itself', async (stem) => {
    expect(await load(stem, [`${FOLDER}${stem}.json`])).toMatchObject({ outcome: 'imported', defects: [] });
    expectTheFiles(
      await rowsOf(stem),
      files.filter((file) => file.stem === stem),
    );
  });

  test('two feeders of one substation share its bus, whichever comes first', async () => {
    const pair = ['11_MVFeeder1363', '11_MVFeeder1365'];
    for (const stem of pair.toReversed()) await load('pair', [`${FOLDER}${stem}.json`]);
    const pairRows = await rowsOf('pair');
    expectTheFiles(
      pairRows,
      files.filter(({ stem }) => pair.includes(stem)),
    );
    expect(pairRows.nodes.filter(({ id }) => id === '11_COUPV')).toHaveLength(1);
    expect(pairRows.substations.map(({ id }) => id)).toEqual(['11_COUPV']);
    expect(pairRows.feeders.map(({ busbar_id }) => busbar_id)).toEqual(['11_COUPV', '11_COUPV']);
  });

  test('the main transformer of the substation stays unknown', () => {
    expect(rows.main_transformers).toEqual([]);
    for (const busbar of rows.busbar_sections) expect(busbar.main_transformer_id).toBeNull();
    for (const feeder of rows.feeders) expect(feeder.outlet_limit_a).toBeNull();
  });

  test('the peak of a transformer is what hangs on its low-voltage network', () => {
    const peakOf = new Map(rows.peaks.map(({ element_id, peak_kva }) => [element_id, peak_kva]));
    expect(rows.peaks).toHaveLength(files.length + rows.distribution_transformers.length);
    for (const { stem, transformers, loads, lines } of files) {
      const all = loads.flatMap(({ powers }) => powers);
      const [p, q] = [sum(all.map((power) => power[0])), sum(all.map((power) => power[1]))];
      expectSame(peakOf.get(stem)!, Math.hypot(p, q) / 1000);
      const ends = lines as unknown as { bus1: string; bus2: string }[];
      for (const { id, bus_lv } of transformers) {
        // Everything that lines join to the low-voltage bus, found by growing until nothing is added.
        const below = new Set([bus_lv]);
        for (let before = 0; before !== below.size;) {
          before = below.size;
          for (const { bus1, bus2 } of ends) {
            if (below.has(bus1)) below.add(bus2);
            else if (below.has(bus2)) below.add(bus1);
          }
        }
        const own = loads.filter(({ bus }) => below.has(bus)).flatMap(({ powers }) => powers);
        expectSame(
          peakOf.get(id)!,
          Math.hypot(sum(own.map((power) => power[0])), sum(own.map((power) => power[1]))) / 1000,
        );
      }
    }
  });

  test('a copy cut off anywhere is refused with its place, and the record stays as it was', async () => {
    await load('cut', [`${FOLDER}11_MVFeeder1363.json`]);
    const before = await store.readRegion('cut');
    const text = readFileSync(`${FOLDER}24_MVFeeder0752.json`);
    for (const share of [0, 0.3, 0.7, 0.999]) {
      const folder = await folderOf({
        'a_whole.json': text,
        'b_cut.json': text.subarray(0, Math.floor(text.length * share)),
      });
      const error = await load('cut', [folder]).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(ImportRefused);
      expect(error).toMatchObject({ file: 'b_cut.json' });
      expect(await store.readRegion('cut')).toEqual(before);
    }
  });

  test('a bus without coordinates refuses the import, or is left out with what hangs on it', async () => {
    const name = '44_MVFeeder2707.json';
    const network = JSON.parse(readFileSync(FOLDER + name, 'utf8')) as RawFile;
    const lost = network.buses.at(-1)!;
    delete (lost as Partial<{ geometry: unknown }>).geometry;
    const folder = await folderOf({ [name]: JSON.stringify(network) });
    const refused = await load('lost', [folder]);
    expect(refused.outcome).toBe('refused');
    expect(refused.defects).toContainEqual(
      expect.objectContaining({ table: 'buses', id: lost.id, reason: 'no-coordinates' }),
    );
    expect(await store.readRegion('lost')).toBeNull();

    const kept = await load('lost', [folder], true);
    expect(kept.outcome).toBe('imported');
    const left = await rowsOf('lost');
    expect(left.nodes).toHaveLength(network.buses.length - 1);
    expect(left.customers.every(({ at_id }) => at_id !== lost.id)).toBe(true);
  });
});
