import { expect, test } from 'vitest';
import { readCim } from '../../../src/ingest/cim/read-cim.ts';
import { collect } from '../../support/collect-items.ts';
import { folderOf } from '../../support/temp-folder.ts';

const HEAD =
  '<?xml version="1.0"?><rdf:RDF xmlns:cim="http://iec.ch/TC57/2013/CIM-schema-cim16#" ' +
  'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">';

type Values = Readonly<Record<string, string | number>>;

/** An object; values that begin with # are references. */
const object = (type: string, id: string, values: Values = {}): string =>
  `<cim:${type} rdf:ID="_${id}">${Object.entries(values)
    .map(([name, value]) =>
      String(value).startsWith('#')
        ? `<cim:${name} rdf:resource="#_${String(value).slice(1)}"/>`
        : `<cim:${name}>${value}</cim:${name}>`,
    )
    .join('')}</cim:${type}>`;

const terminals = (equipment: string, ...nodes: readonly string[]): string =>
  nodes
    .map((node, i) =>
      object('Terminal', `${equipment}-${i + 1}`, {
        ...{ 'Terminal.ConductingEquipment': `#${equipment}`, 'Terminal.TopologicalNode': `#${node}` },
        'ACDCTerminal.sequenceNumber': i + 1,
      }),
    )
    .join('');

const node = (id: string, base: string): string =>
  object('TopologicalNode', id, {
    ...{ 'IdentifiedObject.name': id, 'TopologicalNode.BaseVoltage': `#${base}` },
    'TopologicalNode.ConnectivityNodeContainer': '#sub',
  });

const end = (id: string, number: number, kv: number, ohms: number): string =>
  object('PowerTransformerEnd', `T-end${id}`, {
    ...{ 'PowerTransformerEnd.PowerTransformer': '#T', 'TransformerEnd.endNumber': number },
    ...{ 'TransformerEnd.Terminal': `#T-${number}`, 'PowerTransformerEnd.ratedU': kv },
    ...{ 'PowerTransformerEnd.ratedS': 0.4, 'PowerTransformerEnd.x': ohms, 'PowerTransformerEnd.r': 0 },
  });

/** A bus-branch model: source ── 2 km ── a ── transformer ── lv with a load, a tap one step of 2.5 % up on the low side. */
const MODEL = [
  ...[object('BaseVoltage', 'mv', { 'BaseVoltage.nominalVoltage': 10 })],
  ...[object('BaseVoltage', 'lv', { 'BaseVoltage.nominalVoltage': 0.4 })],
  object('Substation', 'sub'),
  object('Location', 'loc', { 'Location.PowerSystemResources': '#sub' }),
  object('PositionPoint', 'p', {
    ...{ 'PositionPoint.Location': '#loc', 'PositionPoint.xPosition': 113, 'PositionPoint.yPosition': 34 },
  }),
  ...[node('n0', 'mv'), node('n1', 'mv'), node('n2', 'lv')],
  object('ExternalNetworkInjection', 'grid') + terminals('grid', 'n0'),
  object('ACLineSegment', 'L', {
    ...{ 'Conductor.length': 2, 'ACLineSegment.r': 0.6, 'ACLineSegment.x': 0.7 },
  }) + terminals('L', 'n0', 'n1'),
  object('OperationalLimitSet', 'set', { 'OperationalLimitSet.Terminal': '#L-2' }),
  object('CurrentLimit', 'limit', {
    ...{ 'OperationalLimit.OperationalLimitSet': '#set', 'CurrentLimit.value': 310 },
  }),
  object('PowerTransformer', 'T') + terminals('T', 'n1', 'n2'),
  // Half of 5 % on either side: 0.05·10²/0.4/2 Ω seen from 10 kV, 0.05·0.4²/0.4/2 Ω from 0.4 kV.
  ...[end('1', 1, 10, 6.25), end('2', 2, 0.4, 0.01)],
  object('RatioTapChanger', 'tap', {
    ...{ 'RatioTapChanger.TransformerEnd': '#T-end2', 'RatioTapChanger.stepVoltageIncrement': 2.5 },
    ...{ 'TapChanger.neutralStep': 0, 'TapChanger.normalStep': 1 },
  }),
  object('EnergyConsumer', 'D', { 'EnergyConsumer.pfixed': 0.1, 'EnergyConsumer.qfixed': 0.02 }) +
    terminals('D', 'n2'),
];

