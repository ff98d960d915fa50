import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditAnswer } from '../../src/contract/application-lists.ts';
import { offerAnswer } from '../../src/contract/application-steps.ts';
import { applicationAnswer } from '../../src/contract/applications.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { MANAGER, caseClient, key, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

let house: CaseHouse;
beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
  house = await openCaseHouse(db);
});
afterAll(async () => {
  expect(house.failed).toEqual([]);
  await house.close();
});

const { send, step, offered } = caseClient(() => house);
const patch = (caller: Caller, id: string, body: object) =>
  send(caller, 'patch', `/applications/${id}`, body, { 'If-Match': '*' });
const survey = (...findings: object[]) => ({ survey: { surveyedOn: '2026-11-19', findings } });
const unusable = (placeId: string) => ({
  about: 'source',
  placeId,
  usable: false,
  reason: '电杆位于在建道路上',
});

describe('a site survey', () => {
  it('overrules the model in the next offers, with who, when and why in the audit', async () => {
    const { id, offer } = await offered(owner(), 200);
    const plan = offer.plans[0]!;
    const { nodeId } = plan.sources[0]!;
    const entered = await patch(MANAGER, id, survey(unusable(nodeId)));
    const application = applicationAnswer.parse(entered.body);
    expect(application.survey).toMatchObject({
      by: 'm1',
      at: '2026-11-20T02:00:00.000Z',
      findings: [{ placeId: nodeId, usable: false, mostKva: null }],
    });
    expect(application.status).toBe('accepted');
    const wish = { offerId: offer.offerId, planId: plan.id };
    const late = await send(owner(), 'post', `/applications/${id}/choice`, wish, key());
    expect(late.status).toBe(409);

    const next = offerAnswer.parse((await step(MANAGER, id, 'offers')).body);
    expect(next.plans.length).toBeGreaterThan(0);
    expect(next.plans.map(({ sources }) => sources[0]!.nodeId)).not.toContain(nodeId);
    expect(JSON.stringify(next)).toContain('"code":"ruled-out-by-survey"');

    const mine = await send(owner(), 'get', `/applications/${id}/offers/${next.offerId}`);
    expect(mine.text).not.toContain('survey');
    expect((await send(owner(), 'get', `/applications/${id}`)).body).toMatchObject({ survey: null });
    const operator: Caller = { role: 'operator', sub: 'o1', regions: '*' };
    const { items } = auditAnswer.parse(
      (await send(operator, 'get', `/audit?region=demo&application=${id}`)).body,
    );
    const edit = items.find(({ entry }) => entry['action'] === 'edit')!.entry;
    expect(edit).toMatchObject({
      before: { survey: null },
      after: { survey: { by: 'm1', findings: [{ reason: '电杆位于在建道路上' }] } },
    });
  });

  it('is entered by staff alone, of places that there are', async () => {
    const { id } = await offered(owner(), 200);
    const refused = expectProblem(await patch(owner(), id, survey(unusable('P1'))), 'invalid-request');
    expect(refused.errors[0]).toMatchObject({ pointer: '/survey', code: 'not-permitted' });
    const nowhere = expectProblem(await patch(MANAGER, id, survey(unusable('P99'))), 'invalid-request');
    expect(nowhere.errors[0]).toMatchObject({ pointer: '/survey/findings', received: 'P99' });
    const odd = expectProblem(
      await patch(
        MANAGER,
        id,
        survey({ about: 'source', placeId: 'P1', usable: 'no' }, { about: 'weather' }),
      ),
      'invalid-request',
    );
    expect(odd.errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining([
        '/survey/findings/0/usable',
        '/survey/findings/0/reason',
        '/survey/findings/1/about',
      ]),
    );
    expect((await send(MANAGER, 'get', `/applications/${id}`)).body).toMatchObject({ survey: null });
  });
});
