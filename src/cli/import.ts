import { Argument, Command } from 'commander';
import { IMPORT_FORMATS, importFiles, type FilesReport } from '../ingest/import-files.ts';
import type { Finding } from '../model/finding.ts';
import type { Defect, ImportProgress, ImportReport, Store, TableChanges } from '../model/store.ts';
import type { House } from './house.ts';
import { printFindings } from './print-findings.ts';
import { region as regionOption, server as serverOption } from './option-values.ts';
import { printLine, table } from './print.ts';
import { CommandFailure, withServerHint } from './failure.ts';
import { sendMeasurements } from './send-measurements.ts';

interface Options {
  readonly region: string;
  readonly crs?: string;
  readonly map?: string;
  readonly quarantine?: true;
  readonly server?: string;
  readonly token?: string;
  readonly json?: true;
}

/** Defects shown to a reader; `--json` prints all that were kept. */
const SHOWN_DEFECTS = 30;
const SHOWN_FINDINGS = 20;
/** Ids named per table and kind of change. */
const SHOWN_IDS = 5;
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

type Kind = keyof TableChanges;
const KINDS = { inserted: 'new', updated: 'changed', removed: 'removed' } as const satisfies Record<
  Kind,
  string
>;

/** The first ids of what was changed and removed, and of what came new where something was there before. */
function printChanges({ counts, changes }: ImportReport): void {
  const isFirst = Object.values(counts).every(
    ({ updated, removed, unchanged }) => updated + removed + unchanged === 0,
  );
  if (isFirst) return;
  const rows = Object.entries(changes).flatMap(([name, of]) =>
    (Object.keys(KINDS) as Kind[])
      .filter((kind) => of[kind].length > 0)
      .map((kind) => {
        const more =
          (counts[name as keyof typeof counts]?.[kind] ?? 0) - Math.min(SHOWN_IDS, of[kind].length);
        return [
          name,
          KINDS[kind],
          of[kind].slice(0, SHOWN_IDS).join(' ') + (more > 0 ? ` … ${more} more` : ''),
        ];
      }),
  );
  if (rows.length > 0) printLine(table(['table', 'change', 'ids'], rows));
}

function printDefects(defects: readonly Defect[]): void {
  if (defects.length === 0) return;
  const rows = defects.slice(0, SHOWN_DEFECTS).map(defectRow);
  printLine(table(['file', 'table', 'id', 'field', 'reason', 'received', 'allowed'], rows));
  const more = defects.length - rows.length;
  if (more > 0) printLine(`… and ${more} more; --json prints them`);
}

function printReport(report: FilesReport, region: string): void {
  const counts = Object.entries(report.counts).map(([name, { inserted, updated, removed, unchanged }]) =>
    [name, inserted, updated, removed, unchanged].map(String),
  );
  if (counts.length > 0) printLine(table(['table', 'new', 'changed', 'removed', 'as before'], counts));
  printChanges(report);
  printDefects(report.defects);
  if (report.setAside.length > 0) printLine('taken in, but they count nowhere:');
  printDefects(report.setAside);
  for (const [what, count] of Object.entries(report.leftOut)) printLine(`left out: ${count} × ${what}`);
  const version =
    report.state === null
      ? ''
      : `, data version ${report.state.dataVersion}, ledger ${report.state.ledgerVersion}`;
  printLine(`region ${region}: ${report.outcome}${version}`);
}

/** What the doctor finds in the region as it now is; nothing where the import left it as it was. */
async function findingsAfter(house: House, store: Store, report: ImportReport): Promise<readonly Finding[]> {
  if (report.outcome !== 'imported' || report.state === null) return [];
  house.say('examining …');
  return (await house.doctorFor(store).examine(report.state.id))?.findings ?? [];
}

/** The format that a running service takes. */
const SENT = 'measurements';

async function send(
  format: string,
  paths: readonly string[],
  { server, token, region, quarantine, json }: Options & { readonly server: string },
): Promise<void> {
  if (format !== SENT)
    throw new CommandFailure(`--server takes ${SENT} only; stop the service to import ${format}`);
  if (token === undefined) throw new CommandFailure('--server needs --token');
  const wanted = { region, quarantine: quarantine === true, json: json === true };
  await sendMeasurements({ server, token }, paths, wanted);
}

async function importHere(
  house: House,
  format: string,
  paths: readonly string[],
  { region, crs, map, quarantine, json }: Options,
): Promise<void> {
  const store = await house.openStore();
  try {
    const onProgress = sayProgress(house);
    const asked = { store, format, paths, region, crs, map, quarantine: quarantine === true, onProgress };
    const report = await importFiles(asked);
    const findings = await findingsAfter(house, store, report);
    if (json === true) printLine(JSON.stringify({ ...report, findings }, null, 2));
    else {
      printReport(report, region);
      if (report.outcome === 'imported') printFindings(findings, SHOWN_FINDINGS);
    }
    if (report.outcome === 'refused') {
      throw new CommandFailure(
        `${report.defects.length} defects; the record is unchanged (--quarantine imports the rest)`,
      );
    }
  } finally {
    await store.close();
  }
}

/** `jiedian import`: files into the record of a region, all or nothing. */
export const importCommand = (house: House): Command =>
  new Command('import')
    .description('import files into a region, all or nothing; importing the same again changes nothing')
    .addArgument(new Argument('<format>', 'format of the files').choices(IMPORT_FORMATS))
    .argument('<path...>', 'files or folders')
    .requiredOption('--region <id>', 'region to import into; made when it does not exist', regionOption)
    .option(
      '--crs <name>',
      'reference system of positions, where the files name none: EPSG:n, WGS84, GCJ02 …',
    )
    .option('--map <file>', 'what layers and columns mean, for geopackage and shapefile: JSON, see README')
    .option('--quarantine', 'leave rows with defects out, with what refers to them, instead of refusing')
    .option('--json', 'print the report as JSON')
    .option('--server <url>', 'measurements only: give them to a running service, with --token', serverOption)
    .option('--token <token>', 'token for --server')
    .action(async (format: string, paths: string[], options: Options) => {
      if (options.server !== undefined) await send(format, paths, { ...options, server: options.server });
      else {
        await importHere(house, format, paths, options).catch((error: unknown) => {
          throw format === SENT ? withServerHint(error) : error;
        });
      }
    });
