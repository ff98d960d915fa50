import type { Caller } from '../contract/claims.ts';
import { declinedRefusal } from '../contract/declined-refusal.ts';
import { findAddress } from '../contract/find-address.ts';
import { regionAt } from '../contract/find-region.ts';
import { parseBody } from '../contract/parse.ts';
import { supplyPlansBody, type SupplyPlansBody } from '../contract/supply-plans-request.ts';
import { toRequest } from '../contract/to-request.ts';
import { placeInWgs84 } from '../contract/to-wgs84.ts';
import { today } from '../contract/today.ts';
import { askServer } from './ask-server.ts';
import { CommandFailure, withServerHint } from './failure.ts';
import { refusalInWords } from './faults-in-words.ts';
import type { House, OpenPlanner } from './house.ts';

/** A question for plans, and whom to ask: the house itself, or a running service with a token. */
interface Question {
  readonly body: unknown;
  readonly include: readonly string[];
  readonly server?: string;
  readonly token?: string;
}

const CALLER: Caller = { role: 'manager', sub: 'command-line', regions: '*' };
const POINTERS = { region: '/region', place: '/site' } as const;

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
    const request = toRequest(checked, {
      ...(await settle(open, checked)),
      statedBy: CALLER.role,
      today: today(new Date()),
    });
    const answer = await open.planner.supplyPlans(request, CALLER.role, include);
    if (answer.ok) return answer.body;
    throw declinedRefusal(answer);
  } finally {
    await open.close();
  }
}

async function ask(house: House, { body, include, server, token }: Question): Promise<string> {
  if (server === undefined) return askHere(house, body, include);
  if (token === undefined) throw new CommandFailure('--server needs --token');
  const url = new URL('/v1/supply-plans', server);
  if (include.length > 0) url.searchParams.set('include', include.join(','));
  return askServer(url, token, { method: 'POST', body: JSON.stringify(body) });
}

/**
 * The text of a plan answer.
 *
 * @throws CommandFailure in the words of the option's user.
 */
export const askPlans = (house: House, question: Question): Promise<string> =>
  ask(house, question).catch((error: unknown) => {
    throw refusalInWords(withServerHint(error));
  });
