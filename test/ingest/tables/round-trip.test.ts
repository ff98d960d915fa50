import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTables } from '../../../src/ingest/tables/read-tables.ts';
import { writeTables } from '../../../src/ingest/tables/write-tables.ts';
import { RECORD, TABLE_NAMES, type Column, type RegionRows, type Table } from '../../../src/model/record.ts';
import { drawGrid } from '../../support/drawn-grid.ts';
import { collect } from '../../support/collect-items.ts';
import { folderOf } from '../../support/temp-folder.ts';

const storable = (text: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(text);
const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).filter(storable);
const idText = anyText.filter((text) => text === text.trim());
const awkward = fc.constantFrom(
  '"',
  ',',
  '"", ""',
  "'; DROP TABLE nodes; --",
  '=1+1',
  ' x ',
  '变电站',
  '\u00a0',
);

const position = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);
const path = fc.array(position, { minLength: 2, maxLength: 5 });
const ring = fc.array(position, { minLength: 3, maxLength: 5 }).map((open) => [...open, open[0]!]);
/** −0 and 0 are one value in every database. */
const flat = (positions: readonly (readonly number[])[]): number[] =>
  positions.flat().map((value) => value + 0);

const isId = (name: string): boolean => name === 'id' || name.endsWith('_id');

const arbitraryOf = (
  name: string,
  { type, oneOf, among, min = -1e300, max = 1e300 }: Column,
): fc.Arbitrary<unknown> => {
  if (oneOf !== undefined) return fc.constantFrom(...oneOf);
  if (among !== undefined) return fc.constantFrom(...among);
  if (type === 'text') return isId(name) ? idText : fc.oneof(anyText, awkward);
  if (type === 'real') return fc.double({ min, max, noNaN: true }).map((value) => value + 0);
  if (type === 'integer') return fc.integer({ min, max });
  if (type === 'boolean') return fc.boolean();
  if (type === 'line') return path.map(flat);
  if (type === 'polygon')
    return fc.array(ring, { minLength: 1, maxLength: 3 }).map((rings) => rings.map(flat));
  if (type === 'curve')
    return fc.constantFrom(24, 96).chain((points) =>
      fc.array(
        fc.double({ min: 0, max: 2_000_000, noNaN: true }).map((value) => value + 0),
        { minLength: points, maxLength: points },
      ),
    );
  const days = { min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true };
  return fc.date(days).map((date) => date.toISOString().slice(0, 10));
};

/** Days that must not descend, put in order. */
const inOrder = (row: Record<string, unknown>, ascending: readonly string[]): Record<string, unknown> => {
  const days = ascending.map((name) => String(row[name])).sort();
  return { ...row, ...Object.fromEntries(ascending.map((name, i) => [name, days[i]])) };
};

const anyRow = ({ columns, ascending = [] }: Table) =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(columns).map(([name, column]) => {
          const value = arbitraryOf(name, column);
          return [name, column.required ? value : fc.option(value, { nil: null })];
        }),
      ),
    )
    .map((row) => inOrder(row, ascending));

const anyRegion = fc.record(
  Object.fromEntries(TABLE_NAMES.map((table) => [table, fc.array(anyRow(RECORD[table]), { maxLength: 4 })])),
) as unknown as fc.Arbitrary<RegionRows>;

test('whatever rows are written, the same rows are read', async () => {
  await fc.assert(
    fc.asyncProperty(anyRegion, async (region) => {
      const folder = await folderOf({});
      await writeTables(folder, region);
      const { rows, defects } = await collect(readTables(folder));
      expect(defects).toEqual([]);
      expect(rows).toEqual(region);
    }),
    { seed: 20261120, numRuns: 60 },
  );
});

test('tables that are not given get no file and are read as empty', async () => {
  const folder = await folderOf({});
  const { nodes } = drawGrid({ mv: ['F1: B -500- P1'] });
  await writeTables(folder, { nodes });
  const { rows } = await collect(readTables(folder));
  expect(rows.nodes).toEqual(nodes);
  expect(rows.sections).toEqual([]);
});
