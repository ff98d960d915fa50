import type { ImportReport, ImportRun } from '../../model/store.ts';
import { copyLine } from '../copy-line.ts';
import type { Queries } from '../db.ts';
import { numberOf } from '../sql-row.ts';
import { StoreFault } from '../store-fault.ts';

const DEFECTS_PER_CHUNK = 2_000;
const TARGET =
  'import_defects (run_id, position, file, line, table_name, row_id, field, reason, received, allowed)';

/** Writes down an import and its defects. */
export const logRun = async (
  on: Queries,
  run: ImportRun,
  report: ImportReport,
  startedAt: string,
): Promise<void> => {
  const [row] = await on.query(
    `insert into import_runs
       (region_id, format, origins, quarantine, outcome, counts, data_version, started_at)
     values ($1, $2, $3::text[], $4, $5, $6::text::jsonb, $7, $8::text::timestamptz) returning id`,
    [
      run.region,
      run.format,
      run.origins,
      run.quarantine,
      report.outcome,
      JSON.stringify(report.counts),
      report.state?.dataVersion ?? null,
      startedAt,
    ],
  );
  if (row === undefined) throw new StoreFault('the import run was not logged');
  const id = numberOf(row, 'id');
  for (let at = 0; at < report.defects.length; at += DEFECTS_PER_CHUNK) {
    const lines = report.defects
      .slice(at, at + DEFECTS_PER_CHUNK)
      .map((d, i) =>
        copyLine([id, at + i, d.file, d.line, d.table, d.id, d.field, d.reason, d.received, d.allowed]),
      );
    await on.copyIn(TARGET, lines.join(''));
  }
};
