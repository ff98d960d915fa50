import { expect, test } from 'vitest';
import { loadRegion } from '../../bench/scale/load-region.ts';
import { countyRows, drawCounty } from '../../bench/synth/county.ts';
import { CONDUCTORS } from '../../bench/synth/equipment.ts';
import { DEMO_SEED } from '../../bench/synth/sizes.ts';
import { TABLE_NAMES } from '../../src/model/record.ts';
import { databases } from '../support/database.ts';

const servers = databases().filter(({ name }) => name === 'server');
const KEYS = `select conrelid::regclass || ' ' || conname as key from pg_constraint where contype in ('f', 'p') order by 1`;
const OFF = `select tgname from pg_trigger where not tgisinternal and tgenabled <> 'O'`;
/** Line pieces without a path, and how many of them the trigger would draw otherwise. */
const straight = (table: string, points: string, from: string, to: string): string => `
  select count(*)::int as n, (count(*) filter (where straight is distinct from st_makeline(a.geom, b.geom)))::int as other
  from ${table} s join ${points} a on a.id = s.${from} join ${points} b on b.id = s.${to} where path is null`;
const INDEXES = `select indexname from pg_indexes where schemaname = 'public' order by 1`;

test.runIf(servers.length > 0)(
  'a region drawn straight into a server is whole, its keys as before',
  async () => {
    const db = await servers[0]!.open();
    try {
      const made = async () => [await db.query(KEYS, []), await db.query(INDEXES, [])];
      const before = await made();
      await loadRegion(db, { region: 'drawn', name: '甲', counties: 1, seed: DEMO_SEED }, () => undefined);
      const rows = { ...countyRows(drawCounty(DEMO_SEED, 0)), conductor_types: CONDUCTORS };
      for (const table of TABLE_NAMES) {
        const [counted] = await db.query(`select count(*)::int as n from ${table}`, []);
        expect.soft([table, counted!['n']]).toEqual([table, rows[table].length]);
      }
      const streets = `select sum(entries)::int as n from address_streets where region_id = 'drawn'`;
      expect((await db.query(streets, []))[0]!['n']).toBe(rows.addresses.length);
      for (const sql of [
        straight('sections', 'nodes', 'from_node_id', 'to_node_id'),
        straight('lv_lines', 'lv_points', 'from_point_id', 'to_point_id'),
      ]) {
        const [{ n, other } = {}] = await db.query(sql, []);
        expect(n).toBeGreaterThan(100);
        expect(other).toBe(0);
      }
      expect(await db.query(OFF, [])).toEqual([]);
      expect(await db.query('select id from regions', [])).toEqual([{ id: 'drawn' }]);
      expect(await made()).toEqual(before);
    } finally {
      await db.close();
    }
  },
);
