import type { AsBuiltBook } from './as-built.ts';
import type { CaseBook } from './case-book.ts';
import type { FeaturePage, FeaturesQuery } from './features.ts';
import type { Place } from './geometry.ts';
import type { LedgerChange } from './ledger-change.ts';
import type { PackedRows } from './packed-table.ts';
import type { PublicationBook } from './publication.ts';
import type { QueueBook } from './queue-book.ts';
import type { ScreeningBook } from './screening.ts';
import type { WarningBook } from './warning.ts';
import type { WebhookBook } from './webhook-book.ts';
import type { RegionRows, Row, TableName } from './record.ts';

/** What a region is and how far its record has come. */
export interface RegionState {
  readonly id: string;
  readonly name: string;
  /** Counts imports that changed the grid. */
  readonly dataVersion: number;
  /** Counts changes of commitments and of measured peaks. */
  readonly ledgerVersion: number;
  /** Changes with the ledger version, and never repeats: after a restore one version may stand for another ledger. */
  readonly ledgerMark: string;
  /** ISO time of the last import that changed the grid. */
  readonly dataAsOf: string;
}

/** A region read in one transaction: its state and the rows of some tables, or of all. */
export interface RegionRecord<T extends TableName = TableName> {
  readonly state: RegionState;
  readonly rows: Pick<RegionRows, T>;
}

/** The same with its rows packed into columns: for tables too large for an object per row. */
export interface PackedRecord<T extends TableName = TableName> {
  readonly state: RegionState;
  readonly rows: PackedRows<T>;
}

/** Something wrong with one row of an import; `line` counts from 1 and includes the header. */
export interface Defect {
  readonly file: string;
  readonly line: number | null;
  readonly table: string;
  readonly id: string | null;
  readonly field: string | null;
  /** Short code, such as `missing-reference` or `out-of-range`. */
  readonly reason: string;
  readonly received: string | null;
  readonly allowed: string | null;
}

/** A row on its way into the record. */
export interface StagedRow<T extends TableName = TableName> {
  readonly table: T;
  readonly row: Row<T>;
  /** What this row belongs to: rows of an origin that a later import of it no longer brings are removed. */
  readonly origin: string;
  readonly file: string;
  readonly line: number | null;
}

/** What a reader of files yields. */
export type ImportItem = { readonly staged: StagedRow } | { readonly defect: Defect };

export interface ImportRun {
  readonly region: string;
  /** Shown name of a region that does not exist yet; default its id. */
  readonly regionName: string | null;
  readonly format: string;
  /** Origins that this run replaces. */
  readonly origins: readonly string[];
  /**
   * Rows are added to what is there, or take the place of those of the same key, whoever brought them; nothing goes.
   * Origins are then not named, and the region must exist.
   */
  readonly adds?: true;
  /** Leave rows with defects out, with what refers to them, instead of changing nothing. */
  readonly quarantine: boolean;
}

export interface ImportProgress {
  readonly phase: 'reading' | 'checking' | 'merging';
  readonly rows: number;
}

/** Keys of rows of one table that an import touched, in code-unit order, the first of each; `counts` tells how many. */
export interface TableChanges {
  readonly inserted: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
}

/** Keys kept of each kind of change of a table. */
export const MOST_CHANGES = 1_000;

export interface ImportReport {
  /** `refused`: defects and no quarantine; the record is unchanged. `unchanged`: same content as before. */
  readonly outcome: 'imported' | 'unchanged' | 'refused';
  readonly counts: Readonly<
    Partial<Record<TableName, { inserted: number; updated: number; removed: number; unchanged: number }>>
  >;
  /** Tables with changes only; at most {@link MOST_CHANGES} keys of each kind. */
  readonly changes: Readonly<Partial<Record<TableName, TableChanges>>>;
  readonly defects: readonly Defect[];
  /** Measurements that were taken in but count nowhere, because their peak falls in a period of abnormal switching. */
  readonly setAside: readonly Defect[];
  readonly state: RegionState | null;
}

export interface AddressHit {
  readonly region: string;
  /** `null` = no entry: interpolated between two. */
  readonly id: string | null;
  readonly text: string;
  readonly at: Place;
  /** Likeness to what was asked, 0…1; 1 = the same. */
  readonly score: number;
  readonly match: AddressMatch;
}

/**
 * How an address was found: the very text; a text that holds what was asked; one like it; a house between two others
 * of its street; a street with such pinyin initials.
 */
export const ADDRESS_MATCHES = ['exact', 'part', 'similar', 'interpolated', 'initials'] as const;
export type AddressMatch = (typeof ADDRESS_MATCHES)[number];

/** The record, whatever database keeps it. All methods reject with a `StoreFault` when the database fails. */
export interface Store {
  readonly cases: CaseBook;
  readonly queue: QueueBook;
  readonly asBuilt: AsBuiltBook;
  readonly webhooks: WebhookBook;
  readonly screenings: ScreeningBook;
  readonly publications: PublicationBook;
  readonly warnings: WarningBook;
  /** One line for logs and `/readyz`: kind of database and its PostGIS version. */
  describe(): Promise<{ kind: 'embedded' | 'server'; postgis: string }>;
  /** Every region, ordered by id. */
  regions(): Promise<readonly RegionState[]>;
  /**
   * Rows of a region in one consistent read, each table ordered by its key; `null` when there is no such region.
   *
   * @param tables what to read; left out = all.
   */
  readRegion<T extends TableName = TableName>(
    region: string,
    tables?: readonly T[],
  ): Promise<RegionRecord<T> | null>;
  /** The same, packed: each table in the byte order of its key; no object per row at any time. */
  readPacked<T extends TableName>(region: string, tables: readonly T[]): Promise<PackedRecord<T> | null>;
  /**
   * Steps of a region's ledger after a version, in their order. Those of an import are missing, and those of long ago: a
   * gap tells that the commitments have to be read again.
   */
  ledgerChanges(region: string, after: number): Promise<readonly LedgerChange[]>;
  /** One import in one transaction. The source is read once, as a stream. */
  importRows(
    run: ImportRun,
    source: AsyncIterable<ImportItem>,
    onProgress?: (progress: ImportProgress) => void,
  ): Promise<ImportReport>;
  /**
   * Hears which region moved, right after the commit that moved it, until the returned function is called. What was sent
   * while the connection was lost is not heard: look at `regions` now and then.
   */
  hearMoves(hear: (region: string) => void): Promise<() => Promise<void>>;
  /** Hears what this process itself has done to a region's ledger, right after the commit and before `hearMoves` does. */
  hearCommitted(hear: (region: string, changes: readonly LedgerChange[]) => void): void;
  /** A page of a collection as GIS clients read it, in one consistent read; `null` when there is no such region. */
  features(query: FeaturesQuery): Promise<FeaturePage | null>;
  /** Gazetteer entries like the text, best first, then by id; at most `limit`. */
  searchAddresses(regions: readonly string[], text: string, limit: number): Promise<readonly AddressHit[]>;
  /** What PostGIS's register says of a reference system of the EPSG, as PROJ text; `null` = it is not in there. Never ask within an import: the embedded database waits for its end. */
  crsText(epsg: number): Promise<string | null>;
  close(): Promise<void>;
}
