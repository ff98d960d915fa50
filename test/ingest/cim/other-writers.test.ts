import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zipOf } from '../../support/zip-of.ts';
import { folderOf } from '../../support/temp-folder.ts';
import { HEAD, MODEL, object, read, readPaths, terminals } from './model-text.ts';

const whole = (text: string): string => `${HEAD}${text}</rdf:RDF>`;
const EQ = whole(MODEL.slice(0, 6).join(''));
const REST = whole(MODEL.slice(6).join(''));

/** What every way of writing the small model has to come to. */
const EXPECTED = {
  nodes: [{ id: 'n0' }, { id: 'n1' }],
  sections: [{ id: 'L', length_m: 2000 }],
  customers: [{ id: 'D', load_kw: 100 }],
  distribution_transformers: [{ id: 'T', rating_kva: 400 }],
};
const expectSame = ({ rows, defects }: Awaited<ReturnType<typeof readPaths>>): void => {
  expect(defects).toEqual([]);
  expect(rows).toMatchObject(EXPECTED);
};

test('profiles may be packed together, each by itself, in folders of folders, or as .rdf', async () => {
  const packed = await folderOf({
    'all.zip': zipOf({ 'a/EQ.xml': EQ, 'a/rest.xml': REST, '__MACOSX/._EQ.xml': 'no', 'readme.txt': 'no' }),
    'stored.zip': zipOf({ 'EQ.rdf': EQ, 'rest.rdf': REST }, false),
    'each.zip': zipOf({ 'EQ.zip': zipOf({ 'EQ.xml': EQ }), 'rest.zip': zipOf({ 'rest.xml': REST }) }),
  });
  for (const name of ['all.zip', 'stored.zip', 'each.zip']) expectSame(await readPaths(join(packed, name)));
  const folder = await folderOf({ 'rest.rdf': REST });
  await mkdir(join(folder, 'eq'));
  await writeFile(join(folder, 'eq', 'EQ.zip'), zipOf({ 'EQ.xml': EQ }));
  expectSame(await readPaths(folder));
  const broken = await folderOf({
    'cut.zip': zipOf({ 'EQ.xml': EQ }).subarray(0, 300),
    'empty.zip': zipOf({ 'readme.txt': 'no' }),
  });
  await expect(readPaths(join(broken, 'cut.zip'))).rejects.toThrow(
    /cut\.zip: no ZIP file, or one that is cut off/u,
  );
  await expect(readPaths(join(broken, 'empty.zip'))).rejects.toThrow(/no \.xml or \.rdf file in it/u);
});

test('namespaces of CGMES 3, ids by urn, about and base, and classes by rdf:type say the same', async () => {
  const text = MODEL.join('');
  const cgmes3 = HEAD.replace('http://iec.ch/TC57/2013/CIM-schema-cim16#', 'http://iec.ch/TC57/CIM100#');
  const urns = text
    .replaceAll(/rdf:ID="_([^"]*)"/gu, 'rdf:about="urn:uuid:$1"')
    .replaceAll(/rdf:resource="#_([^"]*)"/gu, 'rdf:resource="urn:uuid:$1"');
  expectSame(await readPaths(await folderOf({ 'm.xml': `${cgmes3}${urns}</rdf:RDF>` })));
  const based = text
    .replaceAll(/rdf:ID="_/gu, 'rdf:ID="')
    .replaceAll(/rdf:resource="#_/gu, 'rdf:resource="http://grid.example/model#');
  const head = HEAD.replace('xmlns:cim', 'xml:base="http://grid.example/model" xmlns:cim');
  expectSame(await readPaths(await folderOf({ 'm.xml': `${head}${based}</rdf:RDF>` })));
  const described = text.replaceAll(
    /<cim:(\w+) rdf:ID="([^"]*)">([^]*?)<\/cim:\1>/gu,
    '<rdf:Description rdf:ID="$2"><rdf:type rdf:resource="http://iec.ch/TC57/CIM100#$1"/>$3</rdf:Description>',
  );
  expectSame(await readPaths(await folderOf({ 'm.xml': `${cgmes3}${described}</rdf:RDF>` })));
});

