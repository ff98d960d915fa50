import { RECORD, TABLE_NAMES, type TableName } from '../../model/record.ts';
import { referencesOf } from '../../model/references.ts';
import type { Check, Symptom } from './check.ts';
import { placeOf, type Survey } from './survey.ts';

type Cells = Readonly<Record<string, unknown>>;

const rowsOf = ({ rows }: Survey, table: TableName): readonly Cells[] =>
  rows[table] as readonly object[] as readonly Cells[];

const placeIn = ({ lon_deg: lon, lat_deg: lat }: Cells): Symptom['at'] =>
  typeof lon === 'number' && typeof lat === 'number' ? placeOf(lon, lat) : null;

const keyOf = (table: TableName, row: Cells): string =>
  RECORD[table].key.map((column) => String(row[column])).join('/');

/** Keys that more than one row of a table has. */
export const duplicateId: Check = {
  code: 'duplicate-id',
  severity: 'error',
  *find(survey): Generator<Symptom> {
    for (const table of TABLE_NAMES) {
      const seen = new Map<string, number>();
      for (const row of rowsOf(survey, table)) {
        const id = keyOf(table, row);
        const rows = (seen.get(id) ?? 0) + 1;
        seen.set(id, rows);
        if (rows !== 2) continue;
        yield {
          subject: table,
          ids: [id],
          at: placeIn(row),
          because: { key: 'duplicate-id', values: { table, id } },
        };
      }
    }
  },
};

/** Full-width forms, case, spaces and signs between the parts make no other thing of an id that a person typed. */
const folded = (id: string): string =>
  id
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_‐‑‒–—―-]+/gu, '');

/** Ids of a table that differ only in how they are written: probably one thing, brought twice. */
export const similarIds: Check = {
  code: 'similar-ids',
  severity: 'warning',
  *find(survey): Generator<Symptom> {
    for (const table of TABLE_NAMES.filter((name) => 'id' in RECORD[name].columns)) {
      const first = new Map<string, string>();
      for (const row of rowsOf(survey, table)) {
        const id = String(row['id']);
        const other = first.get(folded(id));
        if (other === undefined) first.set(folded(id), id);
        if (other === undefined || other === id) continue;
        const ids = [other, id].sort();
        yield {
          subject: table,
          ids,
          at: placeIn(row),
          because: { key: 'similar-ids', values: { table, id: ids[0] ?? '', otherId: ids[1] ?? '' } },
        };
      }
    }
  },
};

/** Rows that name something the region does not have. */
export const missingReference: Check = {
  code: 'missing-reference',
  severity: 'error',
  *find(survey): Generator<Symptom> {
    const idsOf = new Map(
      TABLE_NAMES.map((table) => [table, new Set(rowsOf(survey, table).map((row) => row['id']))]),
    );
    for (const table of TABLE_NAMES) {
      for (const { column, target, kind } of referencesOf(table)) {
        for (const row of rowsOf(survey, table)) {
          const named = row[column];
          if (typeof named !== 'string' || (kind !== null && row[kind.column] !== kind.is)) continue;
          if (idsOf.get(target)?.has(named) === true) continue;
          const id = keyOf(table, row);
          yield {
            subject: table,
            ids: [id],
            at: placeIn(row),
            because: { key: 'missing-reference', values: { table, id, column, named, target } },
          };
        }
      }
    }
  },
};
