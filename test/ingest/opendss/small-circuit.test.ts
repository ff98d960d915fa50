import { expect, test } from 'vitest';
import { readOpendss } from '../../../src/ingest/opendss/read-opendss.ts';
import { collect } from '../../support/collect-items.ts';
import { folderOf } from '../../support/temp-folder.ts';

/** source ── 1 mi ── a ═switch═ b ── transformer ── lv ── 100 ft ── home; b ╌ open ╌ a again. */
const FILES = {
  'Master.dss': `Clear
/* a note
   of two lines */
New Circuit.small bus1=Src basekV=10 pu=1.02 MVAsc3=200
Redirect LINES.DSS   ! written elsewhere
New Transformer.T phases=3 windings=2 XHL=4 %noloadloss=0.2 %imag=1
~ wdg=1 bus=B conn=delta kv=10 kva=400 %r=0.5 tap=1.025
~ wdg=2 bus=lv kv=0.4 kva=400 %r=0.5
New Load.home bus1=home.1.2.3 kV=0.4 kW=(50 2 *) pf=0.8   // twice fifty
New Load.gone bus1=home kV=0.4 kW=7
Load.gone.enabled=no
New Generator.sun bus1=lv kW=30 pf=-0.8
Set voltagebases=[10, 0.4]
Buscoords coords.csv
`,
  'lines.dss': `New Linecode.ohl nphases=3 units=mi r1=0.8 x1=0.6 c1=10 normamps=200
New Linecode.cable nphases=2 units=kft rmatrix=[0.5 | 0.1 0.5] xmatrix=(0.3 | 0.1 0.3) cmatrix=(0 | 0 0)
New Line.one bus1=src bus2=a linecode=ohl length=1 units=mi
New Line.sw bus1=a bus2=b switch=yes
New Line.tie bus1=b bus2=a like=one enabled=no
New Line.service bus1=lv bus2=home linecode=cable length=100 units=ft
`,
  'coords.csv': 'SRC, 113.0, 34.0\na 113.01 34.0\nb,113.02,34.0\n',
};

const read = async (change: Record<string, string> = {}) => {
  const files = { ...FILES, ...change };
  const leftOut: string[] = [];
  const wanted = {
    ...{ crs: null, register: { crsText: () => Promise.resolve(null) } },
    leaveOut: (what: string) => leftOut.push(what),
  };
  const { stem, items } = await readOpendss(await folderOf(files), wanted);
  return { ...(await collect(items)), stem, leftOut };
};

test('scripts in several files become rows', async () => {
  const { rows, defects, stem } = await read();
  expect([defects, stem]).toEqual([[], 'small']);
  expect(rows.substations).toMatchObject([{ kv: 10, source_voltage_pu: 1.02, source_fault_mva: 200 }]);
  expect(rows.nodes.map(({ id }) => id)).toEqual(['small/src', 'small/a', 'small/b']);
  const one = rows.sections.find(({ id }) => id === 'small/one')!;
  expect(one.length_m).toBeCloseTo(1609.344, 9);
  const types = new Map(rows.conductor_types.map((type) => [type.id, type]));
  expect(types.get(one.conductor_type_id)!.r_ohm_per_km).toBeCloseTo(0.8 / 1.609344, 9);
  expect(types.get(one.conductor_type_id)!.ampacity_a).toBe(200);
  expect(rows.switches.map((row) => [row.section_id, row.normally_open])).toEqual(
    expect.arrayContaining([['small/sw', false], ['small/tie', true]]), // prettier-ignore
  );
  const [service] = rows.lv_lines;
  expect(service!.length_m).toBeCloseTo(30.48, 9);
  // 0.5 − 0.1 Ω per 1,000 ft, of two phases out of three.
  expect(types.get(service!.conductor_type_id)!.r_ohm_per_km).toBeCloseTo((0.4 / 0.3048) * 1.5, 9);
  expect(rows.lv_points.map(({ lon_deg }) => lon_deg)).toEqual([113.02, 113.02]);
  const [transformer] = rows.distribution_transformers;
  expect(transformer).toMatchObject({
    node_id: 'small/b',
    rating_kva: 400,
    pk_kw: 4,
    p0_kw: 0.8,
    tap_pu: 1.025,
  });
  expect(transformer!.uk_percent).toBeCloseTo(Math.hypot(1, 4), 9);
  expect(rows.customers).toMatchObject([{ id: 'small/home', load_kw: 100 }]);
  expect(rows.customers[0]!.load_kvar).toBeCloseTo(75, 9);
  expect(rows.generators).toMatchObject([{ output_kw: 30, kind: null }]);
  expect(rows.generators[0]!.output_kvar).toBeCloseTo(-22.5, 9);
});

test('figures that are none, and transformers no row can say, are defects with their line', async () => {
  const lines = FILES['lines.dss'].replace('r1=0.8', 'r1=often');
  const master = `${FILES['Master.dss']}New Transformer.X windings=3 buses=(a, b, lv) kvs=(10 6 0.4) kvas=(1 1 1)\n`;
  const { defects } = await read({ 'lines.dss': lines, 'Master.dss': master });
  expect(defects).toMatchObject([
    { file: 'lines.dss', line: 1, table: 'linecode', id: 'ohl', field: 'r1', received: 'often' },
    { file: 'lines.dss', line: 1, table: 'linecode', id: 'ohl', field: 'r1', received: 'often' },
    { file: 'Master.dss', line: 15, table: 'transformer', id: 'X', reason: 'unsupported-transformer' },
  ]);
});

test('what is no circuit is refused', async () => {
  await expect(read({ 'Master.dss': 'Clear\n' })).rejects.toThrow(/no "New Circuit"/u);
  await expect(read({ 'Master.dss': 'Redirect Master.dss\n' })).rejects.toThrow(/20 deep/u);
  await expect(read({ 'Master.dss': 'Redirect nothing.dss\n' })).rejects.toThrow(/no readable file/u);
  await expect(read({ 'coords.csv': 'a 2235997 293857\n' })).rejects.toThrow(/--crs EPSG:n/u);
});