test('files are read in the encoding that they name; what is written in none is refused', async () => {
  const text = whole(
    MODEL.join('').replace('<cim:IdentifiedObject.name>n1<', '<cim:IdentifiedObject.name>城东<'),
  );
  const declared = (encoding: string): string =>
    text.replace('version="1.0"', `version="1.0" encoding="${encoding}"`);
  const gbk = Buffer.concat(
    text
      .replace('version="1.0"', 'version="1.0" encoding="GBK"')
      .split('城东')
      .flatMap((part, i) =>
        i === 0 ? [Buffer.from(part)] : [Buffer.from([0xb3, 0xc7, 0xb6, 0xab]), Buffer.from(part)],
      ),
  );
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(declared('UTF-16'), 'utf16le')]);
  const written = { 'bom.xml': `\uFEFF${declared('UTF-8')}`, 'gbk.xml': gbk, 'utf16.xml': utf16 };
  const folder = await folderOf(written);
  for (const name of Object.keys(written)) {
    const found = await readPaths(join(folder, name));
    expectSame(found);
    expect(found.rows.nodes.map((row) => row.name)).toEqual(['n0', '城东']);
  }
  const wrong = await folderOf({
    'no.xml': declared('EBCDIC-X'),
    'gbk.xml': gbk.toString('latin1').replace('GBK', 'UTF-8'),
  });
  await expect(readPaths(join(wrong, 'no.xml'))).rejects.toThrow(
    /line 1: the encoding "EBCDIC-X" is not known/u,
  );
  const mixed = await folderOf({
    'm.xml': Buffer.from(gbk.toString('latin1').replace('GBK', 'UTF-8'), 'latin1'),
  });
  await expect(readPaths(mixed)).rejects.toThrow(/m\.xml, bytes 0 to \d+: not UTF-8/u);
  await expect(read(MODEL.join('').slice(0, -5))).rejects.toThrow(/0\.xml, line 1, column \d+/u);
});

test('a definition read after what is said of it names its own file and class', async () => {
  const said =
    '<rdf:Description rdf:about="#_L"><cim:ACLineSegment.r>often</cim:ACLineSegment.r></rdf:Description>';
  const { defects } = await read(
    said,
    MODEL.join('').replace('<cim:ACLineSegment.r>0.6</cim:ACLineSegment.r>', ''),
  );
  expect(defects[0]).toMatchObject({ file: '1.xml', table: 'ACLineSegment', id: 'L', received: 'often' });
});

test('one profile of one model at two times is refused: it would be a mixture of both', async () => {
  const header = (time: string) =>
    '<md:FullModel xmlns:md="http://iec.ch/TC57/61970-552/ModelDescription/1#" rdf:about="urn:uuid:1">' +
    `<md:Model.scenarioTime>${time}</md:Model.scenarioTime><md:Model.modelingAuthoritySet>a</md:Model.modelingAuthoritySet>` +
    '<md:Model.profile>http://entsoe.eu/CIM/SteadyStateHypothesis/1/1</md:Model.profile></md:FullModel>';
  expectSame(await read(header('T1') + MODEL.join('')));
  await expect(read(header('T1') + MODEL.join(''), header('T2'))).rejects.toThrow(/T1 and T2 \(0\.xml\)/u);
});

const withValues = (id: string, type: string, values: Record<string, string | number>): string =>
  object(type, id, values).replace('rdf:ID="_', 'rdf:about="#_');

test('switches stand as the state, else as solved, else as is normal; transformers of one level are passed', async () => {
  const three = ['normal', 'solved', 'state'].map(
    (id) => object('Breaker', id, { 'Switch.normalOpen': 'true' }) + terminals(id, 'n0', 'n1'),
  );
  const states =
    object('SvSwitch', 'sv1', { 'SvSwitch.Switch': '#solved', 'SvSwitch.open': 'false' }) +
    object('SvSwitch', 'sv2', { 'SvSwitch.Switch': '#state', 'SvSwitch.open': 'true' }) +
    withValues('state', 'Breaker', { 'Switch.open': 'False' });
  const { rows, defects } = await read(MODEL.join('') + three.join(''), states);
  expect(defects).toEqual([]);
  expect(rows.switches.map((row) => [row.section_id, row.normally_open])).toEqual([
    ['normal', true],
    ['solved', false],
    ['state', false],
  ]);
  const wrong = withValues('state', 'Breaker', { 'Switch.open': 'perhaps' });
  expect((await read(MODEL.join('') + three.join(''), wrong)).defects).toMatchObject([
    { table: 'Breaker', id: 'state', field: 'Switch.open', received: 'perhaps', allowed: 'true or false' },
  ]);
});