const read = async (...files: readonly string[]) => {
  const folder = await folderOf(
    Object.fromEntries(files.map((text, i) => [`${i}.xml`, `${HEAD}${text}</rdf:RDF>`])),
  );
  const leftOut: string[] = [];
  const register = { crsText: () => Promise.resolve(null) };
  const wanted = { stem: 'm', crs: null, register, leaveOut: (what: string) => leftOut.push(what) };
  return { ...(await collect(await readCim([folder], wanted))), leftOut };
};

test('a bus-branch model, its profiles in several files, becomes rows', async () => {
  const { rows, defects } = await read(MODEL.slice(0, 6).join(''), MODEL.slice(6).join(''));
  expect(defects).toEqual([]);
  expect(rows.nodes.map(({ id, kv }) => [id, kv])).toEqual([
    ['n0', 10],
    ['n1', 10],
  ]);
  expect(rows.sections).toMatchObject([{ id: 'L', length_m: 2000, from_node_id: 'n0', to_node_id: 'n1' }]);
  expect(rows.conductor_types).toMatchObject([{ r_ohm_per_km: 0.3, x_ohm_per_km: 0.35, ampacity_a: 310 }]);
  const [transformer] = rows.distribution_transformers;
  expect(transformer).toMatchObject({
    id: 'T',
    node_id: 'n1',
    lv_point_id: 'n2',
    rating_kva: 400,
    hv_kv: 10,
  });
  expect(transformer!.uk_percent).toBeCloseTo(5, 9);
  expect(transformer!.tap_pu).toBeCloseTo(1 / 1.025, 12);
  expect(rows.customers).toMatchObject([{ id: 'D', at_kind: 'lv-point', load_kw: 100, load_kvar: 20 }]);
});

test('what is not connected or not in service is open, or left out and counted', async () => {
  const off = '<cim:Terminal rdf:about="#_L-2"><cim:ACDCTerminal.connected>false</cim:ACDCTerminal.connected></cim:Terminal>'; // prettier-ignore
  const { rows } = await read(MODEL.join(''), off);
  expect(rows.switches).toMatchObject([{ section_id: 'L', node_id: 'n1', normally_open: true }]);
  const out = '<cim:EnergyConsumer rdf:about="#_D"><cim:Equipment.inService>false</cim:Equipment.inService></cim:EnergyConsumer>'; // prettier-ignore
  const without = await read(MODEL.join(''), out);
  expect(without.rows.customers).toEqual([]);
  expect(without.leftOut).toEqual(['EnergyConsumer not in service']);
});

test('a figure that is none, and what no row can say, are defects with their line', async () => {
  const wrong = MODEL.join('').replace('<cim:ACLineSegment.r>0.6<', '<cim:ACLineSegment.r>0,6<');
  const series = object('SeriesCompensator', 'S') + terminals('S', 'n0', 'n1');
  expect((await read(wrong + series)).defects).toMatchObject([
    { file: '0.xml', table: 'SeriesCompensator', id: 'S', reason: 'unsupported-element' },
    { file: '0.xml', table: 'ACLineSegment', id: 'L', field: 'ACLineSegment.r', received: '0,6' },
  ]);
});

test('files that are cut off, of another kind, or with an entity of their own are refused', async () => {
  await expect(read(MODEL.join('').slice(0, -5))).rejects.toThrow(/no readable RDF\/XML file/u);
  await expect(read('<cim:Substation rdf:ID="_x">&own;</cim:Substation>')).rejects.toThrow(/entity/u);
  await expect(read(object('Substation', 'x'))).rejects.toThrow(/equipment profile/u);
});
