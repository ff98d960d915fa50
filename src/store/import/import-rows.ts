import { TABLE_NAMES } from '../../model/record.ts';
import type { TableName } from '../../model/record.ts';
import type {
  Defect,
  ImportItem,
  ImportProgress,
  ImportReport,
  ImportRun,
  RegionState,
  TableChanges,
} from '../../model/store.ts';
import { transaction } from '../db.ts';
import type { Db, Queries } from '../db.ts';
import { STATE_COLUMNS, toRegionState } from '../region-state.ts';
import { StoreFault } from '../store-fault.ts';
import { findAbnormal } from './find-abnormal.ts';
import { findConflicts } from './find-conflicts.ts';
import { findDuplicates } from './find-duplicates.ts';
import { findLeaving } from './find-leaving.ts';
import { findMissing } from './find-missing.ts';
import { logRun } from './log-run.ts';
import { mergeTable } from './merge-table.ts';
import type { TableCounts } from './merge-table.ts';
import { stageRows } from './stage-rows.ts';
import { createStaging } from './staging.ts';
import { RAISE_LEDGER } from '../raise-ledger.ts';
import { MOVED } from '../moved-channel.ts';

type Counts = Partial<Record<TableName, TableCounts>>;

const stateOf = async (on: Queries, region: string): Promise<RegionState | null> => {
  const [row] = await on.query(`select ${STATE_COLUMNS} from regions where id = $1`, [region]);
  return row === undefined ? null : toRegionState(row);
};

/** Creates the region where it is missing, and keeps other imports into it out until the transaction ends. */
const lockRegion = async (on: Queries, { region, regionName, adds }: ImportRun): Promise<void> => {
  if (adds !== true)
    await on.run(`insert into regions (id, name) values ($1, $2) on conflict do nothing`, [
      region,
      regionName ?? region,
    ]);
  // Not `for update`: casework inserts rows that refer to the region meanwhile.
  await on.query(`select 1 from regions where id = $1 for no key update`, [region]);
};

/** Everything wrong with what is staged; afterwards only sound rows are left there. */
const check = async (on: Queries, run: ImportRun, tables: ReadonlySet<TableName>): Promise<Defect[]> => {
  const brought = TABLE_NAMES.filter((table) => tables.has(table));
  const defects: Defect[] = [];
  for (const table of brought) {
    defects.push(...(await findDuplicates(on, table)));
    if (run.adds !== true) defects.push(...(await findConflicts(on, table, run.region, run.origins)));
  }
  await on.exec('analyze dropped');
  for (const table of brought) defects.push(...(await findMissing(on, table, run.region, run.origins)));
  defects.push(...(await findLeaving(on, run.region, run.origins)));
  // Without quarantine nothing is left out, so what follows from leaving out is no news.
  return run.quarantine ? defects : defects.filter(({ reason }) => reason !== 'depends-on-quarantined');
};

const merge = async (on: Queries, run: ImportRun): Promise<Pick<ImportReport, 'counts' | 'changes'>> => {
  const counts: Counts = {};
  const changes: Partial<Record<TableName, TableChanges>> = {};
  for (const table of TABLE_NAMES) {
    const of = await mergeTable(on, table, run.region, run.origins);
    if (Object.values(of.counts).some((count) => count > 0)) counts[table] = of.counts;
    if (isChange(of.counts)) changes[table] = of.changes;
  }
  return { counts, changes };
};

const isChange = ({ inserted, updated, removed }: TableCounts): boolean => inserted + updated + removed > 0;

/** Tables that fill the capacity columns of a snapshot, and those of them that leave its topology as it is. */
const OF_LEDGER: readonly TableName[] = ['commitments', 'measurements', 'abnormal_periods'];
const OF_LEDGER_ONLY: readonly TableName[] = ['measurements', 'abnormal_periods'];

const raiseVersions = async (on: Queries, region: string, counts: Counts): Promise<void> => {
  const changed = TABLE_NAMES.filter((table) => {
    const of = counts[table];
    return of !== undefined && isChange(of);
  });
  if (changed.some((table) => !OF_LEDGER_ONLY.includes(table)))
    await on.run(`update regions set data_version = data_version + 1, data_as_of = now() where id = $1`, [
      region,
    ]);
  // Sent with the commit, to every process that follows the record.
  if (changed.length > 0) await on.query('select pg_notify($1, $2)', [MOVED, region]);
  if (!changed.some((table) => OF_LEDGER.includes(table))) return;
  await on.run(RAISE_LEDGER, [region]);
  await on.run('update regions set ledger_imported = ledger_version where id = $1', [region]);
};

const checkOrigins = async function* (run: ImportRun, source: AsyncIterable<ImportItem>) {
  for await (const item of source) {
    // A row of another origin could never be taken away again by importing that origin.
    if ('staged' in item && run.adds !== true && !run.origins.includes(item.staged.origin)) {
      throw new StoreFault(
        `${item.staged.file} brings origin ${item.staged.origin}, which the run does not name`,
      );
    }
    yield item;
  }
};

/**
 * One import in one transaction, logged in `import_runs` and `import_defects` whatever its outcome.
 *
 * The rows are staged by COPY, checked and merged by statements over whole tables. Two imports into one region
 * follow each other. On the embedded database everybody waits until the import is done.
 *
 * @param source     Read once; if it throws, nothing changes and its error is passed on.
 * @param onProgress Called about every ten thousand rows, and when a phase begins.
 */
export const importRows = (
  db: Db,
  run: ImportRun,
  source: AsyncIterable<ImportItem>,
  onProgress: (progress: ImportProgress) => void = () => undefined,
): Promise<ImportReport> =>
  transaction(db, 'write', async (on) => {
    const startedAt = new Date().toISOString();
    await on.exec('savepoint import');
    await lockRegion(on, run);
    await createStaging(on);
    let rows = 0;
    const staged = await stageRows(on, checkOrigins(run, source), (progress) => {
      rows = progress.rows;
      onProgress(progress);
    });
    onProgress({ phase: 'checking', rows });
    const defects = [...staged.defects, ...(await check(on, run, staged.tables))];
    const finish = async (report: Omit<ImportReport, 'state' | 'defects'>): Promise<ImportReport> => {
      const whole = { ...report, defects, state: await stateOf(on, run.region) };
      await logRun(on, run, whole, startedAt);
      return whole;
    };
    if (defects.length > 0 && !run.quarantine) {
      await on.exec('rollback to savepoint import');
      return finish({ outcome: 'refused', counts: {}, changes: {}, setAside: [] });
    }
    onProgress({ phase: 'merging', rows });
    const { counts, changes } = await merge(on, run);
    const changed = Object.values(counts).some(isChange);
    if (changed) await raiseVersions(on, run.region, counts);
    const setAside = staged.tables.has('measurements') ? await findAbnormal(on, run.region) : [];
    return finish({ outcome: changed ? 'imported' : 'unchanged', counts, changes, setAside });
  });