test('a third winding at which nothing hangs is left out; one that feeds is a defect, unless all is above', async () => {
  const third = (node: string) =>
    object('PowerTransformerEnd', 'T-third', {
      ...{ 'PowerTransformerEnd.PowerTransformer': '#T', 'TransformerEnd.endNumber': 3 },
      ...{ 'TransformerEnd.Terminal': '#T-9', 'PowerTransformerEnd.ratedU': 0.4 },
    }) +
    object('Terminal', 'T-9', {
      ...{ 'Terminal.ConductingEquipment': '#T', 'Terminal.TopologicalNode': `#${node}` },
      'ACDCTerminal.sequenceNumber': 3,
    });
  const idle = object('TopologicalNode', 'n9', { 'TopologicalNode.BaseVoltage': '#lv', 'TopologicalNode.ConnectivityNodeContainer': '#sub' }); // prettier-ignore
  const balanced = await read(MODEL.join('') + idle + third('n9'));
  expectSame(balanced);
  expect(balanced.leftOut).toContain('winding of a transformer at which nothing hangs');
  const load = object('EnergyConsumer', 'D9', { 'EnergyConsumer.pfixed': 1 }) + terminals('D9', 'n9');
  expect((await read(MODEL.join('') + idle + third('n9') + load)).defects).toMatchObject([
    { table: 'PowerTransformer', id: 'T', reason: 'unsupported-transformer', received: '3 ends' },
  ]);
});

/** 110 kV above: a main transformer to n0 and, beside it, what only the grid above has. */
const above = (): string => {
  const hv = (id: string, base: string) =>
    object('TopologicalNode', id, { 'TopologicalNode.BaseVoltage': `#${base}`, 'TopologicalNode.ConnectivityNodeContainer': '#sub' }); // prettier-ignore
  const endOf = (transformer: string, number: number, kv: number) =>
    object('PowerTransformerEnd', `${transformer}-e${number}`, {
      ...{ 'PowerTransformerEnd.PowerTransformer': `#${transformer}`, 'TransformerEnd.endNumber': number },
      ...{ 'TransformerEnd.Terminal': `#${transformer}-${number}`, 'PowerTransformerEnd.ratedU': kv },
      ...{ 'PowerTransformerEnd.ratedS': 40, 'PowerTransformerEnd.x': number === 1 ? 30 : 0 },
      ...{ 'PowerTransformerEnd.r': 0 },
    });
  return [
    ...[object('BaseVoltage', 'hv', { 'BaseVoltage.nominalVoltage': 110 })],
    ...[object('BaseVoltage', 'ehv', { 'BaseVoltage.nominalVoltage': 220 })],
    ...[hv('h0', 'hv'), hv('h1', 'hv'), hv('e0', 'ehv'), hv('e1', 'ehv')],
    ...[object('PowerTransformer', 'M') + terminals('M', 'h0', 'n0'), endOf('M', 1, 110), endOf('M', 2, 10)],
    object('PowerTransformer', 'X') + terminals('X', 'e0', 'h0', 'h1'),
    ...[endOf('X', 1, 220), endOf('X', 2, 110), endOf('X', 3, 110)],
    object('SeriesCompensator', 'S') + terminals('S', 'h0', 'h1'),
    object('ACLineSegment', 'H') + terminals('H', 'e0', 'e1'),
    object('FrequencyConverter', 'F') + terminals('F', 'h1'),
  ].join('');
};

test('what no row can say is no defect above medium voltage: it is left out with the rest of that grid', async () => {
  const { rows, defects, leftOut } = await read(MODEL.join('') + above());
  expect(defects).toEqual([]);
  expect(rows.main_transformers).toMatchObject([{ id: 'M', hv_kv: 110, lv_kv: 10 }]);
  expect(rows.sections).toMatchObject([{ id: 'L' }]);
  for (const type of ['PowerTransformer', 'SeriesCompensator', 'ACLineSegment', 'FrequencyConverter'])
    expect(leftOut).toContain(`${type} above medium voltage`);
});

test('equipment of classes that nothing reads is a defect or is counted, never lost', async () => {
  const odd =
    object('FrequencyConverter', 'F') +
    terminals('F', 'n1') +
    object('GroundDisconnector', 'G') +
    terminals('G', 'n1');
  const lost = terminals('nowhere', 'n1');
  const { defects, leftOut } = await read(MODEL.join('') + odd + lost);
  expect(defects).toMatchObject([{ table: 'FrequencyConverter', id: 'F', reason: 'unsupported-element' }]);
  expect(leftOut).toEqual(
    expect.arrayContaining(['GroundDisconnector', 'terminal of equipment that is in none of the files']),
  );
});

