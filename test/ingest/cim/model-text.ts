import { readCim } from '../../../src/ingest/cim/read-cim.ts';
import { collect } from '../../support/collect-items.ts';
import { folderOf } from '../../support/temp-folder.ts';

/** The head of a CGMES 2.4.15 file. */
export const HEAD =
  '<?xml version="1.0"?><rdf:RDF xmlns:cim="http://iec.ch/TC57/2013/CIM-schema-cim16#" ' +
  'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">';

type Values = Readonly<Record<string, string | number>>;

/** An object; values that begin with # are references. */
export const object = (type: string, id: string, values: Values = {}): string =>
  `<cim:${type} rdf:ID="_${id}">${Object.entries(values)
    .map(([name, value]) =>
      String(value).startsWith('#')
        ? `<cim:${name} rdf:resource="#_${String(value).slice(1)}"/>`
        : `<cim:${name}>${value}</cim:${name}>`,
    )
    .join('')}</cim:${type}>`;

/** Terminals of equipment at nodes, in their order. */
export const terminals = (equipment: string, ...nodes: readonly string[]): string =>
  nodes
    .map((node, i) =>
      object('Terminal', `${equipment}-${i + 1}`, {
        ...{ 'Terminal.ConductingEquipment': `#${equipment}`, 'Terminal.TopologicalNode': `#${node}` },
        'ACDCTerminal.sequenceNumber': i + 1,
      }),
    )
    .join('');

/** A topological node of a base voltage. */
export const node = (id: string, base: string): string =>
  object('TopologicalNode', id, {
    ...{ 'IdentifiedObject.name': id, 'TopologicalNode.BaseVoltage': `#${base}` },
    'TopologicalNode.ConnectivityNodeContainer': '#sub',
  });

/** An end of the transformer T of 0.4 MVA. */
export const end = (id: string, number: number, kv: number, ohms: number): string =>
  object('PowerTransformerEnd', `T-end${id}`, {
    ...{ 'PowerTransformerEnd.PowerTransformer': '#T', 'TransformerEnd.endNumber': number },
    ...{ 'TransformerEnd.Terminal': `#T-${number}`, 'PowerTransformerEnd.ratedU': kv },
    ...{ 'PowerTransformerEnd.ratedS': 0.4, 'PowerTransformerEnd.x': ohms, 'PowerTransformerEnd.r': 0 },
  });

/** A bus-branch model: source ── 2 km ── a ── transformer ── lv with a load, a tap one step of 2.5 % up on the low side. */
export const MODEL = [
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

/** What an import of paths yields, and what it left out. */
export const readPaths = async (...paths: readonly string[]) => {
  const leftOut: string[] = [];
  const register = { crsText: () => Promise.resolve(null) };
  const wanted = { stem: 'm', crs: null, register, leaveOut: (what: string) => leftOut.push(what) };
  return { ...(await collect(await readCim(paths, wanted))), leftOut };
};

/** What an import of objects yields, each text a file of its own. */
export const read = async (...files: readonly string[]) =>
  readPaths(
    await folderOf(Object.fromEntries(files.map((text, i) => [`${i}.xml`, `${HEAD}${text}</rdf:RDF>`]))),
  );
