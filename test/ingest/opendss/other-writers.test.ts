import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HEAD, PLACES, lineOf, readScript, readWith, sound, typeOf } from '../../support/small-script.ts';
import { folderOf } from '../../support/temp-folder.ts';

describe('what a script may say in several ways', () => {
  test.each([
    ['in order', 'New Line.x a b ohl 1.5 units=km'],
    ['names cut short', 'new line.x bus1=a bus2=b linec=ohl len=1.5 unit=km'],
    [
      'quotes, spaces and commas',
      'New "Line.x", bus1 = "a.1.2.3" , bus2=[b.1.2.3] linecode=\'ohl\' length=(3 2 /) units=km',
    ],
    ['continued', 'New Line.x bus1=a bus2=b\n~linecode=ohl ! a note\n~ length=1.5\nmore units=km // another'],
    ['edited', 'New Line.x bus1=a bus2=b\nEdit Line.X linecode=ohl\nline.x.Length=1500 units=m'],
    ['by object', 'New object=Line.x bus1=a bus2=b linecode=ohl length=1.5 units=km'],
    ['like', 'New Line.x like=one bus1=a bus2=b length=1.5'],
    [
      'variables',
      'var @l=(3 2 /) @from=a\nNew Line.x bus1=@from.1.2.3 bus2=b linecode=ohl length=@l units=km',
    ],
    ['all of a kind', 'New Line.x bus1=a bus2=b linecode=ohl units=km\nBatchEdit Line..^x length=1.5'],
    ['made twice', 'New Line.x bus1=a bus2=c linecode=ohl units=km\nNew Line.x bus2=b length=1.5'],
    [
      'selected',
      'New Line.x bus1=a bus2=b linecode=ohl units=km\nSelect Line.one\nselect line.x\n~ length=1.5',
    ],
  ])('%s', async (_, text) => {
    const found = sound(await readWith(text));
    expect(lineOf(found, 'x')).toMatchObject({ from_node_id: 'k/a', to_node_id: 'k/b' });
    expect(lineOf(found, 'x').length_m).toBeCloseTo(1500, 9);
    expect(typeOf(found, 'x').r_ohm_per_km).toBeCloseTo(0.3, 9);
  });

  test('matrices over several lines, the last setting of sequence or matrix, figures worked out in them', async () => {
    const text = `New Linecode.m nphases=3 units=kft
~ rmatrix = [(0.1 2 *) |   ! own
  0.05 0.2 |
  0.05 0.05 0.2]
~ xmatrix = (0.3 | 0.1 0.3 | 0.1 0.1 0.3) cmatrix=[0|0 0|0 0 0]
New Line.x bus1=a bus2=b linecode=m length=1 units=kft
New Line.y bus1=b bus2=c r1=9 x1=9 rmatrix=[0.4 | 0.1 0.4] length=1 units=km`;
    const found = sound(await readWith(text));
    expect(typeOf(found, 'x').r_ohm_per_km).toBeCloseTo(0.15 / 0.3048, 9);
    expect(typeOf(found, 'y').r_ohm_per_km).toBeCloseTo(0.3, 9);
    expect(typeOf(found, 'y').x_ohm_per_km).toBeCloseTo(9, 9);
  });

  test.each([
    ['mi', 1609.344],
    ['kft', 304.8],
    ['km', 1000],
    ['m', 1],
    ['ft', 0.3048],
    ['in', 0.0254],
    ['cm', 0.01], // prettier-ignore
  ])('lengths in %s', async (unit, metres) => {
    const found = sound(
      await readWith(`New Line.x bus1=a bus2=b r1=(0.0002 ${metres} *) x1=0 c1=0 length=7 units=${unit}`),
    );
    expect(lineOf(found, 'x').length_m).toBeCloseTo(7 * metres, 9);
    expect(typeOf(found, 'x').r_ohm_per_km).toBeCloseTo(0.2, 9);
  });

  test('a length whose unit nobody names is taken as km, and told', async () => {
    const found = sound(
      await readWith('New Linecode.u r1=0.5 x1=0.5 units=none\nNew Line.x bus1=a bus2=b linecode=u length=3'),
    );
    expect(lineOf(found, 'x').length_m).toBe(3000);
    expect(found.leftOut).toContain('unit of a line, which no script names: km is taken');
  });

  test('wires by geometry, by spacing, and by diameter', async () => {
    const text = `New WireData.w rac=0.3 runits=km diam=20 radunits=mm normamps=400
New WireData.g rac=0.3 runits=km gmrac=7.788 gmrunits=mm normamps=400
New LineGeometry.geo nconds=3 nphases=3 units=m
~ cond=1 wire=w x=-1 h=10
~ cond=2 wire=w x=0 h=10
~ cond=3 wire=w x=1 h=10
New LineGeometry.list nconds=3 nphases=3 cond=1 x=-1 h=10 units=m cond=2 x=0 h=10 units=m cond=3 x=1 h=10 units=m wires=[g g g]
New LineSpacing.s nconds=3 nphases=3 units=cm x=[-100 0 100] h=[1000 1000 1000]
New Line.x bus1=a bus2=b geometry=geo length=1 units=km
New Line.y bus1=b bus2=c geometry=list length=1 units=km
New Line.z bus1=c bus2=d spacing=s wires=[w w w] length=1 units=km`;
    const found = sound(await readWith(text));
    // Carson 1926: 2πf·2·10⁻⁴ · ln(GMD / GMR), GMD = ∛2 m.
    const ohms = 2 * Math.PI * 60 * 2e-4 * Math.log(Math.cbrt(2) / 0.007788);
    for (const name of ['x', 'y', 'z']) {
      expect(typeOf(found, name).x_ohm_per_km).toBeCloseTo(ohms, 6);
      expect(typeOf(found, name)).toMatchObject({ r_ohm_per_km: 0.3, ampacity_a: 400 });
    }
    const lost = await readWith(
      `${text}\nNew Line.q bus1=d bus2=src geometry=nowhere units=km\nNew Line.p bus1=d bus2=src linecode=no units=km`,
    );
    expect(lost.defects).toMatchObject([
      { file: 'm.dss', line: 16, table: 'line', id: 'q', field: 'geometry', reason: 'missing-reference' },
      {
        line: 17,
        table: 'line',
        id: 'p',
        field: 'linecode',
        received: 'no',
        allowed: 'a linecode made before',
      },
    ]);
  });
});

