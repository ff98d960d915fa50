import { expect, test } from 'vitest';
import { checkValue } from '../../src/ingest/check-value.ts';
import { RECORD, TABLE_NAMES } from '../../src/model/record.ts';
import { drawGrid } from './drawn-grid.ts';

const rows = drawGrid({
  mv: ['F1: B1 -500- P1 -300/200- P2', 'F1: P1 -100- R1', 'F2: B2 -400- P9', 'F1: P2 -50!- P9'],
  transformers: { T1: { at: 'P2', kva: 315, lv: 'L1' }, T2: { at: 'R1', kva: null, ownership: 'customer' } },
  lv: ['L1 -40- L2 -40- L3'],
  mains: { B1: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 2000, T1: 150, M1: 20_000 },
  spare: { R1: 1 },
  committed: { T1: 50, P2: 100, L3: 10 },
});

test('every drawn row meets the description of its columns', () => {
  const flaws = TABLE_NAMES.flatMap((table) =>
    rows[table].flatMap((row) =>
      Object.entries(RECORD[table].columns).map(([name, column]) =>
        checkValue(name, column, (row as Record<string, unknown>)[name]),
      ),
    ),
  ).filter((flaw) => flaw !== null);
  expect(flaws).toEqual([]);
});

test('every reference of a drawn row names a drawn row', () => {
  for (const table of TABLE_NAMES) {
    for (const [name, { references }] of Object.entries(RECORD[table].columns)) {
      if (references === undefined) continue;
      const ids = new Set(rows[references as 'nodes'].map(({ id }) => id));
      for (const row of rows[table] as readonly object[]) {
        const id = (row as Record<string, unknown>)[name];
        if (id !== null) expect(ids, `${table}.${name}`).toContain(id);
      }
    }
  }
});

test('a drawing says what it means', () => {
  expect(rows.sections.map(({ id, length_m, limit_a }) => [id, length_m, limit_a])).toEqual([
    ['B1-P1', 500, null],
    ['B2-P9', 400, null],
    ['P1-P2', 300, 200],
    ['P1-R1', 100, null],
    ['P2-P9', 50, null],
  ]);
  expect(rows.switches).toMatchObject([{ section_id: 'P2-P9', kind: 'tie', normally_open: true }]);
  expect(rows.busbar_sections.map(({ main_transformer_id }) => main_transformer_id)).toEqual(['M1', null]);
  expect(rows.feeders.map(({ busbar_id }) => busbar_id)).toEqual(['B1', 'B2']);
  expect(rows.commitments.map(({ at_kind }) => at_kind)).toEqual([
    'lv-point',
    'node',
    'distribution-transformer',
  ]);
});

test('an unreadable way says which word', () => {
  expect(() => drawGrid({ mv: ['F1: B1 -x- P1'] })).toThrow('"-x-"');
});
