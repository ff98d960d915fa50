import { afterAll, beforeAll, expect, it } from 'vitest';
import { offerAnswer } from '../../src/contract/application-steps.ts';
import type { Caller } from '../../src/contract/claims.ts';
import type { RegionRows } from '../../src/model/record.ts';
import { parseCatalogue } from '../../src/pricing/catalogue.ts';
import { standardSizesKva } from '../../src/pricing/size.ts';
import { openDb, storeOver } from '../../src/store/open-store.ts';
import { loadData } from '../../src/worker/load-data.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { MANAGER, caseClient, owner } from './case-client.ts';

const MOST_OFFERS = 50;
/** What a customer may have in a day. */
const A_DAY = 5;

const { data } = loadData('data');
const catalogue = parseCatalogue(data.catalogue.file, data.catalogue.text);
const RATINGS = [...standardSizesKva(catalogue, 'customer-transformer')];

/** Two feeders with some 1140 kVA each to give: more than one standard size, less than the next. */
const FULL_FEEDERS: RegionRows = {
  ...TWO_FEEDERS,
  peaks: TWO_FEEDERS.peaks.map((row) => (row.element_kind === 'feeder' ? { ...row, peak_kva: 4400 } : row)),
};

let house: CaseHouse;
let now = new Date('2026-11-20T02:00:00Z');
beforeAll(async () => {
  const db = await openDb({});
  await bringRows(storeOver(db), 'demo', FULL_FEEDERS);
  house = await openCaseHouse(db, () => now);
});
afterAll(async () => {
  expect(house.failed).toEqual([]);
  await house.close();
});

const { send, apply, step } = caseClient(() => house);

/** Asks for plans for one size after another at one place, as somebody does who wants to know the room. */
async function attacker(caller: Caller) {
  const { id } = await apply(owner('c1'), 30);
  await step(MANAGER, id, 'acceptance');
  let offers = 0;
  const ask = async (capacityKva: number, more: object = {}): Promise<object> => {
    if (++offers % A_DAY === 0) now = new Date(now.getTime() + 24 * 3600_000);
    const demand = { capacityKva, ...more };
    const edited = await send(owner('c1'), 'patch', `/applications/${id}`, { demand }, { 'If-Match': '*' });
    expect(edited.status, edited.text).toBe(200);
    const made = await send(caller, 'post', `/applications/${id}/offers?include=staircase`, {});
    expect(made.status, made.text).toBe(201);
    return offerAnswer.parse(made.body);
  };
  return { ask, offers: () => offers };
}

const ON_FEEDERS = ['mv-tee', 'mv-bay', 'mv-cut-in'];
const fits = (answer: object): boolean =>
  (answer as { plans: { kind: string }[] }).plans.some(({ kind }) => ON_FEEDERS.includes(kind));

/** The largest size that fits and the smallest that does not, as close as the offers allow. */
async function bisect(caller: Caller): Promise<readonly [number, number, ReadonlyMap<number, object>]> {
  const { ask, offers } = await attacker(caller);
  const seen = new Map<number, object>();
  let [low, high] = [30, 10_000];
  while (offers() < MOST_OFFERS && high - low > 0.01) {
    const middle = Math.round((low + high) * 50) / 100;
    const answer = await ask(middle);
    seen.set(middle, answer);
    if (fits(answer)) low = middle;
    else high = middle;
  }
  return [low, high, seen];
}

/** The size an answer to a customer is for: as few alike transformers of the catalogue as can carry it. */
function sizeOf(kva: number): number {
  const count = Math.ceil(kva / RATINGS.at(-1)!);
  return count * RATINGS.find((rating) => count * rating >= kva)!;
}

/** What a customer stated is no news to it: it stands among the reasons for the class, and in what has ids by its content. */
const OWN_WORD = [
  'offerId',
  'validUntil',
  'asOf',
  'classification',
  'id',
  'dominatedBy',
  'statedKva',
  'ownSourceKva',
];
const withoutOwnWord = (key: string, value: unknown): unknown => (OWN_WORD.includes(key) ? undefined : value);

/** Holds that sizes for which the same standard size is looked for are answered alike. @returns those standard sizes. */
const expectAlike = (seen: ReadonlyMap<number, object>): number[] => {
  const alike = new Map<string, object>();
  const sizes = new Set<number>();
  for (const [kva, answer] of seen) {
    const { asOf } = answer as { asOf: string };
    const told = JSON.parse(JSON.stringify(answer, withoutOwnWord)) as object;
    // Another day has other dates.
    const key = `${asOf} ${sizeOf(kva)}`;
    const first = alike.get(key) ?? told;
    expect(told, `${kva} kVA`).toEqual(first);
    alike.set(key, first);
    sizes.add(sizeOf(kva));
  }
  return [...sizes].sort((a, b) => a - b);
};

it('staff who bisect find the room to the kVA: the attack is one', async () => {
  const [low, high] = await bisect(MANAGER);
  expect(low).toBeGreaterThan(1000);
  expect(high).toBeLessThan(1250);
  expect(high - low).toBeLessThan(0.1);
}, 60_000);

it('a customer with 50 offers learns between which standard sizes the room lies, and no more', async () => {
  const [low, high, seen] = await bisect(owner('c1'));
  expect(seen.size).toBeGreaterThan(15);
  expect([low, high].map(sizeOf)).toEqual([1000, 1250]);
  expectAlike(seen);
}, 60_000);

it('nor by sizes side by side, nor by what a second supply has to carry', async () => {
  const { ask } = await attacker(owner('c1'));
  const seen = new Map<number, object>();
  for (const kva of [801, 900, 999.99, 1000, 1000.01, 1060, 1120, 1141, 1200, 1250, 1251, 1400, 1600])
    seen.set(kva, await ask(kva));
  expect(expectAlike(seen)).toEqual([1000, 1250, 1600]);
  const carried = new Map<number, object>();
  for (const kva of [505, 560, 610, 640, 700, 790])
    carried.set(
      kva,
      await ask(900, { loadClass: 1, importance: 'first', securityLoadKw: kva * 0.9, powerFactor: 0.9 }),
    );
  expect(expectAlike(carried)).toEqual([630, 800]);
}, 60_000);
