import { RECORD, TABLE_NAMES } from '../../src/model/record.ts';
import type { ColumnType, RegionRows, TableName } from '../../src/model/record.ts';
import { copyLine } from '../../src/store/copy-line.ts';
import type { Db, SqlRow } from '../../src/store/db.ts';
import { columnsOf } from '../../src/store/record-sql.ts';
import { lineToHex, polygonToHex } from '../../src/store/wkb.ts';
import { countyRows, drawCounty } from '../synth/county.ts';
import { CONDUCTORS } from '../synth/equipment.ts';
import { STRAIGHTENED, isStraightened, straightLines } from './straight-lines.ts';

/** What is loaded: a synthetic region as `npm run synth` draws it. */
export interface Drawn {
  readonly region: string;
  readonly name: string;
  readonly counties: number;
  readonly seed: number;
}

type Cell = string | number | boolean | null;

const cellOf = (type: ColumnType, value: unknown): Cell => {
  if (value === null || value === undefined) return null;
  if (type === 'line') return lineToHex(value as readonly number[]);
  if (type === 'polygon') return polygonToHex(value as readonly (readonly number[])[]);
  if (type === 'curve') return `{${(value as readonly number[]).join(',')}}`;
  return value as Cell;
};

/** A table of a county as COPY takes it. */
function copied(region: string, table: TableName, county: RegionRows): { target: string; lines: string } {
  const columns = Object.entries(RECORD[table].columns);
  const straight = isStraightened(table) ? straightLines(table, county) : null;
  const lines = county[table].map((row, index) => {
    const values = row as unknown as Readonly<Record<string, unknown>>;
    const cells = columns.map(([name, { type }]) => cellOf(type, values[name]));
    return copyLine([region, '{synth}', ...cells, ...(straight === null ? [] : [straight[index] ?? null])]);
  });
  const kept = straight === null ? '' : ', straight';
  return {
    target: `${table} (region_id, import_origins, ${columnsOf(table).join(', ')}${kept})`,
    lines: lines.join(''),
  };
}

const INDEXES = `
  select 'drop index ' || i.indexrelid::regclass as drop, pg_get_indexdef(i.indexrelid) as make
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relname = any ($1::text[])
    and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`;
const CONSTRAINTS = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
         format('alter table %s add constraint %I %s%s', conrelid::regclass, conname, pg_get_constraintdef(k.oid),
                case contype when 'f' then ' not valid' else '' end) as make
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       left join pg_class referred on referred.oid = k.confrelid
  where n.nspname = 'public' and contype in ('f', 'p') and $1::text[] && array[c.relname, referred.relname]::text[]
  order by contype desc`;

/** Filled by a trigger while the record is loaded: the region it refers to comes last. */
const COUNTED = 'address_streets';

/** Makes what was dropped: keys first, for foreign keys rest on them; those are not checked again. */
const remake = async (db: Db, rows: readonly SqlRow[]): Promise<void> => {
  for (const row of rows) await db.exec(`set maintenance_work_mem = '512MB'; ${String(row['make'])}`);
};

/**
 * Draws a region straight into the tables of a migrated, empty database on a server: by COPY, without staging, checks,
 * triggers that look up other rows, or indexes, which are made afterwards. Memory holds one county at a time.
 *
 * An import checks every row against the record; a million drawn rows need no checking, and take a third of the time so.
 */
export const loadRegion = async (db: Db, drawn: Drawn, say: (line: string) => void): Promise<void> => {
  const { region, name, counties, seed } = drawn;
  const tables = [...TABLE_NAMES];
  const foreign = (await db.query(CONSTRAINTS, [[...tables, COUNTED]])).filter(({ make }) =>
    String(make).includes('FOREIGN'),
  );
  const primary = (await db.query(CONSTRAINTS, [tables])).filter(
    ({ make }) => !String(make).includes('FOREIGN'),
  );
  const indexes = await db.query(INDEXES, [tables]);
  for (const { drop } of [...foreign, ...indexes, ...primary]) await db.exec(String(drop));
  for (const table of STRAIGHTENED) await db.exec(`alter table ${table} disable trigger user`);
  for (let index = 0; index < counties; index++) {
    const rows = { ...countyRows(drawCounty(seed, index)), conductor_types: index === 0 ? CONDUCTORS : [] };
    for (const table of TABLE_NAMES) {
      if (rows[table].length === 0) continue;
      const { target, lines } = copied(region, table, rows);
      await db.copyIn(target, lines);
    }
    if ((index + 1) % 10 === 0) say(`${index + 1} of ${counties} counties`);
  }
  say('keys and indexes');
  await remake(db, [...primary, ...indexes, ...foreign]);
  for (const table of STRAIGHTENED) await db.exec(`alter table ${table} enable trigger user`);
  // Last: a region that is there is whole.
  await db.run(`insert into regions (id, name, data_version, ledger_version) values ($1, $2, 1, 1)`, [
    region,
    name,
  ]);
  await db.exec('analyze');
};