describe('transformers', () => {
  const of = async (text: string) => sound(await readWith(text)).rows.distribution_transformers[0]!;

  test('take what their code says, and what they say after it', async () => {
    const found =
      await of(`New XfmrCode.t phases=3 windings=2 kvs=[10 0.4] kvas=[630 630] xhl=6 %rs=[0.5 0.5] %noloadloss=0.2
New Transformer.T xfmrcode=t buses=[a lv] taps=[1 0.975]`);
    expect(found).toMatchObject({
      rating_kva: 630,
      hv_kv: 10,
      lv_kv: 0.4,
      node_id: 'k/a',
      lv_point_id: 'k/lv',
    });
    expect(found.pk_kw).toBeCloseTo(6.3, 9);
    expect(found.uk_percent).toBeCloseTo(Math.hypot(1, 6), 9);
    expect(found.tap_pu).toBeCloseTo(1 / 0.975, 9);
  });

  test('one phase to ground states its voltage to ground, one between two phases that between them', async () => {
    const text = (one: string, kv: number) =>
      `New Transformer.T phases=1 windings=2 buses=[${one} "lv.1"] kvs=[${kv} 0.23] kvas=[50 50] xhl=4`;
    expect((await of(text('a.1', 5.77))).hv_kv).toBeCloseTo(9.994, 2);
    expect((await of(text('a.1.2', 10))).hv_kv).toBe(10);
    expect((await of(text('a.1.4', 5.77))).hv_kv).toBeCloseTo(9.994, 2);
  });

  test('one that a command opens feeds nothing; three windings that feed are a defect', async () => {
    const text = 'New Transformer.T windings=2 buses=[a lv] kvs=[10 0.4] kvas=[630 630] xhl=6';
    const { rows, leftOut } = sound(await readWith(`${text}\nopen Transformer.T term=2`));
    expect(rows.distribution_transformers).toEqual([]);
    expect(leftOut).toContain('transformer behind an open switch');
    const three = `New Transformer.T windings=3 buses=[a b lv] kvs=[10 6 0.4] kvas=[9 9 9] %rs=[1 1 1] xhl=8`;
    const { defects } = await readWith(`${three}\nNew Load.third bus1=lv kw=1`);
    expect(defects).toMatchObject([
      { file: 'm.dss', line: 6, table: 'load', reason: 'missing-reference' },
      { line: 5, table: 'transformer', id: 'T', reason: 'unsupported-transformer', received: '3 windings' },
    ]);
  });
});

describe('three-winding transformers', () => {
  test('of which the third winding only steadies the voltage are of two', async () => {
    const text = `New Transformer.T windings=3 buses=[a lv tertiary] conns=[wye wye delta] kvs=[10 0.4 6]
~ kvas=[630 630 200] %rs=[1 1 2] xhl=8 xht=20 xlt=15`;
    const { rows, leftOut } = sound(await readWith(text));
    expect(rows.distribution_transformers).toMatchObject([{ hv_kv: 10, lv_kv: 0.4, rating_kva: 630 }]);
    expect(rows.distribution_transformers[0]!.uk_percent).toBeCloseTo(Math.hypot(2, 8), 9);
    expect(leftOut).toContain('third winding of a transformer at which nothing hangs');
  });
});

