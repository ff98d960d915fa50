import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainAnswer } from '../../src/contract/chain.ts';
import type { ChoiceWish } from '../../src/casework/casework.ts';
import type { Db } from '../../src/store/db.ts';
import { openDb, storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { throwAwayDatabase } from '../support/database.ts';
import { placeAt } from '../support/drawn-grid.ts';

const CLIENTS = 16;
const CASES_EACH = 4;

interface Plan {
  readonly id: string;
  readonly kind: string;
  readonly suppliesKva: number;
}
interface Kept {
  readonly application: string;
  readonly commitment: string;
  readonly kva: number;
}

describe.skipIf(process.env['DATABASE_URL'] === undefined)('two services on one PostGIS server', () => {
  let db: Db;
  let drop: () => Promise<void>;
  let houses: readonly [CaseHouse, CaseHouse];
  let auth: string;

  beforeAll(async () => {
    const { url, drop: remove } = await throwAwayDatabase();
    drop = remove;
    db = await openDb({ databaseUrl: url });
    await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
    const [one, two] = [await openDb({ databaseUrl: url }), await openDb({ databaseUrl: url })];
    houses = [await openCaseHouse(one), await openCaseHouse(two)];
    auth = await houses[0].token();
  });
  afterAll(async () => {
    for (const house of houses) await house.close();
    await db.close();
    await drop();
  });

  const post = (house: CaseHouse, path: string, body: object, key = '') =>
    request(house.app)
      .post(`/v1/applications${path}`)
      .set('Authorization', auth)
      .set('Idempotency-Key', key)
      .send(body);

  /** Goes from application to choice; asks anew as long as there is a plan that fits at once. */
  const walk = async (client: number, round: number): Promise<Kept | null> => {
    const kva = 100 + ((client * 37 + round * 113) % 7) * 50;
    const [mine, other] = (client + round) % 2 === 0 ? houses : ([houses[1], houses[0]] as const);
    const made = await post(mine, '', {
      site: { ...placeAt([200 + 20 * client, 60]), crs: 'WGS84' },
      demand: { capacityKva: kva },
      customer: { category: 'industrial' },
      applicant: { name: `${client}`, contact: '1' },
      externalNumber: `N-${client}-${round}`,
    });
    const { id } = made.body as { id: string };
    await post(mine, `/${id}/acceptance`, {});
    for (let tried = 0; tried < 8; tried++) {
      const { offerId, plans } = (await post(mine, `/${id}/offers`, {})).body as {
        offerId: string;
        plans: Plan[];
      };
      const fitting = plans.filter(({ kind }) => ['mv-tee', 'mv-bay'].includes(kind));
      const plan = fitting[(client + round + tried) % Math.max(1, fitting.length)];
      if (plan === undefined) return null;
      const wish: Pick<ChoiceWish, 'offerId' | 'planId'> = { offerId, planId: plan.id };
      const key = `k-${client}-${round}-${tried}`;
      // The caller loses its patience and sends it to the other service as well.
      const answers = await Promise.all([
        post(mine, `/${id}/choice`, wish, key),
        post(other, `/${id}/choice`, wish, key),
      ]);
      const [first, second] = answers;
      expect(first.status, first.text).toBeOneOf([201, 409]);
      if (first.status === 409 && second.status === 409) {
        expect(first.body).toMatchObject({ code: 'room-gone' });
        continue;
      }
      const { commitmentId } = answers.find(({ status }) => status === 201)!.body as { commitmentId: string };
      for (const { status, body } of answers)
        if (status === 201) expect((body as { commitmentId: string }).commitmentId).toBe(commitmentId);
      return { application: id, commitment: commitmentId, kva: plan.suppliesKva };
    }
    return null;
  };

  it('hold what they acknowledge, never more than there is room for, and tell it in one audit', async () => {
    const kept = new Map<string, Kept>();
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        for (let round = 0; round < CASES_EACH; round++) {
          const held = await walk(client, round);
          if (held === null) continue;
          kept.set(held.commitment, held);
          // One in five changes its mind.
          if ((client * CASES_EACH + round) % 5 !== 0) continue;
          const released = await request(houses[0].app)
            .delete(`/v1/applications/${held.application}/choice`)
            .set('Authorization', auth);
          expect(released.status).toBe(200);
          kept.delete(held.commitment);
        }
      }),
    );
    const rows = await db.query(`select id, kva from commitments where origin = 'service' order by id`);
    expect(rows).toEqual(
      [...kept.values()]
        .map(({ commitment, kva }) => ({ id: `case/${commitment}/0`, kva }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    const total = [...kept.values()].reduce((sum, { kva }) => sum + kva, 0);
    // Both feeders have 3542.56 kVA to give: they end up full to what does not fit any more.
    expect(total).toBeGreaterThan(0.9 * 2 * 3542.56);
    for (const house of houses) {
      expect(house.failed).toEqual([]);
      const [{ ledgerVersion } = { ledgerVersion: -1 }] = await house.store.regions();
      await expect.poll(() => house.pool.regions()[0]?.ledgerVersion, { timeout: 5000 }).toBe(ledgerVersion);
      for (const elementId of ['R1', 'R2']) {
        const asked = { region: 'demo', elementId, kind: null, asOf: '2026-11-20' };
        const answer = await house.pool.chain(asked, 'planner');
        const { chain } = chainAnswer.parse(JSON.parse(answer.ok ? answer.body : '{}'));
        for (const row of chain) expect(row.leftKva, row.elementId).toBeGreaterThanOrEqual(0);
      }
    }
    const operator = { regions: '*', role: 'operator', sub: 'o' } as const;
    const { links, broken } = await houses[0].store.cases.verifyAudit(operator, 'demo');
    expect(broken).toBeNull();
    const chosen = await db.query(
      `select count(*) as n from audit where entry::jsonb ->> 'action' = 'choose'`,
    );
    const ever = await db.query('select count(*) as n from choices');
    expect(chosen).toEqual(ever);
    expect(links).toBeGreaterThan(CLIENTS * CASES_EACH);
    // Each of the two spare bays was taken at most once.
    const bays = await db.query(
      `select at_id, count(*)::integer as n from commitments c join choices o on c.id = 'case/' || o.id || '/0'
       where o.plan_kind = 'mv-bay' and o.ended_at is null group by at_id`,
    );
    for (const { n } of bays) expect(n).toBe(1);
  });
});
