import { afterAll, afterEach, beforeAll } from 'vitest';
import type { RegionRows } from '../../src/model/record.ts';
import type { ImportItem, ImportReport, ImportRun, Store } from '../../src/model/store.ts';
import type { Db } from '../../src/store/db.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { from, run } from './staged-items.ts';

/** A record that is empty before each test of the surrounding block. */
export interface EmptyRecord {
  readonly db: Db;
  readonly store: Store;
  /** Imports items into region `r` as origin `a`, unless told otherwise. */
  readonly bring: (items: Iterable<ImportItem>, over?: Partial<ImportRun>) => Promise<ImportReport>;
  readonly rowsOf: (region?: string) => Promise<RegionRows>;
}

/** As a replica: what is published is kept from being emptied by triggers. */
const EMPTY = `begin; set local session_replication_role = replica;
  truncate regions, import_runs restart identity cascade; commit`;

/** Opens one database for the tests of a `describe` block; call it in the block's body. */
export const emptyRecord = (open: () => Promise<Db>): EmptyRecord => {
  let db: Db;
  let store: Store;
  beforeAll(async () => {
    db = await open();
    store = storeOver(db);
  });
  afterAll(() => db.close());
  afterEach(() => db.exec(EMPTY));
  return {
    get db() {
      return db;
    },
    get store() {
      return store;
    },
    bring: (items, over) => store.importRows(run(over), from(items)),
    rowsOf: async (region = 'r') => (await store.readRegion(region))!.rows,
  };
};
