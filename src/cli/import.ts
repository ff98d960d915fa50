import { Argument, Command } from 'commander';
import { IMPORT_FORMATS, importFiles, type FilesReport } from '../ingest/import-files.ts';
import type { Defect, ImportProgress } from '../model/store.ts';
import type { House } from './house.ts';
import { printLine, table } from './print.ts';
import { CommandFailure } from './failure.ts';

interface Options {
  readonly region: string;
  readonly quarantine?: true;
  readonly json?: true;
}

/** Defects shown to a reader; `--json` prints all that were kept. */
const SHOWN_DEFECTS = 30;
const SAY_EVERY_MS = 1000;

/** Says how far an import is, at most once a second and at each new phase. */
function sayProgress(house: House): (progress: ImportProgress) => void {
  let [phase, saidAt] = ['', 0];
  return (progress) => {
    const now = Date.now();
    if (progress.phase === phase && now - saidAt < SAY_EVERY_MS) return;
    [phase, saidAt] = [progress.phase, now];
    house.say(`${progress.phase} … ${progress.rows.toLocaleString('en')} rows`);
  };
}

const defectRow = ({ file, line, table: of, id, field, reason, received, allowed }: Defect): string[] => [
  `${file}${line === null ? '' : `:${line}`}`,
  of,
  id ?? '',
  field ?? '',
  reason,
  received ?? '',
  allowed ?? '',
];

function printReport(report: FilesReport, region: string): void {
  const counts = Object.entries(report.counts).map(([name, { inserted, updated, removed, unchanged }]) =>
    [name, inserted, updated, removed, unchanged].map(String),
  );
  if (counts.length > 0) printLine(table(['table', 'new', 'changed', 'removed', 'as before'], counts));
  if (report.defects.length > 0) {
    const rows = report.defects.slice(0, SHOWN_DEFECTS).map(defectRow);
    printLine(table(['file', 'table', 'id', 'field', 'reason', 'received', 'allowed'], rows));
    const more = report.defects.length - rows.length;
    if (more > 0) printLine(`… and ${more} more; --json prints them`);
  }
  for (const [what, count] of Object.entries(report.leftOut)) printLine(`left out: ${count} × ${what}`);
  const version = report.state === null ? '' : `, data version ${report.state.dataVersion}`;
  printLine(`region ${region}: ${report.outcome}${version}`);
}

/** `jiedian import`: files into the record of a region, all or nothing. */
export const importCommand = (house: House): Command =>
  new Command('import')
    .description('import files into a region, all or nothing; importing the same again changes nothing')
    .addArgument(new Argument('<format>', 'format of the files').choices(IMPORT_FORMATS))
    .argument('<path...>', 'files or folders')
    .requiredOption('--region <id>', 'region to import into; made when it does not exist')
    .option('--quarantine', 'leave rows with defects out, with what refers to them, instead of refusing')
    .option('--json', 'print the report as JSON')
    .action(async (format: string, paths: string[], { region, quarantine, json }: Options) => {
      const store = await house.openStore();
      try {
        const onProgress = sayProgress(house);
        const report = await importFiles({
          store,
          format,
          paths,
          region,
          quarantine: quarantine === true,
          onProgress,
        });
        if (json === true) printLine(JSON.stringify(report, null, 2));
        else printReport(report, region);
        if (report.outcome === 'refused') {
          throw new CommandFailure(
            `${report.defects.length} defects; the record is unchanged (--quarantine imports the rest)`,
          );
        }
      } finally {
        await store.close();
      }
    });
