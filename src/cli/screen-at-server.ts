import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ScreeningAnswer } from '../contract/screenings.ts';
import type { SiteFormat } from '../model/screening.ts';
import { askServer, fetchServer } from './ask-server.ts';
import { CommandFailure } from './failure.ts';
import type { House } from './house.ts';
import { printLine } from './print.ts';
import type { ScreenOptions } from './screen-options.ts';

const TYPES = { csv: 'text/csv', geojson: 'application/geo+json' } as const;
const LOOK_EVERY_MS = 1_000;

/** A file, how it is written, and how its results are to be. */
interface Wanted {
  readonly path: string;
  readonly format: SiteFormat;
  readonly name: string;
  readonly options: ScreenOptions;
}

function urlOf(
  server: string,
  { region, policy, asOf, crs, category, area, quarantine, joint }: ScreenOptions,
): URL {
  const url = new URL('/v1/screenings', server);
  const query = { region, policy, asOf, crs, category, areaType: area, quarantine, joint };
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

async function untilEnded(house: House, url: URL, token: string): Promise<ScreeningAnswer> {
  for (;;) {
    const found = JSON.parse(await askServer(url, token)) as ScreeningAnswer;
    if (found.status !== 'running') return found;
    const left = found.estimatedEndAt === null ? '' : `, done at about ${found.estimatedEndAt}`;
    house.say(`${found.screened.toLocaleString('en')} of ${found.sites.toLocaleString('en')} sites${left} …`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Lets a running service screen a file, waits for it, and fetches the results. */
export async function screenAtServer(
  house: House,
  { server, token }: { readonly server: string; readonly token: string },
  { path, format, name, options }: Wanted,
): Promise<void> {
  // Before anything is sent: a file that cannot be read is not the service's fault.
  const file = await open(path);
  const started = await askServer(urlOf(server, options), token, {
    method: 'POST',
    body: Readable.toWeb(file.createReadStream()) as ReadableStream,
    headers: { 'Content-Type': TYPES[format] },
    duplex: 'half',
  });
  const { id, ignoredColumns = [] } = JSON.parse(started) as ScreeningAnswer;
  house.say(`screening ${id} at ${server}`);
  if (ignoredColumns.length > 0) house.say(`columns that are not read: ${ignoredColumns.join(', ')}`);
  const url = new URL(`/v1/screenings/${id}`, server);
  const { status, sites, error } = await untilEnded(house, url, token);
  if (status !== 'done')
    throw new CommandFailure(`screening ${id} ${status}${error === null ? '' : `: ${error}`}`);
  const results = await fetchServer(new URL(`/v1/screenings/${id}/results.${name}`, server), token);
  if (results.body === null) throw new CommandFailure(`${server} sent no results`);
  await pipeline(Readable.fromWeb(results.body), createWriteStream(options.out));
  printLine(`${sites.toLocaleString('en')} sites screened as ${id}, results in ${options.out}`);
}
