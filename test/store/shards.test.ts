import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CRS84 } from '../../src/model/crs.ts';
import { RECORD_COLLECTION_NAMES, type RecordCollectionName } from '../../src/model/features.ts';
import { TABLE_NAMES } from '../../src/model/record.ts';
import { searchAddresses } from '../../src/store/addresses/search-addresses.ts';
import type { Db, Queries, SqlRow } from '../../src/store/db.ts';
import { readFeatures } from '../../src/store/features/read-features.ts';
import { openDb, storeOver } from '../../src/store/open-store.ts';
import { readRegion } from '../../src/store/read-region.ts';
import { openServer } from '../../src/store/server/open-server.ts';
import { bringRows } from '../support/case-house.ts';
import { throwAwayDatabase } from '../support/database.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { GIS_GRID } from '../support/gis-grid.ts';
import { SMALL } from '../support/staged-items.ts';

const isServer = process.env['DATABASE_URL'] !== undefined;
if (!isServer)
  console.warn(
    'DATABASE_URL is not set: NOT tested that a parent over postgres_fdw shards pushes its filters down',
  );

const REGIONS = ['east', 'west'] as const;
type Region = (typeof REGIONS)[number];
/** What a country splits by region: the record, its regions, and the streets of its gazetteers. */
const SPLIT: readonly string[] = ['regions', ...TABLE_NAMES, 'address_streets'];
const keyOf = (table: string): string => (table === 'regions' ? 'id' : 'region_id');

interface Database {
  readonly url: string;
  readonly drop: () => Promise<void>;
  readonly db: Db;
}

const migrated = async (): Promise<Database> => {
  const { url, drop } = await throwAwayDatabase();
  return { url, drop, db: await openDb({ databaseUrl: url }) };
};

/** The tables of the record become empty parents, each with one part on each shard. */
const joinShards = async (parent: Db, shards: Readonly<Record<Region, Database>>): Promise<void> => {
  await parent.exec('create extension postgres_fdw');
  await parent.exec(`drop table ${SPLIT.join(', ')} cascade`);
  for (const region of REGIONS) {
    const { hostname, port, pathname, username, password } = new URL(shards[region].url);
    await parent.exec(`
      create server ${region} foreign data wrapper postgres_fdw
        options (host '${hostname}', port '${port || '5432'}', dbname '${pathname.slice(1)}', extensions 'postgis, pg_trgm');
      create user mapping for current_user server ${region} options (user '${username}', password '${password}');
      create schema ${region};
      import foreign schema public limit to (${SPLIT.join(', ')}) from server ${region} into ${region}
        options (import_generated 'false')`);
  }
  for (const table of SPLIT) {
    await parent.exec(`create table ${table} (like east.${table}) partition by list (${keyOf(table)})`);
    for (const region of REGIONS)
      await parent.exec(
        `alter table ${table} attach partition ${region}.${table} for values in ('${region}')`,
      );
  }
};

/** A node of a plan, as `explain (format json)` gives it. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Schema?: string;
  readonly 'Remote SQL'?: string;
  readonly Filter?: string;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (plan: PlanNode): readonly PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The database with every statement of the service explained as it is run. */
