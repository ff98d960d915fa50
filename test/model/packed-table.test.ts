import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRows, plainRow } from '../../src/model/packed-table.ts';
import { RECORD, TABLE_NAMES, type RegionRows, type TableName } from '../../src/model/record.ts';
import type { Column } from '../../src/model/record-column.ts';

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2400-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const flat = fc
  .array(fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true })), { minLength: 2, maxLength: 5 })
  .map((points) => points.flat());

function cellOf({ type, required, oneOf }: Column): fc.Arbitrary<unknown> {
  const cells: Readonly<Record<Column['type'], fc.Arbitrary<unknown>>> = {
    text: oneOf === undefined ? fc.string({ unit: 'grapheme' }) : fc.constantFrom(...oneOf),
    real: fc.double({ noNaN: true }),
    integer: fc.integer({ min: -2_147_483_647 }),
    boolean: fc.boolean(),
    date: day,
    line: flat,
    polygon: fc.array(flat, { minLength: 1, maxLength: 3 }),
    curve: fc.array(fc.double({ noNaN: true }), { maxLength: 24 }),
  };
  return required ? cells[type] : fc.option(cells[type]);
}

const keyOf = (table: TableName, row: object): string =>
  RECORD[table].key.map((name) => String((row as Record<string, unknown>)[name])).join('\0');

test.each(TABLE_NAMES)('packed rows of %s are the rows, in the byte order of their keys', (table) => {
  const row = fc.record(
    Object.fromEntries(Object.entries(RECORD[table].columns).map(([name, column]) => [name, cellOf(column)])),
  );
  fc.assert(
    fc.property(fc.uniqueArray(row, { selector: (one) => keyOf(table, one), maxLength: 40 }), (rows) => {
      const packed = packRows({ [table]: rows } as unknown as Pick<RegionRows, typeof table>)[table];
      const sorted = [...rows].sort((a, b) =>
        Buffer.compare(Buffer.from(keyOf(table, a)), Buffer.from(keyOf(table, b))),
      );
      expect(Array.from<object>(packed).map(plainRow)).toEqual(sorted);
      if (!('id' in RECORD[table].columns)) return;
      sorted.forEach((one, i) => {
        expect(packed.indexOf(String(one['id']))).toBe(i);
      });
      expect(packed.indexOf('no such id, for it is too long to be drawn')).toBe(-1);
    }),
    { numRuns: 30 },
  );
});

test('references become row numbers; what names nothing becomes -1', () => {
  const node = {
    name: null,
    kind: 'pole',
    kv: 10,
    lon_deg: 1,
    lat_deg: 2,
    bays_spare: null,
    bays_used: null,
  };
  const section = { conductor_type_id: 'k', length_m: 1, limit_a: null, path_wkt: null };
  const { nodes, sections } = packRows({
    nodes: ['b', 'a'].map((id) => ({ ...node, id, kind: 'pole' as const })),
    sections: [
      { ...section, id: '1', feeder_id: null, from_node_id: 'a', to_node_id: 'b' },
      { ...section, id: '2', feeder_id: 'a', from_node_id: 'b', to_node_id: 'c' },
    ],
  });
  expect([...nodes.named(sections.texts('from_node_id'))]).toEqual([0, 1]);
  expect([...nodes.named(sections.texts('to_node_id'))]).toEqual([1, -1]);
  expect([...nodes.named(sections.texts('feeder_id'))]).toEqual([-1, 0]);
});
