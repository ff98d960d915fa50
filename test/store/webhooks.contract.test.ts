import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseScope } from '../../src/model/case-book.ts';
import { inScope } from '../../src/store/casework/in-scope.ts';
import { AT, MANAGER, OPERATOR, customer, draft } from '../support/case-samples.ts';
import { databases } from '../support/database.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { smallGrid } from '../support/staged-items.ts';

const later = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString();

describe.each(databases())('webhooks on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const book = () => record.store.webhooks;
  const cases = () => record.store.cases;
  const hook = (id: string, over: object = {}) => ({
    region: 'r',
    id,
    url: 'https://portal.example/',
    kinds: null,
    createdAt: AT,
    secret: `whsec_${id}`,
    ...over,
  });
  const register = (id: string, over: object = {}) => book().register(OPERATOR, hook(id, over), 20);
  const accept = (id: string) =>
    cases().change(MANAGER, id, AT, () => ({ action: 'accept', status: 'accepted' }));
  const takeDue = async (at = AT) => {
    await book().makeDue(AT);
    return book().takeDue(at, later(60));
  };
  const seqs = (due: Awaited<ReturnType<typeof takeDue>>) =>
    due.map(({ webhookId, event, tries }) => [webhookId, event.seq, event.kind, tries]);

  beforeEach(async () => {
    await record.bring(smallGrid());
    await record.db.exec(`alter table audit disable trigger user; truncate audit, audit_heads;
      alter table audit enable trigger user`);
  });

  it('are registered, listed and taken away, with an audit that tells no key', async () => {
    const made = await register('w1', { kinds: ['accept', 'choose'] });
    expect(made).toEqual({
      region: 'r',
      id: 'w1',
      url: 'https://portal.example/',
      kinds: ['accept', 'choose'],
      createdAt: AT,
      due: 0,
      dead: 0,
    });
    expect(await book().read(OPERATOR, 'w1')).toEqual(made);
    await register('w2');
    expect((await book().list(OPERATOR, undefined)).map(({ id }) => id)).toEqual(['w2', 'w1']);
    expect(await book().list(OPERATOR, 's')).toEqual([]);
    expect(await book().register(OPERATOR, hook('w3'), 2)).toBeNull();
    expect(await book().remove(OPERATOR, 'w1', AT)).toBe(true);
    expect(await book().remove(OPERATOR, 'w1', AT)).toBe(false);
    const links = await cases().audit(OPERATOR, { region: 'r', after: 0, limit: 99 });
    const told = links.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>);
    expect(told.map(({ action, applicationId }) => [action, applicationId])).toEqual([
      ['register-webhook', null],
      ['register-webhook', null],
      ['remove-webhook', null],
    ]);
    expect(JSON.stringify(links)).not.toContain('whsec_');
    expect(await cases().verifyAudit(OPERATOR, 'r')).toEqual({ links: 3, broken: null });
  });

  it('belong to the operators of their region; their keys to the service alone', async () => {
    expect(await book().makeDue(AT)).toBe(false);
    await register('w1');
    await cases().create(MANAGER, draft('a1'));
    expect(await book().makeDue(AT)).toBe(true);
    const TABLES = ['webhooks', 'webhook_secrets', 'webhook_deliveries'] as const;
    const seen = (scope: CaseScope) =>
      inScope({ ...record.db, committed: () => undefined }, scope, async (on) => {
        const counts: number[] = [];
        for (const table of TABLES) counts.push((await on.query(`select * from ${table}`)).length);
        return counts;
      });
    expect(await seen(OPERATOR)).toEqual([1, 0, 1]);
    expect(await seen({ ...OPERATOR, regions: ['r'] })).toEqual([1, 0, 1]);
    expect(await seen({ ...OPERATOR, regions: ['s'] })).toEqual([0, 0, 0]);
    for (const scope of [MANAGER, customer('c1'), { ...MANAGER, role: 'planner' as const }]) {
      expect(await seen(scope)).toEqual([0, 0, 0]);
      await expect(book().register(scope, hook('w2'), 20)).rejects.toThrow(/row-level security/u);
    }
    const elsewhere = { ...OPERATOR, regions: ['s'] };
    expect(await book().read(elsewhere, 'w1')).toBeNull();
    expect(await book().remove(elsewhere, 'w1', AT)).toBe(false);
    expect(await seen({ regions: '*', role: 'system', sub: 'system' })).toEqual([1, 1, 1]);
  });

  it('get what happens after their registration, of the kinds they ask for, in its order', async () => {
    await cases().create(MANAGER, draft('a1'));
    await register('w1');
    await register('w2', { kinds: ['accept'], secret: 'whsec_two' });
    await cases().create(MANAGER, draft('a2'));
    await accept('a1');
    await accept('a2');
    const due = await takeDue();
    expect(seqs(due)).toEqual([
      ['w1', 4, 'create', 1],
      ['w1', 5, 'accept', 1],
      ['w1', 6, 'accept', 1],
      ['w2', 5, 'accept', 1],
      ['w2', 6, 'accept', 1],
    ]);
    expect(due[3]).toMatchObject({
      region: 'r',
      secret: 'whsec_two',
      event: { applicationId: 'a1', version: 2 },
    });
    expect(JSON.stringify(due)).not.toMatch(/甲厂|13800000000|m1/u);
    for (const one of due) await book().settle(one, { taken: true });
    expect(await takeDue(later(3600))).toEqual([]);
  });

  it('of a change that was not committed get nothing', async () => {
    await register('w1');
    await cases().create(MANAGER, draft('a1'));
    const refused = cases().change(MANAGER, 'a1', AT, () => {
      throw new Error('not now');
    });
    await expect(refused).rejects.toThrow('not now');
    expect(seqs(await takeDue())).toEqual([['w1', 2, 'create', 1]]);
  });

  it('are served by whoever comes first, once; again where that one died', async () => {
    await register('w1');
    for (let i = 0; i < 10; i++) await cases().create(MANAGER, draft(`a${i}`));
    await Promise.all([book().makeDue(AT), book().makeDue(AT)]);
    const taken = (await Promise.all([1, 2, 3, 4].map(() => book().takeDue(AT, later(60))))).flat();
    expect(taken.map(({ event }) => event.seq).sort((a, b) => a - b)).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
    expect(await book().takeDue(later(59), later(120))).toEqual([]);
    const again = await book().takeDue(later(60), later(120));
    expect(seqs(again)).toEqual([2, 3, 4, 5].map((seq) => ['w1', seq, 'create', 2]));
    // The one that was thought dead says what became of its try: it is no longer its delivery.
    await book().settle(
      taken.find(({ event }) => event.seq === 2)!,
      { taken: true },
    );
    expect(await book().read(OPERATOR, 'w1')).toMatchObject({ due: 10 });
  });

  it('that do not answer are tried again at their time, then put aside and sent again on demand', async () => {
    await register('w1');
    await cases().create(MANAGER, draft('a1'));
    const [first] = await takeDue();
    await book().settle(first!, { taken: false, error: 'status 500', again: later(10) });
    expect(await book().takeDue(later(9), later(60))).toEqual([]);
    const [second] = await book().takeDue(later(10), later(60));
    expect(second).toMatchObject({ tries: 2 });
    await book().settle(second!, { taken: false, error: 'status 410', again: null });
    expect(await takeDue(later(9999))).toEqual([]);
    expect(await book().read(OPERATOR, 'w1')).toMatchObject({ due: 0, dead: 1 });
    const filter = { webhookId: 'w1', state: 'dead', after: 0, limit: 9 } as const;
    const dead = {
      webhookId: 'w1',
      seq: 2,
      kind: 'create',
      applicationId: 'a1',
      state: 'dead',
      tries: 2,
      dueAt: later(60),
      triedAt: later(10),
      error: 'status 410',
    };
    expect(await book().deliveries(OPERATOR, filter)).toEqual([dead]);
    expect(await book().deliveries(OPERATOR, { ...filter, after: 2 })).toEqual([]);
    expect(await book().deliveries(MANAGER, filter)).toEqual([]);
    expect(await book().sendAgain(MANAGER, 'w1', 2, later(20))).toBeNull();
    expect(await book().sendAgain(OPERATOR, 'w1', 2, later(20))).toMatchObject({ state: 'due', tries: 0 });
    expect(await book().sendAgain(OPERATOR, 'w1', 2, later(20))).toBeNull();
    expect(seqs(await book().takeDue(later(20), later(80)))).toEqual([['w1', 2, 'create', 1]]);
    expect(await book().remove(OPERATOR, 'w1', AT)).toBe(true);
    expect(await record.db.query('select * from webhook_deliveries')).toEqual([]);
    expect(await record.db.query('select * from webhook_secrets')).toEqual([]);
  });

  it('one that does not answer keeps no other waiting', async () => {
    await register('w1');
    await register('w2');
    for (let i = 0; i < 20; i++) await cases().create(MANAGER, draft(`a${10 + i}`));
    const due = await takeDue();
    expect(due.filter(({ webhookId }) => webhookId === 'w1')).toHaveLength(4);
    expect(due.filter(({ webhookId }) => webhookId === 'w2')).toHaveLength(4);
  });
});
