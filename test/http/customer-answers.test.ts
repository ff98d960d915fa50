import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerPlans } from '../../src/contract/customer-plans.ts';
import { offerAnswer } from '../../src/contract/application-steps.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { TABLE_NAMES, type RegionRows } from '../../src/model/record.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { hasPoppler, textOf } from '../papers/poppler.ts';
import { type CaseHouse, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { drawGrid } from '../support/drawn-grid.ts';
import { readEvents, take } from '../support/read-events.ts';
import { readTile } from '../support/read-tile.ts';
import { MANAGER, caseClient, key, owner } from './case-client.ts';
import { targetsOf } from './case-target.ts';
import { expectProblem } from './expect-problem.ts';
import { ROUTE_TABLE, askOf, cellsOf } from './route-table.ts';

/** Ids and figures that no text has by chance. */
const GRID: RegionRows = (() => {
  const drawn = drawGrid({
    mv: [
      'F-heron: B-auk -300- P-kite -300- P-owl -200- R-crane',
      'F-swift: B-auk -310- P-wren -300- P-lark -200- R-robin',
    ],
    mains: { 'B-auk': { id: 'M-osprey', kva: 14_137 } },
    peaks: { 'F-heron': 2003.71, 'F-swift': 1987.29, 'M-osprey': 3991.53 },
    transformers: { 'T-rival': { at: 'P-lark', kva: 617, ownership: 'customer' } },
    spare: { 'R-crane': 1, 'R-robin': 1 },
  });
  return {
    ...drawn,
    busbar_sections: drawn.busbar_sections.map((row) => ({ ...row, rating_a: 1237, fault_level_ka: 12 })),
  };
})();

const RIVAL = { name: '乙厂绝密', contact: '0375-7654321', sub: 'c2' } as const;
const RIVAL_NUMBER = 'EXT-99172';
const REASON = 'because of a friend';

let house: CaseHouse;
let server: Server;
let address: string;
/** Words of the rival's case. */
const rivals: string[] = [RIVAL.name, RIVAL.contact, RIVAL_NUMBER, REASON, 'T-rival'];

beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', GRID);
  house = await openCaseHouse(db);
  server = house.app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const kva of [1273, 100_000]) rivals.push(...(await rivalCase(kva)));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  expect(house.failed).toEqual([]);
  await house.close();
});

const client = caseClient(() => house);
const { send, offered } = client;

/** A case of the rival, chosen where something fits; else it waits in the queue. @returns its ids. */
async function rivalCase(kva: number): Promise<string[]> {
  const externalNumber = kva === 1273 ? RIVAL_NUMBER : null;
  const { id, offer } = await offered(MANAGER, kva, { applicant: RIVAL, externalNumber });
  const { offerId, plans } = offer;
  const [plan] = plans;
  const wish = { offerId, planId: plan!.id, reason: REASON };
  const made = await send(MANAGER, 'post', `/applications/${id}/choice`, wish, key());
  const { commitmentId } = made.body as { commitmentId?: string };
  return [id, offerId, ...(commitmentId === undefined ? [] : [commitmentId])];
}

interface Read {
  readonly status: number;
  /** Everything in it a person or program could read. */
  readonly text: string;
}

async function textIn(answer: Response, events: number): Promise<string> {
  const type = answer.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) return JSON.stringify(await take(readEvents(answer), events));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (type === 'application/pdf') return hasPoppler ? textOf(bytes) : '';
  if (type.includes('vector-tile')) return JSON.stringify(readTile(bytes));
  return new TextDecoder().decode(bytes);
}

