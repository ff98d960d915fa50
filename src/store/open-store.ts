import { TABLE_NAMES, type TableName } from '../model/record.ts';
import type { Store } from '../model/store.ts';
import { asBuiltBookOver } from './as-built/as-built-book-over.ts';
import { caseBookOver } from './casework/case-book-over.ts';
import type { LedgerStep } from './casework/step-ledger.ts';
import type { Db } from './db.ts';
import { openEmbedded } from './embedded/open-embedded.ts';
import { readFeatures } from './features/read-features.ts';
import { importRows } from './import/import-rows.ts';
import { publicationBookOver } from './publications/publication-book-over.ts';
import { queueBookOver } from './queue/queue-book-over.ts';
import { readLedgerChanges } from './ledger-changes.ts';
import { migrate } from './migrate.ts';
import { MOVED } from './moved-channel.ts';
import { readPacked } from './read-packed.ts';
import { readRegion } from './read-region.ts';
import { STATE_COLUMNS, toRegionState } from './region-state.ts';
import { searchAddresses } from './addresses/search-addresses.ts';
import { openServer } from './server/open-server.ts';
import { PartQueue, type QueueTimes } from './screenings/part-queue.ts';
import { screeningBookOver } from './screenings/screening-book-over.ts';
import { textOf } from './sql-row.ts';
import { warningBookOver } from './warnings/warning-book-over.ts';
import { webhookBookOver } from './webhooks/webhook-book-over.ts';

const describe = async (db: Db): ReturnType<Store['describe']> => {
  const [row] = await db.query('select postgis_lib_version() as version');
  return { kind: db.kind, postgis: row === undefined ? '' : textOf(row, 'version') };
};

export interface Place {
  /** Connection string of a PostGIS server. */
  readonly databaseUrl?: string | undefined;
  /** Folder of the embedded database. */
  readonly dataDir?: string | undefined;
}

/**
 * The record over a migrated database.
 *
 * @param times how the queue of screenings treats its jobs; left out = as a service does.
 */
export const storeOver = (db: Db, times?: Partial<QueueTimes>): Store => {
  const hearers = new Set<Parameters<Store['hearCommitted']>[0]>();
  const committed = (steps: readonly LedgerStep[]): void => {
    const regions = new Set(steps.map(({ region }) => region));
    for (const region of regions) {
      const changes = steps.filter((step) => step.region === region).map(({ change }) => change);
      for (const hear of hearers) hear(region, changes);
    }
  };
  const caseDb = { ...db, committed };
  const queue = new PartQueue(db, times);
  return {
    cases: caseBookOver(caseDb),
    queue: queueBookOver(caseDb),
    asBuilt: asBuiltBookOver(caseDb),
    webhooks: webhookBookOver(caseDb),
    screenings: screeningBookOver(caseDb, queue),
    publications: publicationBookOver(caseDb),
    warnings: warningBookOver(db),
    describe: () => describe(db),
    regions: async () =>
      (await db.query(`select ${STATE_COLUMNS} from regions order by id collate "C"`)).map(toRegionState),
    readRegion: <T extends TableName>(region: string, tables?: readonly T[]) =>
      readRegion<T>(db, region, tables ?? (TABLE_NAMES as readonly T[])),
    readPacked: (region, tables) => readPacked(db, region, tables),
    ledgerChanges: (region, after) => readLedgerChanges(db, region, after),
    importRows: (run, source, onProgress) => importRows(db, run, source, onProgress),
    hearMoves: (hear) => db.listen(MOVED, hear),
    features: (query) => readFeatures(db, query),
    searchAddresses: (regions, text, limit) => searchAddresses(db, regions, text, limit),
    crsText: async (epsg) => {
      const [row] = await db.query('select proj4text from spatial_ref_sys where srid = $1', [epsg]);
      return row === undefined ? null : textOf(row, 'proj4text');
    },
    hearCommitted: (hear) => {
      hearers.add(hear);
    },
    close: async () => {
      await queue.close();
      await db.close();
    },
  };
};

/** Opens a database and brings it to the schema of this program; closes it again where that fails. */
export const openDb = async (place: Place): Promise<Db> => {
  const { databaseUrl, dataDir } = place;
  const db = databaseUrl === undefined ? await openEmbedded(dataDir) : openServer(databaseUrl);
  try {
    await migrate(db);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
};

/**
 * Opens the record.
 *
 * @param place `databaseUrl`: a PostGIS server. Otherwise embedded, in `dataDir`, or in memory without one.
 * @throws StoreFault that says what to do: an extension to install, a directory in use, a newer schema.
 */
export const openStore = async (place: Place): Promise<Store> => storeOver(await openDb(place));
