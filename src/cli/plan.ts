import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { LANGUAGES, type Language } from '../contract/messages/messages.ts';
import type { SavedAnswer } from '../contract/saved-answer.ts';
import type { SupplyPlansAnswer } from '../contract/supply-plans-answer.ts';
import { CRS_NAMES } from '../model/geometry.ts';
import { LOAD_CATEGORIES } from '../model/record.ts';
import { askPlans } from './ask-plans.ts';
import type { House } from './house.ts';
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
  readonly temporary?: true;
  readonly secondSupply?: true;
  readonly staircase?: true;
  readonly save?: string;
  readonly server?: string;
  readonly token?: string;
  readonly json?: true;
  readonly lang: Language;
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('must be a number.');
  return value;
}

/** The options as the body of `POST /v1/supply-plans`; what was not given is left out. */
function bodyOf(options: Options): SavedAnswer['request'] {
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
    temporary,
    secondSupply,
  } = options;
  const body = {
    region,
    site: address === undefined ? { lon, lat, crs } : { address },
    demand: {
      capacityKva: kva,
      equipmentKw: kw,
      phases,
      wishes: secondSupply === true ? ['second-supply'] : undefined,
    },
    customer: { category, areaType: area, temporary },
    wantedOn,
    policy,
    asOf,
    radiusM: radius,
    maxPlans,
  };
  return JSON.parse(JSON.stringify(body)) as SavedAnswer['request'];
}

/** Parts of the answer that are sent only on demand. */
const includeOf = ({ rejected, staircase }: Options): SavedAnswer['include'] => [
  ...(rejected === true ? (['rejected'] as const) : []),
  ...(staircase === true ? (['staircase'] as const) : []),
];

async function plan(house: House, options: Options): Promise<void> {
  const request = bodyOf(options);
  const include = includeOf(options);
  const text = await askPlans(house, { body: request, include, ...options });
  const answer = JSON.parse(text) as SupplyPlansAnswer;
  if (options.save !== undefined)
    await writeFile(options.save, `${JSON.stringify({ request, include, answer } satisfies SavedAnswer)}\n`);
  if (options.json === true) printLine(text);
  else printPlans(answer, options.lang);
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
    .option('--temporary', 'temporary supply, such as for a building site')
    .option('--second-supply', 'a second supply at the customer’s wish, above the standard')
    .option('--region <id>', 'region; left out = the one that holds the place')
    .option('--policy <id>', 'policy pack')
    .option('--wanted-on <day>', 'day on which supply is wanted')
    .option('--as-of <day>', 'day rules and schedules are computed for; left out = today')
    .option('--radius <m>', 'radius of the search, m', number)
    .option('--max-plans <n>', 'plans at most', number)
    .option('--rejected', 'also list the sources that were not taken, and why')
    .option('--server <url>', 'ask a running service instead, with --token', serverOption)
    .option('--token <token>', 'token for --server')
    .option('--staircase', 'also cost and time at every standard size')
    .option('--save <file>', 'keep request and answer in a file for `replay`')
    .addOption(new Option('--lang <language>', 'language to read it in').choices(LANGUAGES).default('en'))
    .option('--json', 'print the answer as JSON')
    .action(async (options: Options) => {
      await plan(house, options);
    });
