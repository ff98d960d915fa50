import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECORD, TABLE_NAMES } from '../../src/model/record.ts';
import type { ColumnType } from '../../src/model/record.ts';
import type { Db } from '../../src/store/db.ts';
import { referencesOf } from '../../src/model/references.ts';
import { databases } from '../support/database.ts';

/** What the database keeps for itself beside the columns of the record. */
const OWN = ['region_id', 'import_origins', 'geom', 'straight', 'text_folded', 'street', 'house'];

const CATALOGUE_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  real: 'double precision',
  integer: 'integer',
  boolean: 'boolean',
  date: 'date',
  line: 'geometry(LineString,4326)',
  polygon: 'geometry(Polygon,4326)',
  curve: 'double precision[]',
};

const described = TABLE_NAMES.flatMap((table) =>
  Object.entries(RECORD[table].columns).map(([name, { type, required }]) => ({
    table,
    column: type === 'line' || type === 'polygon' ? name.replace('_wkt', '') : name,
    type: CATALOGUE_TYPES[type],
    required,
  })),
);

describe.each(databases())('the schema of the $name database', ({ open }) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  it('has the columns of the record in its order, with its types and what may be empty', async () => {
    const columns = await db.query(
      `select c.table_name as table, c.column_name as column,
              format_type(a.atttypid, a.atttypmod) as type, c.is_nullable = 'NO' as required
       from information_schema.columns c
       join pg_attribute a
         on a.attrelid = format('%I.%I', c.table_schema, c.table_name)::regclass and a.attname = c.column_name
       where c.table_schema = 'public' and c.table_name = any ($1::text[]) and c.column_name <> all ($2::text[])
       order by array_position($1::text[], c.table_name::text), c.ordinal_position`,
      [TABLE_NAMES, OWN],
    );
    expect(columns).toEqual(described);
  });

  it('identifies a row by its region and the key of the record', async () => {
    const keys = await db.query(
      `select t.relname as table, to_jsonb(array_agg(a.attname order by k.n)) as key
       from pg_constraint c
       join pg_class t on t.oid = c.conrelid
       cross join unnest(c.conkey) with ordinality as k (attnum, n)
       join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
       where c.contype = 'p' and t.relname = any ($1::text[])
       group by t.relname order by array_position($1::text[], t.relname::text)`,
      [TABLE_NAMES],
    );
    expect(keys).toEqual(TABLE_NAMES.map((table) => ({ table, key: ['region_id', ...RECORD[table].key] })));
  });

  it('has a deferred foreign key with an index for every reference', async () => {
    const found = await db.query(
      `select t.relname || '.' || a.attname || ' → ' || p.relname as reference,
              exists (select from pg_index i
                      where i.indrelid = t.oid and i.indkey[0] = c.conkey[1] and i.indkey[1] = c.conkey[2]) as indexed
       from pg_constraint c
       join pg_class t on t.oid = c.conrelid
       join pg_class p on p.oid = c.confrelid
       join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[2]
       where c.contype = 'f' and c.condeferred and t.relname = any ($1::text[]) order by 1`,
      [TABLE_NAMES],
    );
    const wanted = TABLE_NAMES.flatMap((table) =>
      referencesOf(table)
        .filter(({ kind }) => kind === null)
        .map(({ column, target }) => ({ reference: `${table}.${column} → ${target}`, indexed: true })),
    );
    expect(wanted.length).toBeGreaterThan(15);
    expect(found).toEqual(wanted.sort((a, b) => (a.reference < b.reference ? -1 : 1)));
  });

  it('explains every table in its own words', async () => {
    const comments = await db.query(
      `select relname as table, obj_description(oid, 'pg_class') as meaning from pg_class
       where relname = any ($1::text[]) order by array_position($1::text[], relname::text)`,
      [TABLE_NAMES],
    );
    expect(comments).toEqual(TABLE_NAMES.map((table) => ({ table, meaning: RECORD[table].meaning })));
  });

  // Each value just outside what the record allows, in an otherwise sound row.
  const limits = TABLE_NAMES.flatMap((table) =>
    Object.entries(RECORD[table].columns).flatMap(([column, { oneOf, min, max, among }]) => [
      ...(among ?? []).map((number) => ({ table, column, value: String(number + 1) })),
      ...(oneOf === undefined ? [] : [{ table, column, value: `'no such thing'` }]),
      ...(min === undefined ? [] : [{ table, column, value: String(min - 1) }]),
      ...(max === undefined ? [] : [{ table, column, value: String(max + 1) }]),
    ]),
  );

  it('refuses what the record does not allow', async () => {
    await db.exec(`insert into regions (id, name) values ('r', 'r')`);
    const SOUND: Readonly<Record<ColumnType, string>> = {
      text: `'x'`,
      real: '1',
      integer: '1',
      boolean: 'true',
      date: `'2026-01-01'`,
      line: `'SRID=4326;LINESTRING(1 1, 2 2)'`,
      polygon: `'SRID=4326;POLYGON((0 0, 1 0, 1 1, 0 0))'`,
      curve: 'array_fill(1::float8, array[24])',
    };
    for (const { table, column, value } of limits) {
      const cells = Object.entries(RECORD[table].columns).map(([name, { type, oneOf, among }]) => {
        if (name === column) return value;
        return oneOf === undefined ? String(among?.[0] ?? SOUND[type]) : `'${oneOf[0]!}'`;
      });
      const names = Object.keys(RECORD[table].columns).map((name) => name.replace('_wkt', ''));
      const insert = db.exec(
        `insert into ${table} (region_id, ${names.join(', ')}) values ('r', ${cells.join(', ')})`,
      );
      await expect(insert, `${table}.${column} = ${value}`).rejects.toMatchObject({ code: '23514' });
    }
    expect(limits.length).toBeGreaterThan(80);
  });
});
