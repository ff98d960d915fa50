import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFiles } from '../../../src/ingest/import-files.ts';
import type { Store } from '../../../src/model/store.ts';
import { openTestStore } from '../../support/database.ts';
import { findingsOf } from '../../support/open-rows.ts';
import { hasSharedData, readShared, SHARED_DATA } from '../../support/shared-data.ts';

const SMART = {
  p12: ['opendss/sb10_p12uhs0_1247_trans_301/p12udt1277/OpenDSS', 'feeder_p12udt1277-p12uhs0_1247x'],
  p7: ['opendss/sb10_p7uhs7_1247_trans_301/p7udt173/OpenDSS', 'feeder_p7udt173-p7uhs7_1247x'],
} as const;
const CKT5 = 'opendss/ckt5';

/** Lines of a file that make an element of a class, by a plain pattern; comments do not begin with `New`. */
const made = (file: string, type: string): string[] =>
  readShared(file).match(new RegExp(`^[ \\t]*new[ \\t]+${type}\\.[^\\r\\n]*`, 'gimu')) ?? [];

const figure = (line: string, name: string): number =>
  Number(new RegExp(`\\s${name}=([-\\d.]+)`, 'iu').exec(line)?.[1]);
const bus = (line: string, name: string): string => new RegExp(`\\s${name}=([^.\\s]+)`, 'iu').exec(line)![1]!;
const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, each) => total + each!, 0);

describe.skipIf(!hasSharedData)('OpenDSS circuits', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.close());
  const load = (folder: string, region: string, crs?: string) =>
    importFiles({ store, format: 'opendss', paths: [SHARED_DATA + folder], region, crs, quarantine: false });
  const rowsOf = async (region: string) => (await store.readRegion(region))!.rows;

  test.each(Object.entries(SMART))(
    '%s of SMART-DS arrives whole; the same again changes nothing',
    async (region, [folder, name]) => {
      expect(await load(folder, region)).toMatchObject({ outcome: 'imported', defects: [], leftOut: {} });
      const rows = await rowsOf(region);
      const [lines, transformers, loads] = [['Lines', 'line'], ['Transformers', 'transformer'], ['Loads', 'load']].map(([file, type]) => made(`${folder}/${file}.dss`, type!)); // prettier-ignore
      const buses = new Set(lines!.flatMap((line) => [bus(line, 'bus1'), bus(line, 'bus2')]));
      expect(rows.nodes.length + rows.lv_points.length).toBe(buses.size);
      expect(rows.sections.length + rows.lv_lines.length).toBe(lines!.length);
      expect(rows.distribution_transformers).toHaveLength(transformers!.length);
      expect(rows.customers).toHaveLength(loads!.length);
      expect(sum(rows.customers.map((row) => row.load_kw))).toBeCloseTo(
        sum(loads!.map((line) => figure(line, 'kw'))),
        6,
      );
      expect(sum(rows.customers.map((row) => row.load_kvar))).toBeCloseTo(
        sum(loads!.map((line) => figure(line, 'kvar'))),
        6,
      );
      expect(sum(rows.distribution_transformers.map((row) => row.rating_kva))).toBeCloseTo(sum(transformers!.map((line) => figure(line, 'kva'))), 6); // prettier-ignore
      // A switch is a section of no length; every other line has the length of the file.
      const long = lines!.filter((line) => !/\sswitch=y/iu.test(line));
      const metres = sum([...rows.sections, ...rows.lv_lines].map((row) => row.length_m));
      expect(metres).toBeCloseTo(1000 * sum(long.map((line) => figure(line, 'length'))), 4);
      const switches = lines!.length - long.length + made(`${folder}/Lines.dss`, 'fuse').length;
      expect(rows.switches).toHaveLength(switches);
      expect(rows.substations).toMatchObject([{ id: `${name}/${name}`, kv: 12.47, source_voltage_pu: 1.03 }]);
      expect(rows.generators.map(({ output_kvar }) => output_kvar)).toEqual(made(`${folder}/Capacitors.dss`, 'capacitor').map((line) => figure(line, 'kvar'))); // prettier-ignore
      expect(rows.sections.filter(({ feeder_id }) => feeder_id === null)).toEqual([]);
      expect(findingsOf(rows).filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(await load(folder, region)).toMatchObject({ outcome: 'unchanged' });
    },
  );

  test('the planar ckt5 is refused until its system is given, and then arrives whole', async () => {
    await expect(load(CKT5, 'ckt5')).rejects.toThrow(/names no reference system.*--crs EPSG:n/u);
    expect(await store.readRegion('ckt5')).toBeNull();
    // Where it was drawn is not published: any plane in feet will do.
    const report = await load(CKT5, 'ckt5', 'EPSG:2227');
    expect(report).toMatchObject({ outcome: 'imported', defects: [] });
    const rows = await rowsOf('ckt5');
    const of = (file: string, type: string) => made(`${CKT5}/${file}_ckt5.dss`, type);
    const lines = [...of('Lines', 'line'), ...of('Loads', 'line')];
    const nowhere = report.leftOut['line that hangs on no source']!;
    expect(of('Lines', 'line').filter((line) => /enabled=false/iu.test(line) && /_connector/u.test(line))).toHaveLength(nowhere); // prettier-ignore
    const [beside, banked] = ['line of further phases beside another, taken with it', 'transformer of a further phase beside another, taken with it'].map((what) => report.leftOut[what]!); // prettier-ignore
    expect([beside, banked]).toEqual([7, 7]);
    expect(rows.sections.length + rows.lv_lines.length).toBe(lines.length - nowhere - beside!);
    const transformers = of('XFR_Loads', 'transformer');
    expect(rows.distribution_transformers).toHaveLength(transformers.length - banked!);
    expect(sum(rows.distribution_transformers.map((row) => row.rating_kva))).toBeCloseTo(sum(transformers.map((line) => figure(line, 'kva'))), 6); // prettier-ignore
    expect(rows.main_transformers).toMatchObject([{ rating_kva: 10_000, hv_kv: 115, lv_kv: 12.47 }]);
    const loads = of('Loads', 'load');
    expect(rows.customers).toHaveLength(loads.length);
    expect(sum(rows.customers.map((row) => row.load_kw))).toBeCloseTo(
      sum(loads.map((line) => figure(line, 'kw'))),
      6,
    );
    const kvar = sum(loads.map((line) => figure(line, 'kw') * Math.tan(Math.acos(figure(line, 'pf')))));
    expect(sum(rows.customers.map((row) => row.load_kvar))).toBeCloseTo(kvar, 6);
    const open = of('Lines', 'line').filter((line) => /enabled=false/iu.test(line)).length - nowhere;
    expect(rows.switches.filter((row) => row.normally_open)).toHaveLength(open);
    expect(rows.generators).toHaveLength(of('Capacitors', 'capacitor').length);
    expect(rows.nodes.every(({ lat_deg }) => lat_deg > 30 && lat_deg < 36)).toBe(true);
  });
});