test('a code that gives no capacitance has the program’s per its own unit, whatever the line is measured in', async () => {
  const found = sound(
    await readWith(`New Linecode.bare nphases=3 units=mi rmatrix=[0.3 | 0 0.3 | 0 0 0.3] xmatrix=[0.6 | 0 0.6 | 0 0 0.6]
New Line.x bus1=a bus2=b linecode=bare length=2000 units=ft`),
  );
  // 3.4 nF per mile at 60 Hz.
  expect(typeOf(found, 'x').b_us_per_km).toBeCloseTo((2 * Math.PI * 60 * 3.4e-3) / 1.609344, 9);
});

test('set allocationfactors scales the loads that state the rating of their transformer', async () => {
  const { rows } = sound(
    await readWith(
      'New Load.x bus1=a xfkva=200 pf=1\nNew Load.y bus1=a kw=7 pf=1\nset allocationfactors=0.3',
    ),
  );
  expect(rows.customers.map(({ load_kw }) => load_kw)).toEqual([60, 7]);
});

test('a feeder with a part of lower voltage is medium voltage; the step down is a defect', async () => {
  const { rows, defects } = await readWith(`New Transformer.main buses=[src a] kvs=[69 24.9] kvas=[9000 9000] xhl=8
New Line.x bus1=a bus2=b r1=0.3 x1=0.4 c1=0 length=1 units=km
New Load.one bus1=a kw=1\nNew Load.two bus1=b kw=1
New Transformer.down buses=[b c] kvs=[24.9 4.16] kvas=[500 500] xhl=4
New Load.behind bus1=c kw=1`, 'Clear\nNew Circuit.k bus1=src basekv=69\n'); // prettier-ignore
  expect(rows.main_transformers).toMatchObject([{ id: 'k/main', lv_kv: 24.9 }]);
  expect(rows.sections.map(({ id }) => id)).toEqual(['k/x']);
  expect(rows.customers).toHaveLength(3);
  expect(defects).toMatchObject([{ table: 'transformer', id: 'down', reason: 'unsupported-transformer', received: 'mv mv' }]); // prettier-ignore
});

describe('states', () => {
  const LINES = `New Line.sw bus1=a bus2=b switch=yes
New Line.x bus1=b bus2=c linecode=ohl length=1 units=km
`;
  const open = async (text: string) =>
    sound(await readWith(LINES + text)).rows.switches.map((row) => [
      row.section_id,
      row.node_id,
      row.normally_open,
    ]);

  test('commands and controls open and close switches and ends of lines', async () => {
    expect(await open('')).toEqual([['k/sw', 'k/a', false]]);
    expect(await open('open Line.sw 1')).toEqual([['k/sw', 'k/a', true]]);
    expect(await open('open Line.sw term=1\nclose line.SW term=1')).toEqual([['k/sw', 'k/a', false]]);
    expect(await open('New SwtControl.c SwitchedObj=Line.sw SwitchedTerm=1 Normal=closed State=open')).toEqual([['k/sw', 'k/a', true]]); // prettier-ignore
    expect(await open('open Line.x term=2')).toEqual([['k/x', 'k/c', true], ['k/sw', 'k/a', false]]); // prettier-ignore
    expect(await open('disable Line.sw')).toEqual([['k/sw', 'k/a', true]]);
    expect(await open('disable Line.sw\nenable Line.sw')).toEqual([['k/sw', 'k/a', false]]);
  });

  test('an edit of the source by its other name, frequency and bases among other options', async () => {
    const { rows } = sound(
      await readWith(
        'Edit Vsource.Source pu=1.04 Isc3=8000\nset mode=snap voltagebases=(10 0.4) defaultbasefreq=50',
      ),
    );
    expect(rows.substations).toMatchObject([{ source_voltage_pu: 1.04 }]);
    expect(rows.substations[0]!.source_fault_mva).toBeCloseTo(Math.sqrt(3) * 10 * 8, 9);
    // 10 nF/km at 50 Hz.
    expect(rows.conductor_types[0]!.b_us_per_km).toBeCloseTo(2 * Math.PI * 50 * 10e-3, 9);
  });
});