async function read(route: string, caller: Caller, state: 'chosen' | undefined): Promise<Read> {
  const [, way = {}] = ROUTE_TABLE[route]!;
  const none = { hook: 'none', seq: 0, screening: 'none', running: 'none' };
  const target = { ...(await targetsOf(client)(way.in ?? state ?? 'chosen')), ...none };
  const { method, url, body, headers } = askOf(route, way, target);
  const answer = await fetch(address + url, {
    method: method.toUpperCase(),
    headers: { 'content-type': 'application/json', ...headers, authorization: await house.token(caller) },
    ...(body === undefined ? {} : { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
  });
  const head = JSON.stringify([...answer.headers].filter(([name]) => name !== 'content-security-policy'));
  return { status: answer.status, text: head + (await textIn(answer, 4)) };
}

/** Every number of a text, however it is written. */
const numbersIn = (text: string): Set<number> =>
  new Set((text.match(/\d[\d,]*(?:\.\d+)?/gu) ?? []).map((one) => Number(one.replaceAll(',', ''))));

const FIGURES =
  /"(?:ratingKva|limitKva|peakKva|committedKva|leftKva|openKva|openKnownKva|minVoltagePu)":([\d.]+)/gu;

/** Figures of the grid as staff read them, of every element that has a chain. */
async function figures(): Promise<Set<number>> {
  const texts: string[] = [];
  for (const { id } of [...GRID.nodes, ...GRID.sections, ...GRID.main_transformers])
    texts.push((await send(MANAGER, 'get', `/elements/${id}/chain?region=demo`)).text);
  const { id, offer } = await offered(MANAGER, 100);
  texts.push((await send(MANAGER, 'get', `/applications/${id}/offers/${offer.offerId}`)).text);
  const all = texts.flatMap((text) => [...text.matchAll(FIGURES)].map(([, figure]) => Number(figure)));
  // Round ones are as likely the customer's own.
  return new Set(all.filter((figure) => figure > 0.5 && figure % 10 !== 0 && figure !== 1));
}

/** Ids of everything in the record that is no place of a plan of the customer. */
function foreignIds(answers: readonly string[]): string[] {
  const own = new Set(
    answers.flatMap((text) =>
      [...text.matchAll(/"(?:nodeId|bayId|feederId|busId|substationId)":"([^"]+)"/gu)].map(([, id]) => id),
    ),
  );
  const ids = TABLE_NAMES.flatMap((name) => GRID[name].map((row) => ('id' in row ? row.id : '')));
  return [...new Set(ids)].filter((id) => id.length > 3 && !own.has(id));
}

describe('what a customer is answered', () => {
  it('on any route holds nothing of another case, no foreign id and no exact figure of the grid', async () => {
    const customer = owner('c1');
    const routes = Object.entries(ROUTE_TABLE).flatMap(([route, row]) => {
      const cell = cellsOf(row).find(({ name }) => name === 'its customer');
      return /\/(?:v1|tiles)\//u.test(route) && cell !== undefined && cell.status < 300 ? [route] : [];
    });
    expect(routes.length).toBeGreaterThan(15);
    const answers: [string, string][] = [];
    for (const route of routes) {
      const { status, text } = await read(route, { ...customer, regions: ['demo'] }, undefined);
      expect([route, status < 300]).toEqual([route, true]);
      answers.push([route, text]);
    }
    const secret = await figures();
    const foreign = foreignIds(answers.map(([, text]) => text));
    expect(foreign).toEqual(expect.arrayContaining(['M-osprey', 'P-kite-P-owl']));
    expect(secret.size).toBeGreaterThan(20);
    for (const [route, text] of answers) {
      const told = [...rivals, ...foreign].filter((word) => text.includes(word));
      expect([route, told]).toEqual([route, []]);
      const numbers = numbersIn(text);
      expect([route, [...secret].filter((figure) => numbers.has(figure))]).toEqual([route, []]);
    }
    // The scan finds what it looks for where it may stand.
    const staff = await read('get /v1/applications/:id/offers/:offerId', MANAGER, 'chosen');
    expect([...secret].filter((figure) => numbersIn(staff.text).has(figure)).length).toBeGreaterThan(5);
    expect(staff.text).toContain('M-osprey');
    const list = await read('get /v1/applications', MANAGER, 'chosen');
    expect(list.text).toContain(RIVAL.name);
  });

  it('when the room is gone is as little', async () => {
    const { id, offer } = await offered(owner('c1'), 1000);
    const took = await offered(MANAGER, 2600, { applicant: RIVAL });
    const fits = took.offer.plans.find(({ kind }) => kind.startsWith('mv-'))!;
    const { feederId } = fits.sources[0]!;
    const taken = await send(
      MANAGER,
      'post',
      `/applications/${took.id}/choice`,
      { offerId: took.offer.offerId, planId: fits.id },
      key(),
    );
    expect(taken.status, taken.text).toBe(201);
    const plan = offer.plans.find(({ sources }) => sources[0]?.feederId === feederId)!;
    const wish = { offerId: offer.offerId, planId: plan.id };
    const gone = await send(owner('c1'), 'post', `/applications/${id}/choice`, wish, key());
    expectProblem(gone, 'room-gone');
    const words = [...rivals, took.id, took.offer.offerId, ...foreignIds([gone.text])];
    expect(words.filter((word) => gone.text.includes(word))).toEqual([]);
    const numbers = numbersIn(gone.text);
    expect([...(await figures())].filter((figure) => numbers.has(figure))).toEqual([]);
  });

  it('is made of the fields named for customers alone', async () => {
    const { offer } = await offered(owner('c3'), 100);
    const set = Object.entries(offer).filter(
      ([name]) => !['offerId', 'validUntil', 'overrides'].includes(name),
    );
    expect(() => customerPlans.parse(Object.fromEntries(set))).not.toThrow();
    expect(offerAnswer.parse(offer)).toEqual(offer);
  });
});