const watched = (db: Db, plans: PlanNode[]): Db => {
  const session: Db['session'] = (work) =>
    db.session((on) => {
      const query: Queries['query'] = async (sql, params = []) => {
        const [row] = await on.query(`explain (analyze, verbose, format json, timing off) ${sql}`, params);
        const [{ Plan }] = (row as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN'];
        plans.push(Plan);
        return on.query(sql, params);
      };
      return work({ ...on, query });
    });
  return { ...db, session, pipelined: session };
};

/** West, south, east, north of a box drawn in metres. */
const BOX = ((): readonly [number, number, number, number] => {
  const [low, high] = [placeAt([-50, -50]), placeAt([1050, 50])];
  return [low.lon, low.lat, high.lon, high.lat];
})();

describe.skipIf(!isServer)('one parent over two shards by region', () => {
  let shards: Readonly<Record<Region, Database>>;
  let parent: Database;
  beforeAll(async () => {
    const [east, west] = [await migrated(), await migrated()];
    shards = { east, west };
    for (const region of REGIONS) {
      const addresses = [SMALL.address('a1', '青禾县建设路12号'), SMALL.address('a2', '青禾县建设路13号')];
      const store = storeOver(shards[region].db);
      await bringRows(store, region, { ...GIS_GRID, addresses });
      await shards[region].db.exec('analyze');
    }
    const { url, drop, db } = await migrated();
    await joinShards(db, shards);
    await db.close();
    parent = { url, drop, db: openServer(url) };
  }, 240_000);
  afterAll(async () => {
    for (const { db, drop } of [parent, shards.east, shards.west]) {
      await db.close();
      await drop();
    }
  });

  /** What a query of the service gives on the parent, and the foreign scans that it ran. */
  const through = async <T>(work: (db: Db) => Promise<T>) => {
    const plans: PlanNode[] = [];
    const result = await work(watched(parent.db, plans));
    const scans = plans.flatMap(nodesOf).filter((node) => node['Remote SQL'] !== undefined);
    const ran = scans.filter((node) => node['Actual Loops'] > 0);
    return { result, ran };
  };
  /** Remote statements; none was sent to the other shard, and none reads a table without its region. */
  const sentTo = (region: Region, ran: readonly PlanNode[]): readonly string[] => {
    expect(ran).not.toEqual([]);
    for (const { Schema, 'Remote SQL': sql } of ran) {
      if (Schema !== undefined) expect(Schema).toBe(region);
      expect(sql).toMatch(/\b(?:region_id|id) = (?:'|ANY \('|\$1)/u);
    }
    return ran.map((node) => node['Remote SQL']!);
  };
  const asked = (collection: RecordCollectionName, region: string, isBoxed: boolean) => ({
    ...{ region, collection, equal: {}, months: null, after: null, limit: 100, crs: CRS84, isCounted: true },
    within: isBoxed ? { boxes: [BOX], crs: CRS84 } : null,
  });

  it.each(RECORD_COLLECTION_NAMES)(
    'a page of %s is what its own shard gives, box and all',
    async (collection) => {
      for (const region of REGIONS) {
        for (const isBoxed of [false, true]) {
          const query = asked(collection, region, isBoxed);
          const { result, ran } = await through((db) => readFeatures(db, query));
          expect(result).toEqual(await readFeatures(shards[region].db, query));
          sentTo(region, ran);
        }
      }
    },
  );

  it.each(['substations', 'sections', 'nodes', 'lv-lines', 'roads', 'areas'] as const)(
    'the box of %s is looked for where the rows are',
    async (collection) => {
      const { ran } = await through((db) => readFeatures(db, asked(collection, 'west', true)));
      const sent = sentTo('west', ran).filter((sql) => sql.includes('st_intersects'));
      // The count and the page.
      expect(sent).toHaveLength(2);
      for (const sql of sent) {
        expect(sql).toContain("region_id = 'west'");
        expect(sql).toContain(' OPERATOR(public.&&) ');
      }
      expect(ran.filter(({ Filter }) => Filter?.includes('st_intersects'))).toEqual([]);
    },
  );

  it('the record of a region is read from its shard', async () => {
    const { result, ran } = await through((db) => readRegion(db, 'east', TABLE_NAMES));
    expect(result).toEqual(await readRegion(shards.east.db, 'east', TABLE_NAMES));
    expect(sentTo('east', ran).filter((sql) => sql.includes("region_id = 'east'"))).toHaveLength(
      TABLE_NAMES.length,
    );
  });

  it('an address is looked for on the shard of its region', async () => {
    const { result, ran } = await through((db) => searchAddresses(db, ['east'], '建设路12号', 5));
    expect(result).toEqual(await searchAddresses(shards.east.db, ['east'], '建设路12号', 5));
    expect(result[0]).toMatchObject({ region: 'east', id: 'a1' });
    sentTo('east', ran);
  });

  it('the list of regions is that of all shards', async () => {
    const rows: readonly SqlRow[] = await parent.db.query('select id from regions order by id');
    expect(rows).toEqual([{ id: 'east' }, { id: 'west' }]);
  });
});
