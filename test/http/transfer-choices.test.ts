import { afterAll, beforeAll, expect, it } from 'vitest';
import { applicationAnswer, type ApplicationAnswer } from '../../src/contract/applications.ts';
import { chainAnswer } from '../../src/contract/chain.ts';
import type { Caller } from '../../src/contract/claims.ts';
import type { supplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { drawGrid, placeAt, rowOf } from '../support/drawn-grid.ts';
import { MANAGER, caseClient, key, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

type Plans = ReturnType<typeof supplyPlansAnswer.parse>['plans'];

//  B1 ──500── P1 ──300── P2 ╌╌ P3 ──500── B2     F1 and F3 are full, F2 takes 2500 kVA from one of them, not from both
//  B1 ──500── P5 ──300── P6 ╌╌ P3
const rows = (() => {
  const drawn = drawGrid({
    mv: [
      'F1: B1 -500- P1 -300- P2',
      'F2: B2 -500- P3',
      'P2 -50!- P3',
      'F3: B1 -500- P5 -300- P6',
      'P6 -50!- P3',
    ],
    transformers: {
      T1: { at: 'P1', kva: 5000 },
      T2: { at: 'P2', kva: 5000 },
      T5: { at: 'P5', kva: 5000 },
      T6: { at: 'P6', kva: 5000 },
    },
    mains: { B1: { id: 'M1', kva: 20_000 }, B2: { id: 'M2', kva: 20_000 } },
    peaks: { F1: 5000, F2: 1000, F3: 5000, M1: 10_000, M2: 1000 },
    at: { B1: [0, 0], B2: [3000, 0], P3: [2500, 0], P5: [500, 900], P6: [800, 900] },
  });
  const switchAt = (section_id: string, node_id: string) =>
    rowOf('switches', {
      ...{ id: `${section_id} at ${node_id}`, section_id, node_id },
      ...{ kind: 'sectionalising', normally_open: false },
    });
  return {
    ...drawn,
    switches: [...drawn.switches, switchAt('P1-P2', 'P1'), switchAt('P5-P6', 'P5')],
    peaks: drawn.peaks.map((row) => ({ ...row, season: 'unspecified' as const })),
    busbar_sections: drawn.busbar_sections.map((row) => ({ ...row, rating_a: 2000 })),
  };
})();

let house: CaseHouse;
beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', rows);
  house = await openCaseHouse(db);
});
afterAll(async () => {
  expect(house.failed).toEqual([]);
  await house.close();
});

const PLANNER: Caller = { ...MANAGER, role: 'planner', sub: 'p1' };
const { send, offered } = caseClient(() => house);
const near = (east: number, north: number) => ({
  site: { ...placeAt([east, north]), crs: 'WGS84' },
  radiusM: 300,
});
const left = async (feeder: string): Promise<number | null> => {
  const read = await send(PLANNER, 'get', `/elements/${feeder}/chain?region=demo`);
  return chainAnswer.parse(read.body).chain.find(({ kind }) => kind === 'outlet')!.leftKva;
};
/** Some changes of the ledger are read from the record, after their commit. */
const follows = (feeder: string, leftKva: number) =>
  expect.poll(() => left(feeder), { timeout: 20_000 }).toBeCloseTo(leftKva, 6);
const wish = ({ offerId, plans }: { offerId: string; plans: readonly unknown[] }, kind: string) => ({
  offerId,
  planId: (plans as Plans).find((plan) => plan.kind === kind)!.id,
});
const choose = (caller: Caller, id: string, body: object) =>
  send(caller, 'post', `/applications/${id}/choice`, body, key());

it('a plan that switches load onto others holds the room there, and no two the same', async () => {
  const one = await offered(MANAGER, 1000, near(500, 60));
  const two = await offered(MANAGER, 1000, near(500, 840));
  const [before, full] = [await left('F2'), await left('F1')];
  const transfer = (one.offer.plans as Plans).find(({ kind }) => kind === 'load-transfer')!.transfer!;
  expect(transfer).toMatchObject({
    moves: [
      { onto: { kind: 'section', elementId: 'B2-P3' }, movedKva: 2500, withCustomer: false, known: true },
    ],
    opens: [{ kind: 'section', elementId: 'P1-P2' }],
    leaves: null,
  });
  const chosen = await choose(MANAGER, one.id, wish(one.offer, 'load-transfer'));
  expect(chosen.status, chosen.text).toBe(201);
  // What moves counts on the receiver from now on; what leaves its feeder is given back by a measurement, not before.
  await follows('F2', before! - 2500);
  await follows('F1', full! - 1000);
  const seen = async (caller: Caller, id: string) =>
    applicationAnswer.parse((await send(caller, 'get', `/applications/${id}`)).body);
  expect((await seen(MANAGER, one.id)).choice?.switching).toEqual(transfer.steps);

  const refused = expectProblem(await choose(MANAGER, two.id, wish(two.offer, 'load-transfer')), 'room-gone');
  expect(refused.movedElementIds).toContain('F2');
  expect(refused.plans?.map(({ kind }) => kind)).not.toContain('load-transfer');
  // A tee on the receiver finds what the transfer left; one on the line that is to be opened finds nothing.
  const small = await offered(owner(), 1600, near(2500, 60));
  expect(
    (await choose(owner(), small.id, { offerId: small.offer.offerId, planId: small.offer.plans[0]!.id }))
      .status,
  ).toBe(201);
  expect((await seen(owner(), small.id)).choice?.switching).toBeNull();
  await follows('F2', before! - 4100);
  const behind = await offered(MANAGER, 100, near(800, 60));
  expect(
    (behind.offer.plans as Plans).map(({ kind, sources }) => `${kind} ${sources[0]?.nodeId ?? ''}`),
  ).not.toContain('mv-tee P2');

  // Given up, the room is there for the other.
  await send(MANAGER, 'delete', `/applications/${one.id}/choice`);
  await follows('F2', before! - 1600);
  const again = await choose(MANAGER, two.id, wish(two.offer, 'load-transfer'));
  expect(again.status, again.text).toBe(201);
  await follows('F2', before! - 4100);
});

it('a switching that is in the record opens its lines again, and what it moved counts on', async () => {
  const app = async (id: string) =>
    (await send(MANAGER, 'get', `/applications/${id}`)).body as ApplicationAnswer;
  const listed = await send(MANAGER, 'get', '/applications?status=chosen');
  const { items } = listed.body as { items: ApplicationAnswer[] };
  const two = items.find(({ choice }) => choice?.kind === 'load-transfer')!;
  const steps = (await app(two.id)).choice!.switching!;
  const isNowOpen = (id: string, was: boolean): boolean => {
    const step = steps.find(({ switchId }) => switchId === id);
    return step === undefined ? was : step.action === 'open';
  };
  const before = await left('F2');
  await bringRows(house.store, 'demo', {
    ...rows,
    switches: rows.switches.map((row) => ({ ...row, normally_open: isNowOpen(row.id, row.normally_open) })),
    sections: rows.sections.map((row) => ({
      ...row,
      feeder_id: row.id === 'P5-P6' ? null : row.id === 'P6-P3' ? 'F2' : row.feeder_id,
    })),
  });
  await expect
    .poll(
      async () => {
        const read = await send(PLANNER, 'get', `/elements/P6/chain?region=demo`);
        if (read.status !== 200) return read.text;
        return chainAnswer.parse(read.body).chain.find(({ kind }) => kind === 'outlet')?.elementId;
      },
      { timeout: 20_000 },
    )
    .toBe('F2');
  expect(await left('F2')).toBe(before);
});
