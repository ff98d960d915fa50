import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { rowOf } from '../support/drawn-grid.ts';
import { MANAGER, caseClient, key } from './case-client.ts';

/** Both feeders full of cases of the company's books; no bay is spare for a line of one's own. */
const TOWN = {
  ...TWO_FEEDERS,
  nodes: TWO_FEEDERS.nodes.map((row) => (row.id === 'B' ? { ...row, bays_spare: 0 } : row)),
  commitments: ['P1', 'P3'].map((at_id, i) =>
    rowOf('commitments', {
      ...{ id: `b${i}`, origin: 'books', external_number: `X-${i}`, at_kind: 'node', at_id, kva: 3400 },
    }),
  ),
};

let house: CaseHouse;
beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', TOWN);
  house = await openCaseHouse(db);
});
afterAll(async () => {
  expect(house.failed).toEqual([]);
  await house.close();
});

const { send, offered } = caseClient(() => house);
const choose = (id: string, offerId: string, planId: string) =>
  send(MANAGER, 'post', `/applications/${id}/choice`, { offerId, planId }, key());
const atOnce = (
  plans: readonly { kind: string; id: string; sources: readonly { feederId: string | null }[] }[],
) => plans.filter(({ kind }) => !['staged', 'hv-referral'].includes(kind));

it('a case that the books know is not in its own way, in its offer, when it chooses, and counts once then', async () => {
  const stranger = await offered(MANAGER, 3400);
  expect(atOnce(stranger.offer.plans)).toEqual([]);
  const known = await offered(MANAGER, 3400, { externalNumber: 'X-0' });
  const plans = atOnce(known.offer.plans);
  expect([...new Set(plans.map(({ sources }) => sources[0]!.feederId))]).toEqual(['F1']);
  // Somebody else chooses on the same feeder meanwhile: the plan is looked at again.
  const small = await offered(MANAGER, 100);
  const other = atOnce(small.offer.plans).find(({ sources }) => sources[0]!.feederId === 'F1')!;
  expect((await choose(small.id, small.offer.offerId, other.id)).status).toBe(201);
  const chosen = await choose(known.id, known.offer.offerId, plans[0]!.id);
  expect(chosen.status, chosen.text).toBe(201);
  const chain = await send(MANAGER, 'get', '/elements/F1/chain?region=demo&kind=outlet');
  expect(chain.status, chain.text).toBe(200);
  const { chain: rows } = chain.body as { chain: { elementId: string; committedKva: number }[] };
  expect(rows.find(({ elementId }) => elementId === 'F1')!.committedKva).toBe(3500);
});
