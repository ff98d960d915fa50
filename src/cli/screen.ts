import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Command, Option } from 'commander';
import { onlyRegion } from '../contract/find-region.ts';
import { RESULT_FORMATS, type ResultFormat } from '../contract/screening-rows.ts';
import { SITE_COLUMNS, SiteRows } from '../contract/screening-site.ts';
import { sitePartsOf, uploadRefusal } from '../contract/site-parts.ts';
import { declinedRefusal } from '../contract/declined-refusal.ts';
import { today } from '../contract/today.ts';
import { readSites } from '../ingest/sites/read-sites.ts';
import { CRS_NAMES } from '../model/geometry.ts';
import type { Planner } from '../model/planner.ts';
import { LOAD_CATEGORIES } from '../model/record.ts';
import type { JointAnswer, ScreenedSite, ScreeningTerms, SiteFormat } from '../model/screening.ts';
import { CommandFailure, withServerHint } from './failure.ts';
import { refusalInWords } from './faults-in-words.ts';
import type { House } from './house.ts';
import { plannedOn, region as regionOption, server as serverOption } from './option-values.ts';
import { printLine } from './print.ts';
import { screenAtServer } from './screen-at-server.ts';
import type { ScreenOptions } from './screen-options.ts';

/** Ending of a file → how it is written. */
const FORMATS: Readonly<Record<string, SiteFormat>> = {
  '.csv': 'csv',
  '.geojson': 'geojson',
  '.json': 'geojson',
};
const SAY_EVERY_MS = 2_000;
const CALLER = { role: 'planner', sub: 'command-line', regions: '*' } as const;

function formatOf(path: string): SiteFormat {
  const format = FORMATS[extname(path).toLowerCase()];
  if (format === undefined)
    throw new CommandFailure(
      `${path} must end in ${Object.keys(FORMATS).join(', ')}: that tells how it is written`,
    );
  return format;
}

function resultFormatOf(path: string): keyof typeof RESULT_FORMATS {
  const name = extname(path).slice(1).toLowerCase();
  if (!(name in RESULT_FORMATS))
    throw new CommandFailure(
      `--out ${path} must end in ${Object.keys(RESULT_FORMATS)
        .map((one) => `.${one}`)
        .join(', ')}`,
    );
  return name as keyof typeof RESULT_FORMATS;
}

/** Opening the results would empty the sites before they are read. */
async function keepApart(path: string, out: string): Promise<void> {
  const [sites, results] = await Promise.all([path, out].map((one) => stat(one).catch(() => null)));
  const isSame = sites && results && sites.dev === results.dev && sites.ino === results.ino;
  if (isSame) throw new CommandFailure(`--out ${out} is the file of the sites; name another`);
}

/** Rows of the parts in their order, however many are being screened at once. */
async function* screened(
  planner: Planner,
  { region, terms, threads }: { region: string; terms: ScreeningTerms; threads: number },
  parts: AsyncIterable<{ readonly sites: string }>,
): AsyncGenerator<readonly ScreenedSite[]> {
  const done = async (sites: string): Promise<readonly ScreenedSite[]> => {
    const answer = await planner.screen({ region, terms, sites }, terms.statedBy);
    if (!answer.ok) throw declinedRefusal(answer);
    return JSON.parse(answer.body) as readonly ScreenedSite[];
  };
  const underWay: Promise<readonly ScreenedSite[]>[] = [];
  for await (const { sites } of parts) {
    const next = done(sites);
    // It is awaited in its turn; until then a failure is nobody's.
    next.catch(() => undefined);
    underWay.push(next);
    const first = underWay.length > threads ? underWay.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const rest of underWay) yield await rest;
}

/** Rows of the parts of a joint screening, each part after what those before it hold. */
async function* screenedInTurn(
  planner: Planner,
  { region, terms }: { region: string; terms: ScreeningTerms },
  parts: AsyncIterable<{ readonly sites: string }>,
): AsyncGenerator<readonly ScreenedSite[]> {
  let part = 0;
  for await (const { sites } of parts) {
    const ask = { screeningId: 'here', part, from: part, earlier: [], region, terms, sites };
    const answer = await planner.screenJointly(ask, terms.statedBy);
    if (!answer.ok) throw declinedRefusal(answer);
    yield (JSON.parse(answer.body) as JointAnswer).rows;
    part++;
  }
}

