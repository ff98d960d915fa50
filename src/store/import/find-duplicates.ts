import { RECORD } from '../../model/record.ts';
import type { TableName } from '../../model/record.ts';
import type { Defect } from '../../model/store.ts';
import type { Queries, SqlRow } from '../db.ts';
import { columnsOf, keyText, listOf } from '../record-sql.ts';
import { numberOf, numberOrNull, textOf } from '../sql-row.ts';
import { dropStaged } from './staging.ts';

interface Copy {
  readonly seq: number;
  readonly id: string;
  readonly file: string;
  readonly line: number | null;
  readonly origin: string;
  readonly content: string;
}

/** One id with what becomes of its copies. */
interface Verdict {
  readonly defects: readonly Defect[];
  /** Copies to take out. */
  readonly seqs: readonly number[];
  /** The copy that stays in the name of several origins. */
  readonly shared: { readonly seq: number; readonly origins: readonly string[] } | null;
}

const toCopy = (row: SqlRow): Copy => ({
  seq: numberOf(row, 'seq'),
  id: textOf(row, 'id'),
  file: textOf(row, 'file'),
  line: numberOrNull(row, 'line'),
  origin: textOf(row, 'origin'),
  content: textOf(row, 'content'),
});

const placeOf = ({ file, line }: Copy): string => (line === null ? file : `${file}:${line}`);

const defectOf = (table: TableName, copy: Copy, reason: string, other: Copy): Defect => ({
  file: copy.file,
  line: copy.line,
  table,
  id: copy.id,
  field: null,
  reason,
  received: `also in ${placeOf(other)}`,
  allowed: null,
});

const judge = (table: TableName, copies: Group): Verdict => {
  const [first, second] = copies;
  const differing = copies.find(({ content }) => content !== first.content);
  if (differing !== undefined) {
    // Nobody can say which one is right, so none stays.
    const defects = copies.map((copy) =>
      defectOf(table, copy, 'conflicting-duplicate', copy.content === first.content ? differing : first),
    );
    return { defects, seqs: copies.map(({ seq }) => seq), shared: null };
  }
  const origins = [...new Set(copies.map(({ origin }) => origin))].sort();
  const repeated = copies.filter(
    (copy) => copies.find(({ origin }) => origin === copy.origin)?.seq !== copy.seq,
  );
  return {
    defects: repeated.map((copy) => defectOf(table, copy, 'duplicate-key', first === copy ? second : first)),
    seqs: copies.slice(1).map(({ seq }) => seq),
    shared: { seq: first.seq, origins },
  };
};

type Group = readonly [Copy, Copy, ...Copy[]];

const isGroup = (copies: readonly Copy[]): copies is Group => copies.length > 1;

const groupById = (copies: readonly Copy[]): readonly Group[] => {
  const groups = new Map<string, Copy[]>();
  for (const copy of copies) {
    const group = groups.get(copy.id);
    if (group === undefined) groups.set(copy.id, [copy]);
    else group.push(copy);
  }
  const all: readonly (readonly Copy[])[] = [...groups.values()];
  return all.filter(isGroup);
};

/**
 * Settles ids that are staged more than once. The same row from several origins (a busbar in two feeder files)
 * becomes one row that all of them bring; a repetition within an origin is a defect, and so is every copy where
 * the copies differ.
 *
 * @returns Defects in the order in which the rows were staged.
 */
export const findDuplicates = async (on: Queries, table: TableName): Promise<readonly Defect[]> => {
  const key = RECORD[table].key.join(', ');
  const rows = await on.query(
    `select s.seq, s.file, s.line, s.origins[1] as origin, ${keyText(table, 's')} as id,
            row(${listOf('s', columnsOf(table))})::text as content
     from staged_${table} s
     join (select ${key} from staged_${table} group by ${key} having count(*) > 1) d using (${key})
     order by s.seq`,
  );
  const verdicts = groupById(rows.map(toCopy)).map((copies) => judge(table, copies));
  for (const { shared } of verdicts) {
    if (shared === null) continue;
    await on.run(`update staged_${table} set origins = $1::text[] where seq = $2`, [
      [...shared.origins],
      shared.seq,
    ]);
  }
  await dropStaged(
    on,
    table,
    verdicts.flatMap(({ seqs }) => seqs),
  );
  return verdicts.flatMap(({ defects }) => defects);
};