describe('loads and generation', () => {
  test('state their power in any of the ways', async () => {
    const text = `New Load.p bus1=a kW=100 pf=0.8
New Load.q bus1=a kW=100 kvar=20
New Load.s bus1=a kVA=100 pf=0.9
New Load.x bus1=a xfkva=400 allocationfactor=0.25 pf=1
New Load.e bus1=a kwh=7200 kwhdays=30 cfactor=2 pf=1
New LoadShape.day npts=24 interval=1 csvfile=nowhere.csv
New PVSystem.sun bus1=a pmpp=200 irradiance=0.5 kva=80
New Capacitor.c bus1=a kvar=[100 200] states=[1 0] bus2=a.4.4.4
New Reactor.r bus1=a kvar=50
New Reactor.earth phases=1 bus1=a.4 r=1 x=0`;
    const { rows, leftOut } = sound(await readWith(text));
    const kw = new Map(rows.customers.map((row) => [row.id, row.load_kw]));
    expect(kw).toEqual(new Map([['k/p', 100], ['k/q', 100], ['k/s', 90], ['k/x', 100], ['k/e', 20]])); // prettier-ignore
    expect(rows.generators.map((row) => [row.id, row.output_kw, row.output_kvar])).toEqual([
      ['k/pvsystem/sun', 80, 0],
      ['k/capacitor/c', 0, 100],
      ['k/reactor/r', 0, -50], // prettier-ignore
    ]);
    expect(leftOut).toContain('reactor that earths a neutral');
  });

  test('what hangs on no source is counted, what hangs on no bus is a defect', async () => {
    const text =
      'New Line.far bus1=x1 bus2=x2 linecode=ohl length=1 units=km\nNew Load.far bus1=x2 kw=5\nNew Load.lost bus1=nowhere kw=5';
    const { defects, leftOut } = await readWith(text);
    expect(leftOut).toEqual(
      expect.arrayContaining(['line that hangs on no source', 'load that hangs on no source']),
    );
    expect(defects).toMatchObject([{ file: 'm.dss', line: 7, id: 'lost', reason: 'missing-reference' }]);
  });
});

test('what nobody reads is told, with its line where it may change the grid', async () => {
  const text = `New IndMach012.m bus1=a kw=100
New Capacitor.series bus1=a bus2=b kvar=100
New Gizmo.g bus1=a
AllocateLoads
Set loadmult=0.5
Edit Line.nowhere length=1
New Line.x bus1=a bus2=b linecode=ohl units=km colour=red
solve mode=daily
New Monitor.m element=line.one terminal=1`;
  const { defects, leftOut } = await readWith(text);
  expect(defects).toMatchObject([
    { line: 10, table: 'line', id: 'nowhere', reason: 'missing-reference' },
    { line: 5, table: 'indmach012', id: 'm', reason: 'unsupported-element' },
    { line: 6, table: 'capacitor', id: 'series', received: 'capacitor in series' },
  ]);
  expect(leftOut).toEqual([
    'command "allocateloads", which is not run',
    'set loadmult=0.5: loads are taken as they state themselves',
    'property "colour" of line, which is not known',
    'element of the unknown class gizmo',
  ]);
});

test('scripts call each other by Windows paths, from where a compile left the program, in UTF-8 with or without mark', async () => {
  const folder = await folderOf({ 'run.dss': '\uFEFFCompile "Sub\\MASTER.dss"\nBusCoords Coords.csv\n' });
  await mkdir(join(folder, 'sub'));
  const files = {
    'Master.dss': `${HEAD}redirect (..\\SUB\\lines.DSS)\n`,
    'lines.dss': 'New Line.城东 bus1=a bus2=b linecode=ohl length=1 units=km\n',
    'coords.csv': 'Bus, X, Y\n"src" 113 34\na\t113.01\t34\nb;113.02;34\nb, 113.02, 34 ! yes\nc, 0, 0\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'sub', name), text);
  const found = sound(await readScript(join(folder, 'run.dss')));
  expect(found.rows.sections.map(({ id }) => id)).toEqual(['k/one', 'k/城东']);
  expect(found.leftOut).toEqual([
    'line of coords.csv that is no bus with two coordinates',
    'line of coords.csv that is no bus with two coordinates',
    'coordinates 0 0 of a bus: it has no place',
  ]);
  const latin = Buffer.from(`${HEAD}! 20 \xb0C\n${PLACES}`, 'latin1');
  sound(await readScript(join(await folderOf({ 'm.dss': latin }), 'm.dss')));
  const gbk = Buffer.concat([Buffer.from(`${HEAD}New Line.`), Buffer.from([0xb3, 0xc7]), Buffer.from(' bus1=a bus2=b\n')]); // prettier-ignore
  await expect(readScript(join(await folderOf({ 'm.dss': gbk }), 'm.dss'))).rejects.toThrow(
    /line 5: not UTF-8 in "New Line/u,
  );
});