/** Writes rows as they come; returns how many. */
async function writeRows(
  house: House,
  rows: AsyncIterable<readonly ScreenedSite[]>,
  { out, format }: { readonly out: string; readonly format: ResultFormat },
): Promise<number> {
  const file = createWriteStream(out);
  await once(file, 'open');
  file.write(format.head);
  let [count, saidAt] = [0, Date.now()];
  for await (const some of rows) {
    if (!file.write(format.rows(some, count === 0))) await once(file, 'drain');
    count += some.length;
    if (Date.now() - saidAt < SAY_EVERY_MS) continue;
    saidAt = Date.now();
    house.say(`${count.toLocaleString('en')} sites screened …`);
  }
  file.end(format.tail);
  await once(file, 'finish');
  return count;
}

async function screenHere(house: House, path: string, options: ScreenOptions): Promise<void> {
  const { out, region: named, policy, asOf = today(new Date()), crs, category, area } = options;
  const [format, name] = [formatOf(path), resultFormatOf(out)];
  const open = await house.openPlanner('screening');
  const { planner, insteadOfRecord, threads } = open;
  try {
    if (insteadOfRecord !== null) house.say(insteadOfRecord);
    const region = onlyRegion(planner, CALLER, named, '--region');
    const datum = crs ?? (format === 'geojson' ? 'WGS84' : undefined);
    const rows = new SiteRows({ crs: datum, category, areaType: area });
    const quarantine = options.quarantine === true;
    const read = () => sitePartsOf(readSites, rows, { bytes: createReadStream(path), format, quarantine });
    // Read twice: nothing is screened of a file that is refused.
    let sites = 0;
    for await (const { count } of read()) sites += count;
    house.say(`${sites.toLocaleString('en')} sites …`);
    if (rows.ignored.length > 0) house.say(`columns that are not read: ${rows.ignored.join(', ')}`);
    const isJoint = options.joint === true;
    const terms = { policy: policy ?? planner.usualPolicy(), asOf, statedBy: CALLER.role, isJoint };
    const answered = isJoint
      ? screenedInTurn(planner, { region, terms }, read())
      : screened(planner, { region, terms, threads }, read());
    const count = await writeRows(house, answered, { out, format: RESULT_FORMATS[name] });
    printLine(`${count.toLocaleString('en')} sites screened, results in ${out}`);
  } catch (error) {
    throw uploadRefusal(error);
  } finally {
    await open.close();
  }
}

async function screen(house: House, path: string, options: ScreenOptions): Promise<void> {
  const { server, token } = options;
  await keepApart(path, options.out);
  if (server === undefined) return screenHere(house, path, options);
  if (token === undefined) throw new CommandFailure('--server needs --token');
  const [format, name] = [formatOf(path), resultFormatOf(options.out)];
  return screenAtServer(house, { server, token }, { path, format, name, options });
}

/** `jiedian screen`: the best plan of every site of a file. */
export const screenCommand = (house: House): Command =>
  new Command('screen')
    .description('the best plan, its cost and its binding element for every site of a file')
    .argument('<sites>', `CSV or GeoJSON of points; columns: ${SITE_COLUMNS.join(', ')}`)
    .requiredOption('--out <file>', 'where the results go: .csv, .ndjson or .geojson')
    .option('--region <id>', 'region; left out = the only one', regionOption)
    .option('--policy <id>', 'policy pack')
    .option('--as-of <day>', 'day rules and schedules are computed for; left out = today', plannedOn)
    .addOption(new Option('--crs <datum>', 'datum of the sites that name none').choices(CRS_NAMES))
    .addOption(
      new Option('--category <name>', 'category of the sites that name none').choices(LOAD_CATEGORIES),
    )
    .addOption(
      new Option('--area <type>', 'type of area of the sites that name none').choices(['urban', 'rural']),
    )
    .option('--quarantine', 'tell of bad rows in the results instead of refusing all')
    .option('--joint', 'count what the plans of earlier sites of the file would hold against later ones')
    .option('--server <url>', 'let a running service do it, with --token', serverOption)
    .option('--token <token>', 'token for --server')
    .action((path: string, options: ScreenOptions) =>
      screen(house, path, options).catch((error: unknown) => {
        throw refusalInWords(withServerHint(error));
      }),
    );