test('lines without length have that of their path, or of the way between their ends; ohms per length are a defect', async () => {
  const bare = MODEL.join('').replace('<cim:Conductor.length>2</cim:Conductor.length>', '');
  expect((await read(bare)).defects).toMatchObject([
    { table: 'ACLineSegment', id: 'L', field: 'Conductor.length', reason: 'missing' },
  ]);
  const place = (id: string, of: string, ...positions: readonly (readonly [number, number])[]) =>
    object('Location', id) +
    withValues(of, 'Description', { 'PowerSystemResource.Location': `#${id}` }).replaceAll(
      'cim:Description',
      'rdf:Description',
    ) +
    positions
      .map(([x, y], i) =>
        object('PositionPoint', `${id}-${i}`, {
          ...{
            'PositionPoint.Location': `#${id}`,
            'PositionPoint.xPosition': x,
            'PositionPoint.yPosition': y,
          },
          'PositionPoint.sequenceNumber': i + 1,
        }),
      )
      .reverse()
      .join('');
  // Written last point first, and numbered from the far end of the line.
  const drawn = await read(
    bare.replace(/(rdf:ID="_n1">[^]*?)#_sub/u, '$1#_joint') +
      place('way', 'L', [113.02, 34], [113.01, 34.001], [113, 34]),
  );
  expect(drawn.defects).toEqual([]);
  expect(drawn.rows.sections[0]!.length_m).toBeCloseTo(1870, -2);
  expect(drawn.rows.sections[0]!.path_wkt!.slice(0, 2)).toEqual([113, 34]);
  expect(drawn.leftOut).toContain('length of a line, which is not stated: that of its path is taken');
  const odd = MODEL.join('')
    .replace(/<cim:ACLineSegment\.[rx]>[^<]*<\/cim:ACLineSegment\.[rx]>/gu, '')
    .replace(
      '<cim:Conductor.length>',
      '<cim:ACLineSegment.PerLengthImpedance rdf:resource="#_z"/><cim:Conductor.length>',
    );
  expect((await read(odd)).defects).toMatchObject([
    { table: 'ACLineSegment', id: 'L', reason: 'missing', received: 'PerLengthImpedance z' },
  ]);
});

test('a position that is none is a defect, and no point at 0', async () => {
  const wrong = MODEL.join('').replace('>34<', '>34,1<').replace('>113<', '><');
  const { defects } = await read(wrong);
  expect(defects.map(({ field, reason }) => [field, reason])).toEqual(
    expect.arrayContaining([
      ['PositionPoint.xPosition', 'missing'],
      ['PositionPoint.yPosition', 'wrong-type'],
    ]),
  );
});

test('shunts, converters, machines and taps as their classes and the solution state them', async () => {
  const more = [
    object('LinearShuntCompensator', 'C1', { 'LinearShuntCompensator.bPerSection': 0.001, 'ShuntCompensator.sections': 2 }) + terminals('C1', 'n1'), // prettier-ignore
    object('NonlinearShuntCompensator', 'C2', { 'ShuntCompensator.nomU': 10, 'ShuntCompensator.normalSections': 1 }) + terminals('C2', 'n1'), // prettier-ignore
    object('NonlinearShuntCompensatorPoint', 'C2-2', { 'NonlinearShuntCompensatorPoint.NonlinearShuntCompensator': '#C2', 'NonlinearShuntCompensatorPoint.sectionNumber': 2, 'NonlinearShuntCompensatorPoint.b': -0.004 }), // prettier-ignore
    object('SvShuntCompensatorSections', 'sv', { 'SvShuntCompensatorSections.ShuntCompensator': '#C2', 'SvShuntCompensatorSections.sections': 2 }), // prettier-ignore
    object('StaticVarCompensator', 'V', { 'StaticVarCompensator.q': -0.5 }) + terminals('V', 'n1'),
    object('HydroGeneratingUnit', 'U', { 'GeneratingUnit.initialP': 3 }),
    object('SynchronousMachine', 'G', { 'RotatingMachine.GeneratingUnit': '#U' }) + terminals('G', 'n1'),
    object('SvTapStep', 'svt', { 'SvTapStep.TapChanger': '#tap', 'SvTapStep.position': 2 }),
  ];
  const { rows, defects } = await read(MODEL.join('') + more.join(''));
  expect(defects).toEqual([]);
  expect(new Map(rows.generators.map((row) => [row.id, [row.output_kw, row.output_kvar, row.kind]]))).toEqual(
    new Map([
      ['C1', [0, expect.closeTo(200, 6), 'other']],
      ['C2', [0, expect.closeTo(-400, 6), 'other']],
      ['V', [0, 500, null]],
      ['G', [3000, null, 'hydro']],
    ]),
  );
  expect(rows.distribution_transformers[0]!.tap_pu).toBeCloseTo(1 / 1.05, 12);
});

test('a source of a distribution model that states a voltage and no power feeds it', async () => {
  const supply = MODEL.join('').replaceAll('cim:ExternalNetworkInjection', 'cim:EnergySource');
  await expect(read(supply)).rejects.toThrow(/nothing feeds the grid/u);
  const volts = withValues('grid', 'EnergySource', { 'EnergySource.voltageMagnitude': 10.2 });
  const { rows, defects } = await read(supply, volts);
  expect(defects).toEqual([]);
  expect(rows.substations).toMatchObject([{ source_voltage_pu: 1.02 }]);
  expect(rows.generators).toEqual([]);
});
