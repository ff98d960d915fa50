import { expect, test } from 'vitest';
import { loadRegion } from '../../bench/scale/load-region.ts';
import { countyRows, drawCounty } from '../../bench/synth/county.ts';
import { CONDUCTORS } from '../../bench/synth/equipment.ts';
import { DEMO_SEED } from '../../bench/synth/sizes.ts';
import { TABLE_NAMES } from '../../src/model/record.ts';
import { databases } from '../support/database.ts';

const servers = databases().filter(({ name }) => name === 'server');
const KEYS = `select conrelid::regclass || ' ' || conname as key from pg_constraint where contype in ('f', 'p') order by 1`;
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
      expect(await db.query('select id from regions', [])).toEqual([{ id: 'drawn' }]);
      expect(await made()).toEqual(before);
    } finally {
      await db.close();
    }
  },
);
