import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Command } from 'commander';
import { capacityMapQuery } from '../contract/capacity-map.ts';
import type { Caller } from '../contract/claims.ts';
import { declinedRefusal } from '../contract/declined-refusal.ts';
import { onlyRegion } from '../contract/find-region.ts';
import { parseQuery } from '../contract/parse.ts';
import { toCapacityMapQuery } from '../contract/to-capacity-map-query.ts';
import { today } from '../contract/today.ts';
import type { CapacityMapForm } from '../model/capacity-map.ts';
import { fetchServer } from './ask-server.ts';
import { CommandFailure, withServerHint } from './failure.ts';
import { refusalInWords } from './faults-in-words.ts';
import type { House } from './house.ts';
import { region as regionOption, server as serverOption } from './option-values.ts';
import { printLine } from './print.ts';

interface Options {
  readonly bbox: string;
  readonly region?: string;
  readonly radius?: string;
  readonly season?: string;
  readonly hour?: string;
  readonly asOf?: string;
  readonly server?: string;
  readonly token?: string;
}

const CALLER: Caller = { role: 'planner', sub: 'command-line', regions: '*' };

/** Ending of a file → what is written. */
const FORMS: Readonly<Record<string, CapacityMapForm>> = {
  '.geojson': 'geojson',
  '.json': 'geojson',
  '.tif': 'tiff',
  '.tiff': 'tiff',
};

function formOf(path: string): CapacityMapForm {
  const form = FORMS[extname(path).toLowerCase()];
  if (form !== undefined) return form;
  throw new CommandFailure(
    `${path} must end in ${Object.keys(FORMS).join(', ')}: that tells what is written`,
  );
}

/** The options as the query of `GET /v1/capacity/map`; what was not given is left out. */
const queryOf = (f: CapacityMapForm, { bbox, region, radius: radiusM, season, hour, asOf }: Options) =>
  JSON.parse(JSON.stringify({ f, bbox, region, radiusM, season, hour, asOf })) as Record<string, string>;

/** Asks the house itself: the record, or the snapshot files when a service holds the record. */
async function mapHere(house: House, asked: Record<string, string>): Promise<Uint8Array> {
  const query = parseQuery(capacityMapQuery, asked);
  const open = await house.openPlanner();
  const { planner, insteadOfRecord } = open;
  try {
    if (insteadOfRecord !== null) house.say(insteadOfRecord);
    const region = onlyRegion(planner, CALLER, query.region, '--region');
    const question = toCapacityMapQuery(query, { region, today: today(new Date()) });
    const answer = await planner.capacityMap(question, CALLER.role);
    if (!answer.ok) throw declinedRefusal(answer);
    return answer.map;
  } finally {
    await open.close();
  }
}

async function mapThere(
  server: string,
  token: string | undefined,
  asked: Record<string, string>,
): Promise<Uint8Array> {
  if (token === undefined) throw new CommandFailure('--server needs --token');
  const url = new URL('/v1/capacity/map', server);
  url.search = new URLSearchParams(asked).toString();
  return new Uint8Array(await (await fetchServer(url, token)).arrayBuffer());
}

async function draw(house: House, path: string, options: Options): Promise<void> {
  const asked = queryOf(formOf(path), options);
  const { server, token } = options;
  const map = await (server === undefined ? mapHere(house, asked) : mapThere(server, token, asked));
  await writeFile(path, map);
  printLine(
    `capacity map of ${options.bbox} written to ${path} (${map.byteLength.toLocaleString('en')} bytes)`,
  );
}

/** `jiedian capacity-map`: the largest demand that fits at every cell of a box, as a file. */
export const capacityMapCommand = (house: House): Command =>
  new Command('capacity-map')
    .description('the largest standard demand that fits at every 50 m cell of a box, as GeoTIFF or GeoJSON')
    .argument('<file>', 'where it goes: .tif or .geojson')
    .requiredOption(
      '--bbox <box>',
      'west,south,east,north in degrees WGS 84, such as 113.19,33.96,113.21,33.98',
    )
    .option('--region <id>', 'region; left out = the only one', regionOption)
    .option('--radius <m>', 'how far supplies are looked for, m; left out = as for plans')
    .option('--season <name>', 'season of the loads; left out = the one of the policy')
    .option('--hour <n>', 'hour of the day, 0 to 23; left out = the peak')
    .option('--as-of <day>', 'day schedules are computed for; left out = today')
    .option('--server <url>', 'ask a running service instead, with --token', serverOption)
    .option('--token <token>', 'token of a manager or planner for --server')
    .action((path: string, options: Options) =>
      draw(house, path, options).catch((error: unknown) => {
        throw refusalInWords(withServerHint(error));
      }),
    );
