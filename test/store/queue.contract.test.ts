import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseScope } from '../../src/model/case-book.ts';
import type { Shortage } from '../../src/model/queue-book.ts';
import { inScope } from '../../src/store/casework/in-scope.ts';
import {
  AT,
  MANAGER,
  OPERATOR,
  choosing,
  customer,
  draft,
  holding,
  offering,
  REQUEST,
} from '../support/case-samples.ts';
import { databases } from '../support/database.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { smallGrid } from '../support/staged-items.ts';

const SHORT: Shortage = {
  askedKva: 500,
  elements: ['outlet/F1'],
  plans: [{ planId: 'plan', atOnceKva: 160, suppliesKva: 500, works: [], gridYuan: 12.5 }],
};
const later = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString();

describe.each(databases())('the queue on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const cases = () => record.store.cases;
  const queue = () => record.store.queue;
  const offer = (id: string, offerId: string, shortage: Shortage | null) =>
    cases().change(MANAGER, id, AT, () => offering(offerId, { shortage }));
  /** An application that was taken up some seconds after the first. */
  const short = async (id: string, seconds: number, shortage: Shortage | null = SHORT) => {
    const site = { lon: 113 + seconds / 1000, lat: 34 };
    await cases().create(MANAGER, draft(id, { request: { ...REQUEST, site } }));
    await cases().change(MANAGER, id, later(seconds), () => ({ action: 'accept', status: 'accepted' }));
    await offer(id, `o-${id}`, shortage);
  };
  const ids = async () => (await queue().fallenShort('r')).map(({ applicationId }) => applicationId);

  beforeEach(async () => {
    await record.bring(smallGrid());
    await record.db.exec(`alter table audit disable trigger user; truncate audit, audit_heads;
      alter table audit enable trigger user`);
  });

  it('has those whose offer fell short, in the order in which they were taken up', async () => {
    await short('a1', 30);
    await short('a2', 10);
    await short('a3', 20, null);
    await cases().create(MANAGER, draft('a4'));
    await offer('a4', 'o-a4', SHORT);
    expect(await ids()).toEqual(['a2', 'a1']);
    expect((await queue().fallenShort('r'))[0]).toEqual({
      applicationId: 'a2',
      status: 'offered',
      site: expect.stringContaining('113.01') as string,
      acceptedAt: later(10),
      shortage: SHORT,
      planId: null,
      hasKva: 0,
      toldAt: null,
    });
    expect(await queue().fallenShort('s')).toEqual([]);
  });

  it('goes by the newest offer that stands, and by the chosen plan', async () => {
    await short('a1', 0);
    await offer('a1', 'o-a1-newer', null);
    expect(await ids()).toEqual([]);
    await cases().change(MANAGER, 'a1', AT, () => ({
      action: 'edit',
      status: 'accepted',
      lapseOffers: true,
    }));
    await offer('a1', 'o-a1-third', SHORT);
    expect(await ids()).toEqual(['a1']);
    await cases().choose(MANAGER, 'a1', choosing('o-a1-third', holding('h1', 160)));
    const compared = { ...offering('o-a1-z', { shortage: null }), status: 'chosen' } as const;
    await cases().change(MANAGER, 'a1', AT, () => compared);
    expect(await queue().fallenShort('r')).toMatchObject([{ status: 'chosen', planId: 'plan', hasKva: 160 }]);
    await cases().change(MANAGER, 'a1', AT, () => ({
      action: 'withdraw',
      status: 'withdrawn',
      endsChoice: true,
    }));
    expect(await ids()).toEqual([]);
  });

  it('tells of room once, with an event, until that room is gone', async () => {
    await short('a1', 0);
    await short('a2', 1);
    const before = await cases().read(MANAGER, 'a1');
    const both = await Promise.all([queue().tell('r', 'a1', later(60)), queue().tell('r', 'a1', later(60))]);
    expect(both.sort()).toEqual([false, true]);
    expect(await cases().read(MANAGER, 'a1')).toEqual(before);
    expect((await queue().fallenShort('r'))[0]?.toldAt).toBe(later(60));
    const events = await cases().events(customer('c1'), 'a1', 0, 99);
    expect(events?.map(({ kind, by }) => [kind, by])).toEqual([
      ['create', 'manager'],
      ['accept', 'manager'],
      ['offer', 'manager'],
      ['room', 'system'],
    ]);
    await queue().forget('r', ['a1']);
    await queue().forget('r', []);
    expect((await queue().fallenShort('r'))[0]?.toldAt).toBeNull();
    expect(await queue().tell('r', 'a1', later(90))).toBe(true);
    expect(await queue().tell('s', 'a2', later(90))).toBe(false);
    await cases().change(MANAGER, 'a2', AT, () => ({ action: 'withdraw', status: 'withdrawn' }));
    expect(await queue().tell('r', 'a2', later(90))).toBe(false);
    expect((await cases().verifyAudit(OPERATOR, 'r')).broken).toBeNull();
  });

  it('keeps to itself who has been told', async () => {
    await short('a1', 0);
    await queue().tell('r', 'a1', AT);
    const seen = (scope: CaseScope) =>
      inScope(
        { ...record.db, committed: () => undefined },
        scope,
        async (on) => (await on.query('select * from room_notices')).length,
      );
    for (const scope of [MANAGER, OPERATOR, customer('c1')]) expect(await seen(scope)).toBe(0);
  });
});
