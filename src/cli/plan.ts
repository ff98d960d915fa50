import { Command, InvalidArgumentError, Option } from 'commander';
import type { Caller } from '../contract/claims.ts';
import { findAddress } from '../contract/find-address.ts';
import { regionAt } from '../contract/find-region.ts';
import { parseBody } from '../contract/parse.ts';
import { Refusal } from '../contract/refusal.ts';
import { LANGUAGES, type Language } from '../contract/messages/messages.ts';
import type { SupplyPlansAnswer } from '../contract/supply-plans-answer.ts';
import { supplyPlansBody, type SupplyPlansBody } from '../contract/supply-plans-request.ts';
import { toRequest } from '../contract/to-request.ts';
import { placeInWgs84 } from '../contract/to-wgs84.ts';
import { today } from '../contract/today.ts';
import { CRS_NAMES } from '../model/geometry.ts';
import { LOAD_CATEGORIES } from '../model/record.ts';
import { askServer } from './ask-server.ts';
import { CommandFailure, withServerHint } from './failure.ts';
import type { House, OpenPlanner } from './house.ts';
import { server as serverOption } from './option-values.ts';
import { printPlans } from './print-plans.ts';
import { printLine } from './print.ts';

interface Options {
  readonly lon?: number;
  readonly lat?: number;
  readonly crs?: string;
  readonly address?: string;
  readonly kva?: number;
  readonly kw?: number;
  readonly phases?: number;
  readonly category: string;
  readonly area?: string;
  readonly region?: string;
  readonly policy?: string;
  readonly wantedOn?: string;
  readonly asOf?: string;
  readonly radius?: number;
  readonly maxPlans?: number;
  readonly rejected?: true;
  readonly server?: string;
  readonly token?: string;
  readonly json?: true;
  readonly lang: Language;
}

const CALLER: Caller = { role: 'manager', sub: 'command-line', regions: '*' };
const POINTERS = { region: '/region', place: '/site' } as const;

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('must be a number.');
  return value;
}

/** The options as the body of `POST /v1/supply-plans`; what was not given is left out. */
function bodyOf(options: Options): unknown {
  const {
    lon,
    lat,
    crs,
    address,
    kva,
    kw,
    phases,
    category,
    area,
    region,
    policy,
    wantedOn,
    asOf,
    radius,
    maxPlans,
  } = options;
  const body = {
    region,
    site: address === undefined ? { lon, lat, crs } : { address },
    demand: { capacityKva: kva, equipmentKw: kw, phases },
    customer: { category, areaType: area },
    wantedOn,
    policy,
    asOf,
    radiusM: radius,
    maxPlans,
  };
  return JSON.parse(JSON.stringify(body)) as unknown;
}

/** Where a checked body's receiving point lies, and what the gazetteer calls it. */
async function settle({ planner, store }: OpenPlanner, { site, region }: SupplyPlansBody) {
  if ('crs' in site) {
    const place = placeInWgs84(site);
    return {
      site: place,
      siteAddress: null,
      region: regionAt(planner, CALLER, place, { region, pointers: POINTERS }),
    };
  }
  if (store === null) {
    throw new CommandFailure('addresses are in the record: give --server and --token, or --lon --lat --crs');
  }
  const hit = await findAddress(
    store,
    region === undefined ? planner.regions().map(({ id }) => id) : [region],
    site.address,
  );
  return { site: hit.at, siteAddress: hit.text, region: hit.region };
}

/** Asks the house itself: the record, or the snapshot files when a service holds the record. */
async function askHere(house: House, body: unknown, include: readonly string[]): Promise<string> {
  const checked = parseBody(supplyPlansBody, body);
  const open = await house.openPlanner();
  try {
    if (open.insteadOfRecord !== null) house.say(open.insteadOfRecord);
    const request = toRequest(checked, { ...(await settle(open, checked)), today: today(new Date()) });
    const answer = await open.planner.supplyPlans(request, CALLER.role, include);
    if (answer.ok) return answer.body;
    throw new CommandFailure(
      `${answer.code}: ${answer.received ?? ''}; allowed: ${(answer.allowed ?? []).join(', ')}`,
    );
  } finally {
    await open.close();
  }
}

/** A refusal with all its faults in lines, as the option's user reads them. */
function inWords(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  const faults = error.issues.map(({ pointer, code, received, allowed }) => {
    const may = Array.isArray(allowed) ? allowed.join(', ') : allowed;
    return `  ${pointer}: ${code}${received === null ? '' : `, received ${String(received)}`}${may === null ? '' : `, allowed: ${String(may)}`}`;
  });
  return new CommandFailure([error.message, ...faults].join('\n'));
}

async function plan(house: House, options: Options): Promise<void> {
  const include = options.rejected === true ? ['rejected'] : [];
  const body = bodyOf(options);
  if (options.server !== undefined && options.token === undefined)
    throw new CommandFailure('--server needs --token');
  const text =
    options.server === undefined
      ? await askHere(house, body, include)
      : await askServer(
          new URL(`/v1/supply-plans${include.length > 0 ? '?include=rejected' : ''}`, options.server),
          options.token ?? '',
          { method: 'POST', body: JSON.stringify(body) },
        );
  if (options.json === true) printLine(text);
  else printPlans(JSON.parse(text) as SupplyPlansAnswer, options.lang);
}

/** `jiedian plan`: supply plans for a place and a demand, nothing stored. */
export const planCommand = (house: House): Command =>
  new Command('plan')
    .description('supply plans for a place and a demand; nothing is stored')
    .option('--lon <degrees>', 'longitude of the receiving point', number)
    .option('--lat <degrees>', 'latitude', number)
    .addOption(new Option('--crs <datum>', 'datum of the coordinates').choices(CRS_NAMES))
    .option('--address <text>', 'address of the receiving point, instead of coordinates')
    .option('--kva <n>', 'applied capacity, kVA', number)
    .option('--kw <n>', 'equipment capacity, kW', number)
    .option('--phases <n>', '1 or 3', number)
    .addOption(
      new Option('--category <name>', 'category of the customer')
        .choices(LOAD_CATEGORIES)
        .default('industrial'),
    )
    .addOption(new Option('--area <type>', 'type of area; left out = unknown').choices(['urban', 'rural']))
    .option('--region <id>', 'region; left out = the one that holds the place')
    .option('--policy <id>', 'policy pack')
    .option('--wanted-on <day>', 'day on which supply is wanted')
    .option('--as-of <day>', 'day rules and schedules are computed for; left out = today')
    .option('--radius <m>', 'radius of the search, m', number)
    .option('--max-plans <n>', 'plans at most', number)
    .option('--rejected', 'also list the sources that were not taken, and why')
    .option('--server <url>', 'ask a running service instead, with --token', serverOption)
    .option('--token <token>', 'token for --server')
    .addOption(new Option('--lang <language>', 'language to read it in').choices(LANGUAGES).default('en'))
    .option('--json', 'print the answer as JSON')
    .action(async (options: Options) => {
      await plan(house, options).catch((error: unknown) => {
        throw inWords(withServerHint(error));
      });
    });
