import { expect, test } from 'vitest';
import { MODEL, object, read, terminals } from './model-text.ts';

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
    { file: '0.xml', table: 'ACLineSegment', id: 'L', field: 'ACLineSegment.r', received: '0,6' },
    { file: '0.xml', table: 'ACLineSegment', id: 'L', field: 'ACLineSegment.r', reason: 'missing' },
    { file: '0.xml', table: 'SeriesCompensator', id: 'S', reason: 'unsupported-element' },
  ]);
});

test('files that are cut off, of another kind, or with an entity of their own are refused', async () => {
  await expect(read(MODEL.join('').slice(0, -5))).rejects.toThrow(/no readable RDF\/XML file/u);
  await expect(read('<cim:Substation rdf:ID="_x">&own;</cim:Substation>')).rejects.toThrow(/entity/u);
  await expect(read(object('Substation', 'x'))).rejects.toThrow(/equipment profile/u);
});
